import { describe, expect, test } from 'vitest';
import type { DisputeRisk } from '../canonical/risk.ts';
import { HubError } from '../canonical/hub-error.ts';
import { colourDecided, LONGEST_DECISION_DAYS, type ColourRequest } from './colour-request.ts';

/** Rules with three colours. */
const THREE = ['GREEN', 'YELLOW', 'RED'] as const;
const NOW = '2026-11-28T03:00:00.000Z';
const inDays = (days: number): string => new Date(Date.parse(NOW) + days * 86_400_000).toISOString();

function risk(given: Partial<DisputeRisk> = {}): DisputeRisk {
  return {
    score: 40,
    colour: 'YELLOW',
    machineColour: 'YELLOW',
    confirmed: false,
    factors: [],
    ruleVersion: 'test-1',
    asOf: NOW,
    nextAt: null,
    since: NOW,
    decision: null,
    ...given,
  };
}

function request(kind: ColourRequest['kind'], given: Partial<ColourRequest> = {}): ColourRequest {
  const expires = kind === 'RAISE' || kind === 'LOWER' ? inDays(7) : null;
  return {
    kind,
    colour: null,
    reason: '研判',
    expiresAt: expires,
    clientMutationId: 'call-1',
    inputHash: 'hash',
    by: { partner: 'police', actor: 'police@test' },
    ...given,
  };
}

function refusalOf(held: DisputeRisk | null, asked: ColourRequest): unknown {
  try {
    return colourDecided(held, asked, NOW, THREE);
  } catch (error) {
    if (!(error instanceof HubError)) throw error;
    return [error.code, error.details?.currentColour ?? error.field];
  }
}

const LOWERED = {
  id: 'colour-decision-1',
  disputeId: 'dispute-1',
  kind: 'LOWER',
  colour: 'YELLOW',
  reason: '已缓和',
  expiresAt: inDays(1),
  partner: 'police',
  actor: 'police@test',
  at: NOW,
  clientMutationId: 'call-0',
  inputHash: 'hash-0',
} as const;

describe('what a person may decide', () => {
  test('raises above the colour that holds and lowers below it, also across another person’s decision', () => {
    expect(colourDecided(risk(), request('RAISE', { colour: 'RED' }), NOW, THREE)).toBe('RED');
    expect(colourDecided(risk(), request('LOWER', { colour: 'GREEN' }), NOW, THREE)).toBe('GREEN');
    const lowered = risk({ machineColour: 'RED', decision: LOWERED });
    expect(colourDecided(lowered, request('RAISE', { colour: 'RED' }), NOW, THREE)).toBe('RED');
  });

  test('confirms a RED of the machine that holds', () => {
    const red = risk({ colour: 'RED', machineColour: 'RED' });
    expect(colourDecided(red, request('CONFIRM'), NOW, THREE)).toBe('RED');
  });

  test('clears a decision that is in force', () => {
    expect(colourDecided(risk({ decision: LOWERED }), request('CLEAR'), NOW, THREE)).toBeNull();
  });
});

describe('what is refused', () => {
  test.each([
    ['raising to the same colour', risk(), request('RAISE', { colour: 'YELLOW' }), 'YELLOW'],
    ['raising to a lower one', risk(), request('RAISE', { colour: 'GREEN' }), 'YELLOW'],
    ['lowering to the same colour', risk(), request('LOWER', { colour: 'YELLOW' }), 'YELLOW'],
    ['lowering to a higher one', risk(), request('LOWER', { colour: 'RED' }), 'YELLOW'],
    ['confirming what is not RED', risk(), request('CONFIRM'), 'YELLOW'],
    [
      'confirming a RED that a person made',
      risk({ colour: 'RED', decision: { ...LOWERED, kind: 'RAISE', colour: 'RED' } }),
      request('CONFIRM'),
      'RED',
    ],
    ['clearing nothing', risk(), request('CLEAR'), 'YELLOW'],
    [
      'clearing what is over',
      risk({ decision: { ...LOWERED, expiresAt: inDays(-1) } }),
      request('CLEAR'),
      'YELLOW',
    ],
  ])('%s, with the colour that holds', (_, held, asked, current) => {
    expect(refusalOf(held, asked)).toEqual(['HUB_COLOUR_CONFLICT', current]);
  });

  test('any decision on a dispute that was not scored', () => {
    expect(refusalOf(null, request('RAISE', { colour: 'RED' }))).toEqual(['HUB_COLOUR_CONFLICT', undefined]);
  });

  test.each([
    ['that is over', inDays(-1)],
    ['of this very moment', NOW],
    ['too far ahead', inDays(LONGEST_DECISION_DAYS + 1)],
  ])('an expiry %s', (_, expiresAt) => {
    const asked = request('RAISE', { colour: 'RED', expiresAt });
    expect(refusalOf(risk(), asked)).toEqual(['HUB_BAD_REQUEST', 'expiresAt']);
  });

  test.each(['colour', 'expiresAt'] as const)('a change without %s', (field) => {
    const asked = request('LOWER', { colour: 'GREEN', [field]: null });
    expect(refusalOf(risk(), asked)).toEqual(['HUB_BAD_REQUEST', field]);
  });
});

test('a colour that the rules do not have is refused with those that they have', () => {
  const asked = request('RAISE', { colour: 'BLUE' });
  const held = risk({ colour: 'GREEN', machineColour: 'GREEN' });
  expect(() => colourDecided(held, asked, NOW, THREE)).toThrow(
    'have no BLUE (蓝); use one of GREEN (绿), YELLOW (黄), RED (红)',
  );
  expect(colourDecided(held, asked, NOW, ['GREEN', 'BLUE', 'YELLOW', 'RED'])).toBe('BLUE');
});
