import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { AuditDraft, AuditEntry } from '../../../schema/canonical/audit.ts';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import { auditEntryIdOf } from '../../../schema/store/audit-docs.ts';
import { AuditLog } from '../../../schema/store/audit-log.ts';
import type { Store } from '../../../schema/store/models.ts';
import { verifyAudit, type AuditVerdict } from '../../../schema/store/verify-audit.ts';
import { freshStore } from '../../../test/harness/servers.ts';
import { auditEntry, draftOf } from '../testing/audit-entry.ts';
import { ChainWriter, type ChainStore, type ChainWriterOptions } from './chain-writer.ts';
import { readCheckpoints, readCheckpointKey, readCheckpointVerificationKeys } from './checkpoint-file.ts';
import { startCheckpoints } from './checkpointer.ts';

const LOG = pino({ level: 'silent' });
const HOST = 'gateway-1';

function draft(requestId: string): AuditDraft {
  return draftOf(auditEntry('', 1, { requestId }));
}

let store: Store;
let log: AuditLog;
beforeAll(async () => {
  store = await freshStore();
  log = new AuditLog(() => store);
});
beforeEach(async () => {
  await store.auditChains.deleteMany({});
  await store.auditEntries.deleteMany({});
});

function writer(options: Partial<ChainWriterOptions> = {}): ChainWriter {
  return new ChainWriter({ store: log, host: HOST, log: LOG, retryMs: 5, ...options });
}

async function written(count: number, chain: ChainWriter = writer()): Promise<string> {
  await Promise.all(Array.from({ length: count }, (_, index) => chain.write(draft(`r${index}`))));
  await chain.close();
  return chain.chainId ?? '';
}

async function bad(): Promise<AuditVerdict['bad']> {
  return (await verifyAudit(store)).bad;
}

describe('a chain', () => {
  test('takes all that waits in few inserts, in order, and names the one before it on its host', async () => {
    let inserts = 0;
    const counting: ChainStore = {
      lastChainOf: (host) => log.lastChainOf(host),
      register: (chain) => log.register(chain),
      headOf: (chain) => log.headOf(chain),
      append: (entries) => {
        inserts += 1;
        return log.append(entries);
      },
    };
    const first = await written(100, writer({ store: counting }));
    expect(inserts).toBeLessThanOrEqual(3);
    const second = await written(1);
    expect(await store.auditChains.findById(second).lean().exec()).toMatchObject({
      before: first,
      host: HOST,
    });
    expect(await verifyAudit(store)).toMatchObject({ chains: 2, entries: 101, bad: [] });
  });

  test.each(['lastChainOf', 'register', 'append', 'headOf'] as const)(
    'holds up to its last durable entry when %s fails before or after its effect',
    async (method) => {
      for (const when of ['before', 'after'] as const) {
        let faults = 2;
        const fail = (): void => {
          faults -= 1;
          throw new HubError('HUB_STORE_UNAVAILABLE', 'gone');
        };
        const faulty = new Proxy(log, {
          get: (target, name) => async (argument: never) => {
            const isMeant = name === method || (method === 'headOf' && name === 'append');
            if (isMeant && faults > 0 && when === 'before') fail();
            const result: unknown = await (
              target[name as typeof method] as (a: never) => Promise<unknown>
            ).call(target, argument);
            if (isMeant && faults > 0) fail();
            return result;
          },
        }) as ChainStore;
        const id = await written(5, writer({ store: faulty }));
        expect(await store.auditEntries.countDocuments({ chain: id })).toBe(5);
        expect(await bad()).toEqual([]);
      }
    },
  );

  test('that somebody else writes into ends, and another begins', async () => {
    const chain = writer();
    await chain.write(draft('mine'));
    const id = chain.chainId ?? '';
    await store.auditEntries.insertMany([auditEntry(id, 2)]);
    await chain.write(draft('mine too'));
    expect(chain.chainId).not.toBe(id);
    await chain.close();
    expect(await bad()).toMatchObject([{ chain: id, seq: 2 }]);
  });

  test('refuses in time while the store is away, and goes on when it is back', async () => {
    let isAway = true;
    const away = new Proxy(log, {
      get: (target, name) => (argument: never) =>
        isAway
          ? Promise.reject(new HubError('HUB_STORE_UNAVAILABLE', 'gone'))
          : target[name as 'append'].call(target, argument),
    }) as ChainStore;
    const chain = writer({ store: away, maxWaitMs: 50 });
    await expect(chain.write(draft('r'))).rejects.toMatchObject({
      code: 'HUB_AUDIT_UNAVAILABLE',
      status: 503,
    });
    isAway = false;
    await chain.write(draft('later'), 30_000);
    await chain.close();
    expect(await bad()).toEqual([]);
  });
});

describe('verification names the first bad link', () => {
  const at = (chain: string, seq: number): { _id: string } => ({ _id: auditEntryIdOf(chain, seq) });
  const take = async (chain: string, seq: number): Promise<AuditEntry> =>
    (await store.auditEntries.findOneAndDelete(at(chain, seq)).lean().exec()) as unknown as AuditEntry;

  test('after an edit, a deletion, an insertion and an exchange', async () => {
    const edited = await written(5);
    await store.auditEntries.updateOne(at(edited, 3), { $set: { partner: 'somebody else' } });
    const deleted = await written(5);
    await take(deleted, 2);
    const inserted = await written(5);
    await take(inserted, 4);
    await store.auditEntries.insertMany([auditEntry(inserted, 4)]);
    const exchanged = await written(5);
    const [two, three] = [await take(exchanged, 2), await take(exchanged, 3)];
    await store.auditEntries.insertMany([
      { ...three, ...at(exchanged, 2), seq: 2 },
      { ...two, ...at(exchanged, 3), seq: 3 },
    ]);
    expect(new Map((await bad()).map(({ chain, seq, problem }) => [chain, [seq, problem]]))).toEqual(
      new Map([
        [edited, [3, expect.stringMatching(/changed/)]],
        [deleted, [2, expect.stringMatching(/missing/)]],
        [inserted, [4, expect.stringMatching(/hang/)]],
        [exchanged, [2, expect.stringMatching(/place of another/)]],
      ]),
    );
  });

  test('of a chain that is not registered, or whose registration was changed', async () => {
    const changed = await written(1);
    await store.auditChains.updateOne({ _id: changed }, { $set: { host: 'elsewhere' } });
    await store.auditEntries.insertMany([auditEntry('strange', 1)]);
    expect(await bad()).toMatchObject([
      { chain: changed, seq: null },
      { chain: 'strange', seq: 1, problem: expect.stringMatching(/not registered/) as string },
    ]);
  });

  test('within a stretch of time alone', async () => {
    let moment = Date.parse('2026-11-24T08:00:00Z');
    const chain = writer({ now: () => new Date((moment += 1_000)) });
    for (let index = 0; index < 6; index += 1) await chain.write(draft(`r${index}`));
    await chain.close();
    const id = chain.chainId ?? '';
    const sixth = await store.auditEntries.findById(auditEntryIdOf(id, 6)).lean().exec();
    await store.auditEntries.updateOne(at(id, 2), { $set: { actor: 'x' } });
    const from = (await store.auditEntries.findById(auditEntryIdOf(id, 4)).lean().exec())?.at ?? '';
    expect(await verifyAudit(store, { from, to: sixth?.at ?? '' })).toMatchObject({ entries: 2, bad: [] });
    expect((await verifyAudit(store)).bad).toMatchObject([{ seq: 2 }]);
  });
});

describe('checkpoints', () => {
  async function signed(): Promise<{ path: string; home: string; chain: string }> {
    const home = await mkdtemp(join(tmpdir(), 'tributary-audit-'));
    const path = join(home, 'audit', 'checkpoints.jsonl');
    const chain = writer();
    const key = await readCheckpointKey(home);
    const checkpoints = startCheckpoints({
      heads: () => log.heads(),
      signer: () => chain.chainId,
      key,
      path,
      log: LOG,
    });
    await chain.write(draft('one'));
    await checkpoints.sign();
    await chain.write(draft('two'));
    await chain.close();
    await checkpoints.close();
    return { path, home, chain: chain.chainId ?? '' };
  }
  const against = async (path: string, home: string): Promise<AuditVerdict> =>
    verifyAudit(store, { checkpoints: readCheckpoints(path, await readCheckpointVerificationKeys(home)) });

  test('tell a tail that was cut off and a chain that was removed as a whole', async () => {
    const { path, home, chain } = await signed();
    expect(await against(path, home)).toMatchObject({ heads: 2, bad: [] });
    await store.auditEntries.deleteOne({ _id: auditEntryIdOf(chain, 2) });
    expect(await bad()).toEqual([]);
    expect((await against(path, home)).bad).toMatchObject([{ chain, seq: 2 }]);
    await store.auditEntries.deleteMany({ chain });
    await store.auditChains.deleteMany({});
    expect((await against(path, home)).bad).toMatchObject([{ chain, seq: 1 }]);
  });

  test('are refused when a line is changed or missing', async () => {
    const { path, home } = await signed();
    const lines = (await readFile(path, 'utf8')).trim().split('\n');
    await writeFile(path, `${lines[1]}\n`);
    await expect(against(path, home)).rejects.toMatchObject({ code: 'HUB_SIGNATURE_INVALID' });
    const [head = '', , signature = ''] = (lines[0] ?? '').split('.');
    await writeFile(path, `${head}.${Buffer.from('{}').toString('base64url')}.${signature}\n`);
    await expect(against(path, home)).rejects.toThrow(/line 1/);
  });
});
