import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createLog } from '../../runtime/log.ts';
import type { HubEvent } from '../../schema/canonical/hub-event.ts';
import type { DisputeRisk } from '../../schema/canonical/risk.ts';
import { decideColour } from '../../schema/store/colour-decision.ts';
import type { RiskDoc } from '../../schema/store/event-log.ts';
import { scoreMark } from '../../schema/store/score-mark.ts';
import type { DisputeDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import { freshStore } from '../../test/harness/servers.ts';
import { crashAt, Crash, emptyLinkStore, putRecords } from '../testing/stored-links.ts';
import { RULES } from '../testing/scored-dispute.ts';
import type { TestRow } from '../testing/test-feed.ts';
import { testRecord, testRecordId } from '../testing/test-record.ts';
import { DisputeLinker } from './dispute-linker.ts';
import { indexSink } from './index-sink.ts';
import { markLinked } from './risk-scoring.ts';
import { RiskScorer, type RiskScorerOptions } from './risk-scorer.ts';

const id = testRecordId;
const START = '2026-11-24T10:00:00+08:00';
const DAY_MS = 86_400_000;
/** A dispute of its own until a newer version quotes `a`. */
const LATER: TestRow = { id: 'b', category: ['纠纷'], reportedAt: '2026-11-24T11:00:00+08:00' };
const THREAT = '对方扬言要拿刀砍死我全家，并已持刀殴打邻居';

let store: Store;
let nowMs: number;
const now = (): Date => new Date(nowMs);

beforeAll(async () => {
  store = await freshStore();
});
beforeEach(async () => {
  await emptyLinkStore(store);
  await store.risks.deleteMany({});
  await store.searchEntries.deleteMany({});
  nowMs = Date.parse('2026-11-24T12:00:00+08:00');
});

const linker = (): DisputeLinker => new DisputeLinker({ store, log: createLog('test', 'silent'), now });
const scorer = (options: Partial<RiskScorerOptions> = {}): RiskScorer =>
  new RiskScorer({ store, rules: RULES, now, ...options });

/** Records arrive, are linked, and their disputes are marked, as in the pipeline. */
async function arrive(...rows: TestRow[]): Promise<void> {
  const since = now();
  const ids = await putRecords(store, ...rows);
  await markLinked(store, ids, since, now(), (await linker().link(ids)).written);
  nowMs += 2_000;
}

function row(name: string, given: Partial<TestRow> = {}): TestRow {
  return {
    id: name,
    category: ['纠纷'],
    phone: '13812340001',
    against: '李建国',
    reportedAt: START,
    ...given,
  };
}

async function dispute(of: string): Promise<DisputeDoc> {
  const found = await store.disputes
    .findOne({ 'members.recordId': id(of), state: 'ACTIVE' })
    .lean<DisputeDoc>();
  if (found === null) throw new Error(`${of} is in no dispute`);
  return found;
}

async function riskOf(name: string): Promise<DisputeRisk> {
  const { risk } = await dispute(name);
  if (risk == null) throw new Error(`the dispute of ${name} has no risk`);
  return risk;
}

/** Everything that waits to be told, in order, by subject. */
async function told(): Promise<readonly HubEvent[]> {
  const all = await store.risks.find().sort({ _id: 1 }).lean<RiskDoc[]>();
  return all.flatMap(({ outbox }) => outbox);
}

const kinds = (events: readonly HubEvent[]): string[] =>
  events.map(({ kind, changes }) => (changes.length === 0 ? kind : `${kind} ${changes.join('+')}`));

async function marks(): Promise<number> {
  return await store.disputes.countDocuments({ scoreDue: { $gt: '' } });
}

describe('a dispute', () => {
  test('is scored when it is new, when its records change and when a new version has other words', async () => {
    await arrive(row('a'));
    await scorer().scoreDue();
    expect(await marks()).toBe(0);
    expect(await riskOf('a')).toMatchObject({ colour: 'GREEN', decision: null, ruleVersion: RULES.version });
    expect(kinds(await told())).toEqual(['DISPUTE_CHANGED OPENED']);

    await arrive(row('a', { at: '2026-11-24T11:00:00+08:00', text: THREAT }));
    await scorer().scoreDue();
    const risk = await riskOf('a');
    expect(risk.colour).not.toBe('GREEN');
    const words = risk.factors.find(({ name }) => name === 'THREAT_WORDS');
    expect(words?.evidence.map(({ recordId }) => recordId)).toContain(id('a'));
    expect(kinds(await told())).toEqual([
      'DISPUTE_CHANGED OPENED',
      'DISPUTE_CHANGED RECORDS+RISK',
      'COLOUR_CHANGED',
    ]);
    expect((await told()).map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(await store.decisions.collection.countDocuments({ kind: 'RISK_COLOUR' })).toBe(1);
  });

  test('that is looked at again for nothing tells nothing', async () => {
    await arrive(row('a'));
    await scorer().scoreDue();
    await store.disputes.updateMany({}, { $set: { scoreDue: scoreMark(now()) } });
    nowMs += 2_000;
    expect(await scorer().scoreDue()).toBe(1);
    expect(kinds(await told())).toEqual(['DISPUTE_CHANGED OPENED']);
    expect(await marks()).toBe(0);
  });

  test('that was scored while linking was still at its records is not scored again', async () => {
    const since = now();
    const ids = await putRecords(store, row('a'));
    const { written } = await linker().link(ids);
    nowMs += 2_000;
    expect(await scorer().scoreDue()).toBe(1);
    expect(await markLinked(store, ids, since, now(), written)).toEqual([]);
    expect(await scorer().scoreThese([...written])).toBe(0);
    expect(await markLinked(store, ids, since, now(), new Set())).toEqual([...written]);
    expect(await scorer().scoreThese([...written])).toBe(1);
  });

  test('keeps a mark that was set while it was scored', async () => {
    await arrive(row('a'));
    await scorer({
      fault: async (place) => {
        if (place === 'read') await store.disputes.updateMany({}, { $set: { scoreDue: scoreMark(now()) } });
      },
    }).scoreDue();
    expect(await marks()).toBe(1);
  });

  test('that was merged away says so, and its survivor goes on', async () => {
    await arrive({ id: 'a', category: ['纠纷'] }, LATER);
    await scorer().scoreDue();
    await arrive({ ...LATER, at: '2026-11-24T11:30:00+08:00', quotes: ['a'] });
    await scorer().scoreDue();
    const merged = await store.disputes.find({ state: 'MERGED' }).lean<DisputeDoc[]>();
    expect(merged).toHaveLength(1);
    const gone = (await told()).filter(({ subjectId }) => subjectId === merged[0]?._id);
    expect(kinds(gone)).toEqual(['DISPUTE_CHANGED OPENED', 'DISPUTE_CHANGED MERGED']);
    expect(gone.at(-1)?.mergedInto).toBe((await dispute('a'))._id);
    expect(merged[0]?.risk).toBeNull();
    expect(await marks()).toBe(0);
  });

  test('tells when a caller gets in touch again and again', async () => {
    const { contacts } = RULES.repeatCaller;
    const calls = Array.from({ length: contacts }, (_, n) =>
      row(`call-${n}`, { reportedAt: `2026-11-24T10:${String(n).padStart(2, '0')}:00+08:00` }),
    );
    for (const call of calls) {
      await arrive(call);
      await scorer().scoreDue();
    }
    const repeats = (await told()).filter(({ kind }) => kind === 'REPEAT_CALLER');
    expect(repeats).toHaveLength(1);
    expect(repeats[0]?.recordIds).toEqual(calls.map(({ id: name }) => id(name)));
  });
});

describe('calls to the police between the same people', () => {
  /** As the index of the pipeline takes it in, on its own time. */
  async function index(given: TestRow): Promise<void> {
    const value = Buffer.from(JSON.stringify(testRecord(given)));
    const message = {
      topic: 'records',
      partition: 0,
      offset: '0',
      key: null,
      value,
      headers: {},
      timestampMs: 0,
    };
    await indexSink(store, () => Promise.resolve(), now).handle([message]);
    nowMs += 2_000;
  }
  const calls = async (of: string): Promise<readonly string[]> =>
    ((await riskOf(of)).factors.find(({ name }) => name === 'EARLIER_POLICE_CALLS')?.evidence ?? []).map(
      ({ recordId }) => recordId,
    );
  // Enough in common to be the same people, and too long ago to be the same quarrel.
  const earlier = row('early', { reportedAt: '2026-03-01T10:00:00+08:00', at: '2026-03-01T10:00:00+08:00' });

  test('count as soon as they can be found, and no more when they are taken back', async () => {
    await arrive(row('a'));
    await index(row('a'));
    await scorer().scoreDue();
    expect(await calls('a')).toEqual([]);
    await putRecords(store, earlier);
    await index(earlier);
    expect(await marks()).toBe(1);
    await scorer().scoreDue();
    expect(await calls('a')).toEqual([id('early')]);
    const withdrawn: TestRow = { ...earlier, state: 'WITHDRAWN', at: START };
    await putRecords(store, withdrawn);
    await index(withdrawn);
    await scorer().scoreDue();
    expect(await calls('a')).toEqual([]);
    await putRecords(store, { ...earlier, at: '2026-11-24T10:30:00+08:00' });
    await index({ ...earlier, at: '2026-11-24T10:30:00+08:00' });
    await scorer().scoreDue();
    expect(await calls('a')).toEqual([id('early')]);
    // It turns out to have been somebody else: known by what it said before.
    const other = { ...earlier, phone: '13900000002', at: '2026-11-24T11:00:00+08:00' };
    await putRecords(store, other);
    await index(other);
    await scorer().scoreDue();
    expect(await calls('a')).toEqual([]);
  });

  test('count also where the dispute itself is found later than they are', async () => {
    await putRecords(store, earlier);
    await index(earlier);
    await arrive(row('a'));
    await scorer({
      fault: async (place) => {
        if (place === 'read') await index(row('a'));
      },
    }).scoreDue();
    expect(await marks()).toBe(1);
    await scorer().scoreDue();
    expect(await calls('a')).toEqual([id('early')]);
  });

  test('of the dispute itself, or about none, mark nothing', async () => {
    await arrive(row('a'), row('b', { reportedAt: '2026-11-24T10:05:00+08:00' }));
    await scorer().scoreDue();
    await index(row('a'));
    await index(row('b', { reportedAt: '2026-11-24T10:05:00+08:00' }));
    expect(await marks()).toBe(0);
    const asked = row('early', { category: ['咨询'], reportedAt: '2026-03-01T10:00:00+08:00' });
    await putRecords(store, asked);
    await index(asked);
    await scorer().scoreDue();
    expect(await calls('a')).toEqual([]);
  });
});

describe('time', () => {
  test('alone changes a score, as of the moment that it was due, however late that is found', async () => {
    const { contacts } = RULES.repeatCaller;
    await arrive(
      ...Array.from({ length: contacts + 2 }, (_, n) =>
        row(`call-${n}`, { reportedAt: `2026-11-24T10:${String(n).padStart(2, '0')}:00+08:00` }),
      ),
    );
    await scorer().scoreDue();
    const before = await riskOf('call-0');
    expect(before.nextAt).not.toBeNull();
    nowMs += 120 * DAY_MS;
    await scorer().scoreDue();
    const after = await riskOf('call-0');
    expect(after.score).toBeLessThan(before.score);
    expect(after.nextAt === null || Date.parse(after.nextAt) > nowMs).toBe(true);
    expect(Date.parse(after.asOf)).toBeLessThan(nowMs);
    expect((await told()).at(-1)?.changes).toEqual(['RISK']);
  });
});

test('is no longer waited for by a risk whose dispute is gone', async () => {
  await arrive(row('a'));
  await scorer().scoreDue();
  await store.disputes.deleteMany({});
  nowMs += 400 * DAY_MS;
  await scorer().scoreDue();
  expect(await store.risks.countDocuments({ 'risk.nextAt': { $gt: '' } })).toBe(0);
});

describe('a person', () => {
  async function raise(expiresAt: string, of = 'a'): Promise<void> {
    const { _id } = await dispute(of);
    await decideColour({
      store,
      scope: {},
      dispute: { id: _id },
      request: {
        kind: 'RAISE',
        colour: 'RED',
        reason: '研判',
        expiresAt,
        clientMutationId: 'call-1',
        inputHash: 'x',
        by: { partner: 'police', actor: 'p' },
      },
      now,
    });
    nowMs += 2_000;
  }

  test('outranks the machine until the decision is over', async () => {
    await arrive(row('a'));
    await scorer().scoreDue();
    await raise(new Date(nowMs + DAY_MS).toISOString());
    await scorer().scoreDue();
    expect(await riskOf('a')).toMatchObject({
      colour: 'RED',
      machineColour: 'GREEN',
      decision: { kind: 'RAISE' },
    });
    expect(kinds(await told()).slice(-2)).toEqual(['DISPUTE_CHANGED RISK', 'COLOUR_CHANGED']);
    nowMs += 2 * DAY_MS;
    await scorer().scoreDue();
    expect(await riskOf('a')).toMatchObject({ colour: 'GREEN', decision: null });
    expect((await told()).at(-1)).toMatchObject({
      kind: 'COLOUR_CHANGED',
      fromColour: 'RED',
      colour: 'GREEN',
    });
  });

  test('who decided about a dispute that was merged away has decided about its survivor', async () => {
    await arrive({ id: 'a', category: ['纠纷'] }, LATER);
    await scorer().scoreDue();
    await raise(new Date(nowMs + DAY_MS).toISOString(), 'b');
    await arrive({ ...LATER, at: '2026-11-24T11:30:00+08:00', quotes: ['a'] });
    await scorer().scoreDue();
    expect((await dispute('b'))._id).toBe((await dispute('a'))._id);
    expect(await riskOf('a')).toMatchObject({
      colour: 'RED',
      decision: { kind: 'RAISE', clientMutationId: 'call-1' },
    });
  });
});

describe('rules', () => {
  test('of another version score every dispute anew', async () => {
    await arrive(row('a'));
    await scorer().scoreDue();
    const rules = { ...RULES, version: 'other' };
    const other = scorer({ rules });
    expect(await other.markOutdated(scoreMark(now()))).toBe((await dispute('a'))._id);
    nowMs += 2_000;
    await other.scoreDue();
    expect(await riskOf('a')).toMatchObject({ ruleVersion: 'other' });
    expect(await other.markOutdated(scoreMark(now()))).toBeNull();
  });
});

describe('whatever breaks', () => {
  test('a crash between any two writes loses no event and mints none twice', async () => {
    const undisturbed = async (): Promise<string[]> => {
      await arrive(row('a'));
      await scorer().scoreDue();
      await arrive(row('a', { at: '2026-11-24T11:00:00+08:00', text: THREAT }));
      await scorer().scoreDue();
      return (await told()).map(({ id: event, kind }) => `${event} ${kind}`);
    };
    const expected = await undisturbed();
    let crashes = 0;
    for (let n = 1; ; n += 1) {
      await emptyLinkStore(store);
      await store.risks.deleteMany({});
      nowMs = Date.parse('2026-11-24T12:00:00+08:00');
      const crashesBefore = crashes;
      const seen: string[] = [];
      const dying = scorer({ fault: crashAt(n, seen) as never });
      const score = async (): Promise<void> => {
        try {
          await dying.scoreDue();
        } catch (error) {
          if (!(error instanceof Crash)) throw error;
          crashes += 1;
          await scorer().scoreDue();
        }
      };
      await arrive(row('a'));
      await score();
      await arrive(row('a', { at: '2026-11-24T11:00:00+08:00', text: THREAT }));
      await score();
      expect((await told()).map(({ id: event, kind }) => `${event} ${kind}`)).toEqual(expected);
      expect(await marks()).toBe(0);
      if (crashes === crashesBefore) break;
    }
    expect(crashes).toBeGreaterThan(5);
  });

  test('two scorers at once mint each event once', async () => {
    await arrive(row('a'), row('b', { phone: '13900000002', against: '王小明' }));
    let waiting: (() => void)[] = [];
    const both = async (place: string): Promise<void> => {
      if (place !== 'read') return;
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        if (waiting.length < 2) return;
        for (const go of waiting) go();
        waiting = [];
      });
    };
    await Promise.all([scorer({ fault: both }).scoreDue(), scorer({ fault: both }).scoreDue()]);
    expect(kinds(await told())).toEqual(['DISPUTE_CHANGED OPENED', 'DISPUTE_CHANGED OPENED']);
    nowMs += 2_000;
    await scorer().scoreDue();
    expect(kinds(await told())).toHaveLength(2);
    expect(await marks()).toBe(0);
  });
});
