import { describe, expect, test } from 'vitest';
import type { HubEvent } from '../../../schema/canonical/hub-event.ts';
import type { CanonicalRecord } from '../../../schema/canonical/record.ts';
import type { DisputeRisk } from '../../../schema/canonical/risk.ts';
import type { DisputeWorkflow, WorkflowEvent } from '../../../schema/canonical/workflow.ts';
import { RULES, scoredDispute } from '../../testing/scored-dispute.ts';
import { testRecord } from '../../testing/test-record.ts';
import { assess } from './assess.ts';
import { mintEvents, type MintInput } from './mint-events.ts';
import { riskOf } from './risk-of.ts';

const AT = '2026-11-24T05:00:00.000Z';
const hour = (n: number): string => `2026-11-24T${String(n).padStart(2, '0')}:00:00+08:00`;

const call = testRecord({ id: 'a', phone: '13812340001' });
const again = testRecord({ id: 'b', phone: '13812340001' });
const third = testRecord({ id: 'c', phone: '13900000002' });
const ticket = testRecord({ id: 'h', phone: '13812340001' }, 'hotline12345');

const calm = riskOf(
  assess({ dispute: scoredDispute([call]), records: [call], earlierCalls: [], before: null }, RULES, AT),
  null,
  null,
);
const red: DisputeRisk = { ...calm, score: 70, colour: 'RED', machineColour: 'RED' };

function event(seq: number, kind: WorkflowEvent['kind'], given: Partial<WorkflowEvent> = {}): WorkflowEvent {
  return {
    id: `event-${seq}`,
    seq,
    kind,
    from: null,
    to: 'REGISTERED',
    at: AT,
    partner: 'grid',
    actor: 'clerk',
    note: null,
    clientMutationId: null,
    inputHash: '',
    ruleVersion: 'test',
    dueAt: null,
    timers: [],
    data: {},
    ...given,
  };
}
const workflow = (...events: WorkflowEvent[]): DisputeWorkflow =>
  ({ version: events.length, state: 'REGISTERED', category: '02', events }) as unknown as DisputeWorkflow;

function input(records: readonly CanonicalRecord[], given: Partial<MintInput> = {}): MintInput {
  const base = { records, seen: null, riskBefore: null, risk: calm, seq: 0, at: AT };
  return { dispute: scoredDispute(records), ...base, repeatCaller: RULES.repeatCaller, ...given };
}

const told = ({ kind, changes }: HubEvent): string => [kind, ...changes].join(' ');

/** Looked at first as `before`, told with its risk, then as `after`. */
function since(before: MintInput, after: Partial<MintInput>): readonly string[] {
  const first = mintEvents(before);
  const { events } = mintEvents({
    ...before,
    seen: first.seen,
    riskBefore: before.risk,
    seq: first.events.length,
    ...after,
  });
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, at) => first.events.length + at + 1));
  return events.map(told);
}
const gone = (state: 'MERGED' | 'WITHDRAWN', members: readonly CanonicalRecord[]): Partial<MintInput> => ({
  dispute: { ...scoredDispute(members), state, mergedInto: state === 'MERGED' ? 'survivor' : null },
  records: members,
  risk: null,
});

const overdue = event(2, 'OVERDUE', { data: { due: hour(9) } });
const whistle = event(2, 'WHISTLE', { data: { agencies: ['court', 'police'] } });
const withdrawn = testRecord({ id: 'a', phone: '13812340001', state: 'WITHDRAWN', at: hour(11) });
const newer = testRecord({ id: 'a', phone: '13812340001', at: hour(11), text: '又吵起来了' });

describe('what is told of a dispute', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['nothing has changed', since(input([call]), {}), []],
    ['it is new', mintEvents(input([call])).events.map(told), ['DISPUTE_CHANGED OPENED']],
    [
      'it is new and was withdrawn before anybody looked',
      mintEvents(input([withdrawn], gone('WITHDRAWN', [withdrawn]))).events.map(told),
      ['DISPUTE_CHANGED OPENED WITHDRAWN'],
    ],
    [
      'a record of the same feed joins',
      since(input([call]), { dispute: scoredDispute([call, again]), records: [call, again] }),
      ['DISPUTE_CHANGED RECORDS'],
    ],
    ['a record has a newer version', since(input([call]), { records: [newer] }), ['DISPUTE_CHANGED RECORDS']],
    [
      'a record of another feed joins',
      since(input([call]), { dispute: scoredDispute([call, ticket]), records: [call, ticket] }),
      ['DISPUTE_CHANGED RECORDS', 'CROSS_AGENCY_MATCH'],
    ],
    [
      'a second record of that other feed joins',
      since(input([call, ticket]), {
        dispute: scoredDispute([call, ticket, third]),
        records: [call, ticket, third],
      }),
      ['DISPUTE_CHANGED RECORDS'],
    ],
    ['it is merged away', since(input([call]), gone('MERGED', [])), ['DISPUTE_CHANGED MERGED']],
    [
      'its last record is withdrawn',
      since(input([call]), gone('WITHDRAWN', [withdrawn])),
      ['DISPUTE_CHANGED WITHDRAWN RECORDS'],
    ],
    [
      'it stands again',
      since(input([call], gone('WITHDRAWN', [withdrawn])), {
        dispute: scoredDispute([call]),
        records: [call],
        risk: calm,
      }),
      ['DISPUTE_CHANGED RETURNED RECORDS'],
    ],
    [
      'it is moved twice',
      since(input([call]), {
        dispute: scoredDispute([call], { workflow: workflow(event(1, 'REGISTER'), event(2, 'TRIAGE')) }),
      }),
      ['DISPUTE_CHANGED WORKFLOW', 'DISPUTE_CHANGED WORKFLOW'],
    ],
    [
      'it is overdue, which makes it graver',
      since(input([call], { dispute: scoredDispute([call], { workflow: workflow(event(1, 'REGISTER')) }) }), {
        dispute: scoredDispute([call], { workflow: workflow(event(1, 'REGISTER'), overdue) }),
        risk: red,
      }),
      ['DISPUTE_CHANGED WORKFLOW', 'DISPUTE_CHANGED RISK', 'OVERDUE', 'COLOUR_CHANGED'],
    ],
    [
      'somebody whistles',
      since(input([call], { dispute: scoredDispute([call], { workflow: workflow(event(1, 'REGISTER')) }) }), {
        dispute: scoredDispute([call], { workflow: workflow(event(1, 'REGISTER'), whistle) }),
      }),
      ['DISPUTE_CHANGED WORKFLOW', 'WHISTLE'],
    ],
    [
      'its score alone changes',
      since(input([call]), { risk: { ...calm, score: 3 } }),
      ['DISPUTE_CHANGED RISK'],
    ],
    [
      'a person confirms its colour',
      since(input([call], { risk: red }), { risk: { ...red, confirmed: true } }),
      ['DISPUTE_CHANGED RISK'],
    ],
    [
      'it falls back',
      since(input([call], { risk: red }), { risk: calm }),
      ['DISPUTE_CHANGED RISK', 'COLOUR_CHANGED'],
    ],
  ])('when %s', (_, ofIt, expected) => {
    expect(ofIt).toEqual(expected);
  });

  test('when it is new and red at once says both, the first colour coming from none', () => {
    const { events } = mintEvents(input([call], { risk: red }));
    expect(events.map(({ kind }) => kind)).toEqual(['DISPUTE_CHANGED', 'COLOUR_CHANGED']);
    expect(events[1]).toMatchObject({
      fromColour: null,
      colour: 'RED',
      score: 70,
      ruleVersion: red.ruleVersion,
    });
  });

  test('names the factors with points, the agencies called, the time that is over, and who survives', () => {
    const factors = red.factors.map((factor, at) => ({ ...factor, points: at === 0 ? 20 : 0 }));
    const colour = mintEvents(input([call], { risk: { ...red, factors } })).events.at(-1);
    expect(colour?.factors.map(({ name }) => name)).toEqual([factors[0]?.name]);
    const of = (...events: WorkflowEvent[]) =>
      mintEvents(input([call], { dispute: scoredDispute([call], { workflow: workflow(...events) }) })).events;
    expect(of(event(1, 'REGISTER'), whistle).at(-1)?.move?.agencies).toEqual(['court', 'police']);
    expect(of(event(1, 'REGISTER'), overdue).at(-1)?.move?.dueAt).toBe(hour(9));
    const { seen } = mintEvents(input([call, ticket]));
    const merged = mintEvents(input([], { ...gone('MERGED', []), seen, seq: 1 })).events[0];
    // Nobody could be told of it by its own feeds: it has none any more.
    expect(merged).toMatchObject({ mergedInto: 'survivor', feeds: ['police110', 'hotline12345'] });
  });
});

describe('a caller who gets in touch as often as the rule says', () => {
  const { contacts, days } = RULES.repeatCaller;
  const calls = (phone: string, count: number, from = 0): CanonicalRecord[] =>
    Array.from({ length: count }, (_, n) =>
      testRecord({ id: `${phone}-${from + n}`, phone, reportedAt: hour(8 + from + n) }),
    );
  const repeats = (records: readonly CanonicalRecord[], before: readonly CanonicalRecord[] = []) => {
    const { seen } = mintEvents(input(before));
    return mintEvents(input(records, { seen: before.length === 0 ? null : seen })).events.filter(
      ({ kind }) => kind === 'REPEAT_CALLER',
    );
  };

  test('is told with all contacts, again with each further one, and not below', () => {
    const all = calls('13812340001', contacts + 1);
    expect(repeats(all.slice(0, contacts - 1))).toEqual([]);
    expect(repeats(all.slice(0, contacts)).map(({ recordIds }) => recordIds)).toEqual([
      all.slice(0, contacts).map(({ id }) => id),
    ]);
    expect(repeats(all, all.slice(0, contacts))).toHaveLength(1);
    expect(repeats(all, all)).toEqual([]);
  });

  test('is one person: two who each call half as often are none', () => {
    expect(
      repeats([...calls('13812340001', contacts - 1), ...calls('13900000002', contacts - 1, contacts)]),
    ).toEqual([]);
  });

  test('has called within the days of the rule', () => {
    const early = Date.parse(hour(8)) - days * 86_400_000;
    const old = testRecord({
      id: 'old',
      phone: '13812340001',
      reportedAt: new Date(early).toISOString(),
    });
    expect(repeats([old, ...calls('13812340001', contacts - 1)])).toEqual([]);
  });
});
