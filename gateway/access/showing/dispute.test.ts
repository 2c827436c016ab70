import { expect, test } from 'vitest';
import { dispute, record } from '../../subgraphs/testing/fixtures.ts';
import { risk } from '../../subgraphs/testing/full-risk.ts';
import { accessOf } from '../testing/partial-access.ts';
import { showDispute } from './dispute.ts';
import { levelsAt, strictest } from './levels.ts';

const RECORD = record('police110', '1');
const DISPUTE = dispute('HL-260001', [RECORD], {
  title: '张伟（13812345678）报警称邻里纠纷',
  address: '南通市通州区金沙街道人民路128号',
  parties: [
    {
      id: 'party-1',
      kind: 'PERSON',
      roles: ['REPORTER'],
      name: '张伟',
      phones: ['13812345678'],
      idNumber: '11010519491231002X',
      addresses: ['南通市通州区金沙街道人民路128号'],
      recordIds: [RECORD._id],
    },
  ],
  risk: risk({
    factors: [
      {
        name: 'THREAT_WORDS',
        value: 1,
        unit: '处',
        points: 10,
        note: '有威胁言语',
        evidence: [{ recordId: RECORD._id, feed: 'police110', words: '打13812345678威胁张伟' }],
        ruleVersion: 'risk-test-1',
      },
    ],
  }),
});
const ROW = { all: 'PSEUDONYM' } as const;
const STANDING = { sensitivity: 'NORMAL', regionCode: null, holds: () => true } as const;

/** The dispute as somebody sees it who is told pseudonyms, with what was made into one so far. */
function seen(): { shown: ReturnType<typeof showDispute>; made: string[] } {
  const made: string[] = [];
  const of = (kind: string, value: string): string => {
    made.push(`${kind} ${value}`);
    return '人-0000000000000000-1';
  };
  const access = accessOf({}, ROW);
  const [own, ofRisk, police] = (['disputes', 'risk', 'police110'] as const).map((dataset) =>
    levelsAt(access, dataset, STANDING),
  );
  if (own === undefined || ofRisk === undefined || police === undefined) throw new Error('no levels');
  const viewer = { partner: 'court', pseudonyms: { of }, asOf: '2026-11-24' };
  const levels = { own, risk: ofRisk, byFeed: new Map([['police110', police]] as const) };
  return { shown: showDispute(DISPUTE, levels, viewer), made };
}

test('only what is looked at is masked, and once', () => {
  const { shown, made } = seen();
  expect([shown.code, shown.feeds, shown.risk?.colour, shown.risk?.score]).toEqual([
    'HL-260001',
    ['police110'],
    'YELLOW',
    40,
  ]);
  expect(made).toEqual([]);
  expect([shown.parties?.[0]?.name, shown.parties?.[0]?.name]).toEqual(
    Array(2).fill('人-0000000000000000-1'),
  );
  expect(made).toEqual(['NAME 张伟']);
});

test('however it is looked at as a whole, nothing is there as it is stored', () => {
  const wholes: readonly ((one: object) => unknown)[] = [
    (one) => one,
    (one) => ({ ...one }),
    (one) => structuredClone(one),
  ];
  for (const whole of wholes) {
    const { shown } = seen();
    const told = JSON.stringify(whole(shown));
    expect(told).not.toMatch(/张伟|13812345678|11010519491231002X|人民路/);
    expect(told).toContain('有威胁言语');
  }
});

test('the same levels joined again are the same object, so that what is made of them is made once', () => {
  const access = accessOf({
    police110: [
      { all: 'MASKED', levels: { NAME: 'CLEAR' } },
      { all: 'CLEAR', levels: { NAME: 'WITHHELD' } },
    ],
    grid: [{ all: 'MASKED', levels: { AMOUNT: 'GENERALISED' } }],
  });
  const open = levelsAt(access, 'police110', STANDING);
  expect(new Set(Object.values(open))).toEqual(new Set(['CLEAR']));
  expect(levelsAt(access, 'police110', STANDING)).toBe(open);
  const grid = levelsAt(access, 'grid', STANDING);
  expect(strictest([open, grid])).toBe(grid);
  const guarded = levelsAt(access, 'police110', { ...STANDING, sensitivity: null });
  expect([guarded.NAME, guarded.PHONE]).toEqual(['WITHHELD', 'MASKED']);
  const joined = strictest([guarded, grid]);
  expect([joined.NAME, joined.PHONE, joined.AMOUNT]).toEqual(['WITHHELD', 'MASKED', 'GENERALISED']);
  expect(strictest([guarded, grid])).toBe(joined);
});
