import { expect, test } from 'vitest';
import { Marker } from '../../schema/erasure/marks.ts';
import type { LegalHoldDoc } from '../../schema/store/erasure-docs.ts';
import { isHeld, isOver, type Limits, type Unit, type UnitDispute, type UnitRecord } from './units.ts';

const OLD = '2020-01-01T08:00:00+08:00';
const NEW = '2026-11-01T08:00:00+08:00';
const LIMIT = Date.parse('2024-01-01T00:00:00Z');
const LIMITS: Limits = { disputesMs: LIMIT, recordsMs: () => null };

const dispute = (given: object = {}): UnitDispute =>
  ({
    _id: 'd1',
    state: 'ACTIVE',
    mergedInto: null,
    absorbing: [],
    members: [{ recordId: 'r1' }],
    recurrences: [],
    lastActivityAt: OLD,
    workflow: null,
    outbox: [],
    ...given,
  }) as unknown as UnitDispute;
const record = (given: object = {}): UnitRecord =>
  ({
    _id: 'r1',
    feed: 'police110',
    reportedAt: OLD,
    sourceTime: OLD,
    closedAt: null,
    parties: [{ phone: '13812345678', idNumber: null }],
    ...given,
  }) as unknown as UnitRecord;
const unit = (disputes: readonly UnitDispute[], records: readonly UnitRecord[]): Unit => ({
  disputes: new Map(disputes.map((one) => [one._id, one])),
  records: new Map(records.map((one) => [one._id, one])),
});
const workflow = (state: string, closedAt: string | null): object => ({ workflow: { state, closedAt } });

test.each([
  ['nobody ever took up', dispute()],
  ['was closed long ago', dispute(workflow('CLOSED', OLD))],
  [
    'was merged, whatever its own handling said',
    dispute({ state: 'MERGED', ...workflow('MEDIATING', null) }),
  ],
])('a dispute that %s is over', (_, one) => {
  expect(isOver(unit([one], [record()]), LIMITS)).toBe(true);
});

test.each([
  ['is handled', dispute(workflow('MEDIATING', null)), record()],
  ['was closed of late', dispute(workflow('CLOSED', NEW)), record()],
  ['has moved of late', dispute({ lastActivityAt: NEW }), record()],
  ['has something to tell', dispute({ outbox: [{}] }), record()],
  ['takes in another', dispute({ absorbing: [{}] }), record()],
  ['has a record that was changed of late', dispute(), record({ sourceTime: NEW })],
])('a dispute that %s is not', (_, one, its) => {
  expect(isOver(unit([one], [its]), LIMITS)).toBe(false);
});

test('what hangs together ends together, or not at all', () => {
  const young = dispute({ _id: 'd2', lastActivityAt: NEW, members: [] });
  expect(isOver(unit([dispute(), young], [record()]), LIMITS)).toBe(false);
  expect(isOver(unit([dispute()], [record(), record({ _id: 'r2', reportedAt: NEW })]), LIMITS)).toBe(false);
});

test('without a term nothing is over, and records of no dispute go by that of their feed', () => {
  expect(isOver(unit([dispute()], [record()]), { ...LIMITS, disputesMs: null })).toBe(false);
  expect(isOver(unit([], [record()]), LIMITS)).toBe(false);
  const ofCourt: Limits = { disputesMs: null, recordsMs: (feed) => (feed === 'court' ? LIMIT : null) };
  expect(isOver(unit([], [record()]), ofCourt)).toBe(false);
  expect(isOver(unit([], [record({ feed: 'court' })]), ofCourt)).toBe(true);
});

test('a hold on a dispute, or on a person in any of its records, keeps all of it', () => {
  const marker = new Marker(new Uint8Array(32).fill(1));
  const hold = (given: object): LegalHoldDoc =>
    ({ _id: 'h', disputeId: null, numbers: [], releasedAt: null, ...given }) as unknown as LegalHoldDoc;
  const one = unit([dispute()], [record()]);
  expect(isHeld(one, [], marker)).toBe(false);
  expect(isHeld(one, [hold({ disputeId: 'd1' })], marker)).toBe(true);
  expect(isHeld(one, [hold({ disputeId: 'd2' })], marker)).toBe(false);
  expect(isHeld(one, [hold({ numbers: [marker.phone('13812345678')] })], marker)).toBe(true);
  expect(isHeld(one, [hold({ numbers: [marker.phone('13900000000')] })], marker)).toBe(false);
  // Nobody can say whom such a hold is on.
  expect(isHeld(one, [hold({ numbers: ['x'] })], null)).toBe(true);
});
