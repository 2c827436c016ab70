import { describe, expect, test } from 'vitest';
import {
  disputeFilterOf,
  disputesLink,
  EVERY_DISPUTE,
  readDisputeQuery,
  type DisputeQuery,
} from './dispute-query.ts';

const ALL: DisputeQuery = {
  text: '欠薪 & 押金',
  region: '3206',
  feeds: ['POLICE110', 'COURT'],
  colours: ['RED'],
  categories: ['TORT'],
  holding: ['CONTRACT'],
  states: ['ACTIVE', 'WITHDRAWN'],
  handling: ['REFERRED'],
  opened: { from: '2026-11-01', to: '2026-11-28' },
  active: { from: null, to: '2026-11-28' },
  registered: { from: '2026-11-01', to: null },
  due: { from: '2026-11-28', to: '2026-11-28' },
  minScore: 40,
  minRecords: 2,
  awaiting: true,
  supervised: false,
  agency: 'court',
  countsAs: 'OVERDUE',
  order: 'RISK_DESC',
};
const read = (link: string): DisputeQuery => readDisputeQuery(new URL(link, 'http://hub').searchParams);

describe('the address of a list', () => {
  test('says all of it, and is read back as it was', () => {
    expect(read(disputesLink(ALL))).toEqual(ALL);
    expect(disputesLink({})).toBe('/disputes');
    expect(read('/disputes')).toEqual(EVERY_DISPUTE);
  });

  test('is read as if what is wrong in it were not there', () => {
    expect(
      read('/disputes?order=DROP&score=many&records=-1&openedFrom=2026-13-01&colour=RED)&q=%20'),
    ).toEqual(EVERY_DISPUTE);
  });

  test('becomes the filter of the graph, with days of the hub’s own clock, the last one included', () => {
    expect(disputeFilterOf(ALL)).toEqual({
      text: '欠薪 & 押金',
      regionCode: '3206',
      feeds: ['POLICE110', 'COURT'],
      colour: ['RED'],
      category: ['TORT'],
      categoryThatHolds: ['CONTRACT'],
      state: ['ACTIVE', 'WITHDRAWN'],
      openedBetween: { from: '2026-11-01T00:00:00+08:00', to: '2026-11-29T00:00:00+08:00' },
      activeBetween: { to: '2026-11-29T00:00:00+08:00' },
      minScore: 40,
      minRecords: 2,
      awaitingConfirmation: true,
      handling: {
        states: ['REFERRED'],
        registeredBetween: { from: '2026-11-01T00:00:00+08:00' },
        dueBetween: { from: '2026-11-28T00:00:00+08:00', to: '2026-11-29T00:00:00+08:00' },
        supervised: false,
        agency: 'court',
        countsAs: 'OVERDUE',
      },
    });
    expect(disputeFilterOf(EVERY_DISPUTE)).toEqual({});
  });
});
