import { expect, test } from 'vitest';
import { MOST_STREAMS, type AuditDraft } from '../../../schema/canonical/audit.ts';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import { StreamAudit, writeRanges } from './stream-audit.ts';
import type { RequestPart } from './stream-ranges.ts';

const ABOUT: RequestPart = {
  partner: 'court',
  actor: 'clerk-1',
  purpose: 'DISPUTE_HANDLING',
  operation: { name: null, sha256: '00' },
  fields: ['Subscription.riskEvents'],
  count: 1,
  requestId: 'stream-1',
  range: null,
};

function told(write: (draft: AuditDraft) => Promise<void> = () => Promise.resolve()): {
  readonly drafts: AuditDraft[];
  readonly chain: { write(draft: AuditDraft): Promise<void> };
  readonly stream: (changes?: Partial<RequestPart>) => StreamAudit;
} {
  const drafts: AuditDraft[] = [];
  const chain = {
    write: (draft: AuditDraft) => {
      drafts.push(draft);
      return write(draft);
    },
  };
  const stream = (changes: Partial<RequestPart> = {}): StreamAudit =>
    new StreamAudit(chain, { ...ABOUT, ...changes }, () => undefined);
  return { drafts, chain, stream };
}

const seen = (...ids: string[]): { ids: string[]; count: number } => ({ ids, count: ids.length });

test('five thousand streams that are sent the same are ten entries, which name every stream', () => {
  const { drafts, chain, stream } = told();
  const streams = Array.from({ length: 5_000 }, (_, at) =>
    stream({ actor: `clerk-${at}`, requestId: `stream-${at}` }),
  );
  for (const one of streams) {
    void one.sending('c1', seen('dispute-1'));
    void one.sending('c2', seen('dispute-2'));
  }
  writeRanges(streams, chain);
  expect(drafts).toHaveLength(5_000 / MOST_STREAMS);
  expect(drafts[0]).toMatchObject({
    kind: 'STREAM_RANGE',
    partner: 'court',
    actor: null,
    requestId: null,
    range: null,
    rowIds: ['dispute-1', 'dispute-2'],
    rowCount: 2,
    count: 2 * MOST_STREAMS,
  });
  const named = drafts.flatMap(({ streams: those = [] }) => those);
  expect(new Set(named.map(({ requestId }) => requestId)).size).toBe(5_000);
  expect(named[7]).toEqual({ actor: 'clerk-7', requestId: 'stream-7', from: 'c1', to: 'c2', count: 2 });
});

test('nobody is said to have seen what only others were sent, and a purpose is never another', () => {
  const { drafts, chain, stream } = told();
  const streams = [
    stream(),
    stream({ actor: 'clerk-2' }),
    stream({ purpose: 'SUPERVISION' }),
    stream({ partner: 'police' }),
    stream({ reason: 'case 7' }),
  ];
  streams.forEach((one, at) => {
    void one.sending('c', seen(at === 1 ? 'dispute-2' : 'dispute-1'));
  });
  writeRanges(streams, chain);
  expect(drafts).toHaveLength(5);
  for (const draft of drafts) expect(draft).not.toHaveProperty('streams');
  expect(drafts.map(({ actor, rowIds }) => [actor, ...rowIds])).toContainEqual(['clerk-2', 'dispute-2']);
  expect(drafts[0]).toMatchObject({ requestId: 'stream-1', range: { from: 'c', to: 'c' } });
});

test('one person with several streams stays named, and nothing sent is nothing written', () => {
  const { drafts, chain, stream } = told();
  const streams = [stream(), stream({ requestId: 'stream-2' }), stream({ requestId: 'stream-3' })];
  for (const one of streams.slice(0, 2)) void one.sending(null, seen('dispute-1'));
  writeRanges(streams, chain);
  writeRanges(streams, chain);
  expect(drafts).toHaveLength(1);
  expect(drafts[0]).toMatchObject({ actor: 'clerk-1', count: 2 });
  expect(drafts[0]?.streams?.map(({ requestId }) => requestId)).toEqual(['stream-1', 'stream-2']);
});

test('every stream of an entry that cannot be written ends', async () => {
  const down = new HubError('HUB_AUDIT_UNAVAILABLE', 'down');
  const { chain, stream } = told(() => Promise.reject(down));
  const streams = [stream(), stream({ requestId: 'stream-2' })];
  for (const one of streams) void one.sending('c', seen('dispute-1'));
  writeRanges(streams, chain);
  await Promise.resolve();
  await Promise.resolve();
  for (const one of streams) {
    expect(() => {
      void one.sending('d', seen());
    }).toThrow(down);
  }
});

test('what streams saw together is the same whoever was first, and each is told of its own items only', () => {
  const { drafts, chain, stream } = told();
  const [both, other, late] = [
    stream(),
    stream({ requestId: 'stream-2' }),
    stream({ requestId: 'stream-3' }),
  ];
  const [first, second] = [seen('dispute-1'), seen('dispute-2')];
  for (const item of [first, second]) for (const one of [both, other]) void one.sending('c', item);
  void late.sending('c', second);
  writeRanges([both, other, late], chain);
  expect(drafts.map(({ rowIds, streams = [] }) => [rowIds, streams.length])).toEqual([
    [['dispute-1', 'dispute-2'], 2],
    [['dispute-2'], 0],
  ]);
});
