import { describe, expect, test } from 'vitest';
import type { ColourDecision, DisputeRisk, RiskAssessment } from '../../../schema/canonical/risk.ts';
import { decisionInForce, riskOf } from './risk-of.ts';

const NOON = '2026-03-10T04:00:00.000Z';

function decision(id: string, over: Partial<ColourDecision>): ColourDecision {
  return {
    id,
    disputeId: 'dispute-1',
    kind: 'RAISE',
    colour: 'RED',
    reason: '现场有人持刀',
    expiresAt: '2026-03-20T00:00:00.000Z',
    partner: 'police',
    actor: 'officer',
    at: '2026-03-10T00:00:00.000Z',
    clientMutationId: id,
    inputHash: id,
    ...over,
  };
}

const assessment: RiskAssessment = {
  score: 42,
  colour: 'YELLOW',
  factors: [],
  ruleVersion: 'rules-1',
  asOf: NOON,
  nextAt: null,
};

describe('the decision in force', () => {
  const raised = decision('raised', {});
  const lowered = decision('lowered', { kind: 'LOWER', colour: 'GREEN', at: '2026-03-10T01:00:00.000Z' });
  const cleared = decision('cleared', {
    kind: 'CLEAR',
    colour: null,
    expiresAt: null,
    at: '2026-03-10T02:00:00.000Z',
  });
  const confirmed = decision('confirmed', { kind: 'CONFIRM', expiresAt: null });
  const short = decision('short', { expiresAt: NOON, at: '2026-03-10T03:00:00.000Z' });

  test.each([
    ['none of none', [], null],
    ['the only one', [raised], 'raised'],
    ['the latest, in whatever order they are read', [lowered, raised], 'lowered'],
    ['none once the latest is cleared', [raised, cleared, lowered], null],
    ['what was decided after a clearing', [cleared, decision('again', { at: NOON })], 'again'],
    ['one without expiry, for good', [confirmed], 'confirmed'],
    [
      'none when the latest is over in this moment: what it replaced does not come back',
      [raised, short],
      null,
    ],
    [
      'the later one when offsets of time differ',
      [
        decision('late', { at: '2026-03-10T09:00:00+08:00' }),
        decision('early', { at: '2026-03-10T00:30:00Z' }),
      ],
      'late',
    ],
    [
      'of two at one moment always the same',
      [decision('a', {}), decision('b', {})],
      decisionInForce([decision('b', {}), decision('a', {})], NOON)?.id,
    ],
    [
      'that about a dispute which this one absorbed',
      [decision('absorbed', { disputeId: 'dispute-2', at: '2026-03-10T03:00:00.000Z' }), raised],
      'absorbed',
    ],
  ])('is %s', (_, decisions, id) => {
    expect(decisionInForce(decisions, NOON)?.id ?? null).toBe(id);
  });

  test('is in force until the moment before its expiry', () => {
    expect(decisionInForce([short], '2026-03-10T03:59:59.999Z')).toBe(short);
  });
});

describe('the risk that holds', () => {
  const before: DisputeRisk = {
    ...riskOf(assessment, null, null),
    since: '2026-03-01T00:00:00.000Z',
  };

  test('is the machine’s where no person has decided', () => {
    expect(riskOf(assessment, null, null)).toMatchObject({
      colour: 'YELLOW',
      machineColour: 'YELLOW',
      confirmed: false,
      since: NOON,
      nextAt: null,
      decision: null,
    });
  });

  test('is a person’s while the decision is in force, and keeps what the machine says', () => {
    const raised = decision('raised', { expiresAt: '2026-03-20T08:00:00+08:00' });
    expect(riskOf(assessment, raised, before)).toMatchObject({
      colour: 'RED',
      machineColour: 'YELLOW',
      confirmed: false,
      since: NOON,
      nextAt: '2026-03-20T00:00:00.000Z',
      decision: raised,
    });
  });

  test('is confirmed only by a person who confirmed it', () => {
    const confirmed = decision('confirmed', { kind: 'CONFIRM', expiresAt: null });
    expect(riskOf({ ...assessment, colour: 'RED' }, confirmed, null).confirmed).toBe(true);
  });

  test('holds since its colour changed, whoever says it', () => {
    expect(riskOf(assessment, null, before).since).toBe(before.since);
    expect(riskOf(assessment, decision('same', { colour: 'YELLOW' }), before).since).toBe(before.since);
    expect(riskOf({ ...assessment, colour: 'RED' }, null, before).since).toBe(NOON);
  });

  test.each([
    ['of its own, when the decision ends later', '2026-03-12T00:00:00.000Z', '2026-03-12T00:00:00.000Z'],
    ['when the decision ends, when that is first', '2026-03-25T00:00:00.000Z', '2026-03-20T00:00:00.000Z'],
  ])('is looked at again at the moment %s', (_, nextAt, expected) => {
    expect(riskOf({ ...assessment, nextAt }, decision('raised', {}), null).nextAt).toBe(expected);
  });
});
