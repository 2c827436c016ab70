import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CanonicalRecord } from '../../../schema/canonical/record.ts';
import type { RiskFactor } from '../../../schema/canonical/risk.ts';
import { RiskAssessmentSchema } from '../../../schema/canonical/risk.ts';
import type { DisputeWorkflow } from '../../../schema/canonical/workflow.ts';
import { RISK_FACTORS, type RiskFactorName } from '../../../schema/vocabulary/risk-terms.ts';
import { residentIdCheckDigit } from '../../../schema/vocabulary/resident-id.ts';
import { RULES, scoredDispute, scoreInput } from '../../testing/scored-dispute.ts';
import { testRecord } from '../../testing/test-record.ts';
import { assess } from './assess.ts';
import type { ScoreInput } from './score-input.ts';

const NOW = '2026-11-24T12:00:00.000Z';
const DAY_MS = 86_400_000;
const plain = testRecord({ id: 'r1', title: '噪音', text: '两家为噪音争吵', phone: '13800000001' });

function factor(name: RiskFactorName, given: ScoreInput, asOf = NOW): RiskFactor {
  const found = assess(given, RULES, asOf).factors.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
}

function workflow(given: { dueAt?: string; kinds?: readonly string[] }): DisputeWorkflow {
  const events = (given.kinds ?? []).map((kind) => ({ kind, at: '2026-11-24T08:00:00.000Z' }));
  return { dueAt: given.dueAt ?? null, events } as unknown as DisputeWorkflow;
}

function withWorkflow(given: Parameters<typeof workflow>[0]): ScoreInput {
  return scoreInput([plain], { dispute: scoredDispute([plain], { workflow: workflow(given) }) });
}

const onDay = (day: number, id = `d${day}`, phone = '13800000001'): CanonicalRecord =>
  testRecord({ id, phone, reportedAt: new Date(Date.parse(NOW) - day * DAY_MS).toISOString() });

describe('factors', () => {
  test('all ten come back with the rule version, also those without points', () => {
    const found = assess(scoreInput([plain]), RULES, NOW);
    expect(
      RiskAssessmentSchema.parse(found)
        .factors.map(({ name }) => name)
        .sort(),
    ).toEqual([...RISK_FACTORS].sort());
    expect(found.factors.every(({ ruleVersion }) => ruleVersion === RULES.version)).toBe(true);
    expect(found).toMatchObject({ score: 0, colour: 'GREEN' });
  });

  test('REPEAT_CONTACTS counts one reporter in windows', () => {
    const records = [onDay(1), onDay(3), onDay(20), onDay(2, 'else', '13900000009')];
    expect(factor('REPEAT_CONTACTS', scoreInput(records))).toMatchObject({
      value: 3,
      points: 10,
      note: '同一反映人7天内2次，30天内3次，90天内3次',
    });
  });

  test('SEVERAL_FEEDS', () => {
    const other = testRecord({ id: 'g' }, 'grid');
    expect(factor('SEVERAL_FEEDS', scoreInput([plain, other]))).toMatchObject({ value: 2, points: 5 });
    expect(factor('SEVERAL_FEEDS', scoreInput([plain, { ...other, state: 'WITHDRAWN' }]))).toMatchObject({
      value: 1,
    });
  });

  test('FAILED_MEDIATIONS of the workflow and of a court record', () => {
    expect(factor('FAILED_MEDIATIONS', withWorkflow({ kinds: ['FAIL', 'FAIL'] }))).toMatchObject({
      value: 2,
      points: 14,
    });
    const court = { ...testRecord({ id: 'c' }, 'court'), status: { code: null, label: '调解不成' } };
    expect(factor('FAILED_MEDIATIONS', scoreInput([court]))).toMatchObject({
      points: 8,
      evidence: [{ recordId: court.id, feed: 'court', words: '调解不成' }],
    });
  });

  test('THREAT_WORDS quotes the record in its own script', () => {
    const record = testRecord({ id: 't', text: '對方持刀威脅，并未打人' });
    const found = factor('THREAT_WORDS', scoreInput([record]));
    expect(found).toMatchObject({ value: 2, points: 45 });
    expect(found.evidence.map(({ words }) => words)).toEqual(['持刀', '威脅']);
  });

  test('EARLIER_POLICE_CALLS within a year', () => {
    const calls = [40, 400].map((day) => ({ recordId: `p${day}`, reportedAt: onDay(day).reportedAt }));
    expect(factor('EARLIER_POLICE_CALLS', scoreInput([plain], { earlierCalls: calls }))).toMatchObject({
      value: 1,
      points: 6,
      evidence: [{ recordId: 'p40', feed: 'police110', words: null }],
    });
  });

  test.each([
    [4, 0, '个体性'],
    [5, 8, '一般群体性'],
    [30, 24, '重大群体性'],
  ])('GROUP_SIZE of %i people', (peopleInvolved, points, scale) => {
    const found = factor('GROUP_SIZE', scoreInput([{ ...plain, peopleInvolved }]));
    expect(found).toMatchObject({ value: peopleInvolved, points });
    expect(found.note).toContain(`，${scale}`);
  });

  test('VULNERABLE_PARTY by birth date and by words', () => {
    const digits = '32061220150101001';
    const idNumber = digits + residentIdCheckDigit(digits);
    const [party] = plain.parties;
    if (party === undefined) throw new Error('no party');
    const child = { ...plain, parties: [{ ...party, matching: { ...party.matching, idNumber } }] };
    expect(factor('VULNERABLE_PARTY', scoreInput([child]))).toMatchObject({
      value: 1,
      points: 8,
      note: '涉及未成年人',
    });
    const words = testRecord({ id: 'w', text: '报警人系孕妇' });
    expect(factor('VULNERABLE_PARTY', scoreInput([words])).evidence).toEqual([
      { recordId: words.id, feed: 'police110', words: '孕妇' },
    ]);
  });

  test('OVERDUE goes up by the clock alone', () => {
    const input = withWorkflow({ dueAt: '2026-11-24T12:00:00.000Z' });
    expect(factor('OVERDUE', input, '2026-11-24T11:59:59.999Z')).toMatchObject({ value: -1, points: 0 });
    expect(factor('OVERDUE', input)).toMatchObject({ value: 0, points: 8 });
    expect(factor('OVERDUE', input, '2026-11-27T12:00:00.000Z')).toMatchObject({ value: 72, points: 14 });
    expect(assess(input, RULES, NOW).nextAt).toBe('2026-11-27T12:00:00.000Z');
  });

  test('REOPENED', () => {
    expect(factor('REOPENED', withWorkflow({ kinds: ['REOPEN'] }))).toMatchObject({ value: 1, points: 8 });
  });

  test('AMOUNT in yuan', () => {
    expect(factor('AMOUNT', scoreInput([{ ...plain, amountFen: 20_000_000 }]))).toMatchObject({
      value: 200_000,
      points: 6,
    });
  });
});

test('ethnicity and religion change nothing', () => {
  const text = '两家为噪音争吵';
  const scores = [
    '',
    '，一方为维吾尔族',
    '，一方為回族',
    '，双方信仰伊斯兰教',
    '，当事人是基督徒',
    '，地点在清真寺旁',
  ].map((more) => assess(scoreInput([testRecord({ id: 'r', text: text + more })]), RULES, NOW));
  for (const found of scores) expect(found).toEqual(scores[0]);
});

test('the order of records plays no part', () => {
  const records = [onDay(1), onDay(3), onDay(20)];
  expect(assess(scoreInput(records.toReversed()), RULES, NOW)).toEqual(
    assess(scoreInput(records), RULES, NOW),
  );
});

test('nothing changes before nextAt', () => {
  const day = fc.integer({ min: -5, max: 400 });
  fc.assert(
    fc.property(
      fc.array(day, { minLength: 1, maxLength: 6 }),
      fc.array(day, { maxLength: 4 }),
      fc.option(day),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (days, calls, due, share) => {
        const records = days.map((one, index) => onDay(one, `n${index}`));
        const dueAt = due === null ? null : new Date(Date.parse(NOW) - due * DAY_MS).toISOString();
        const input = scoreInput(records, {
          earlierCalls: calls.map((one, index) => ({
            recordId: `c${index}`,
            reportedAt: onDay(one).reportedAt,
          })),
          dispute: scoredDispute(records, { workflow: dueAt === null ? null : workflow({ dueAt }) }),
        });
        const now = assess(input, RULES, NOW);
        const from = Date.parse(NOW);
        const until = now.nextAt === null ? from + 1_000 * DAY_MS : Date.parse(now.nextAt);
        for (const at of [from + Math.floor((until - from) * share), until - 1]) {
          expect(assess(input, RULES, new Date(at).toISOString())).toEqual({
            ...now,
            asOf: new Date(at).toISOString(),
          });
        }
      },
    ),
    { numRuns: 100 },
  );
});
