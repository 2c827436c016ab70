import { expect, test } from 'vitest';
import { party, record } from '../../subgraphs/testing/fixtures.ts';
import { accessOf } from '../testing/partial-access.ts';
import { shownBy } from './context.ts';
import { levelsAt } from './levels.ts';
import { showRecord } from './record.ts';

const ZHANG = party({ name: '张伟', phone: '13812345678' });
const RECORD = record('hotline12345', '1', {
  title: '张伟反映漏水',
  narrative: '张伟（13812345678）家漏水',
  parties: [ZHANG],
  details: { reply: '已答复张伟', stage: '办结' },
  versionKey: '2026-11-24T01:00:00.000Z|0a1b2c',
});

/** The record as somebody sees it who is told pseudonyms, with what was made into one so far. */
function seen(): { shown: ReturnType<typeof showRecord>; made: string[] } {
  const made: string[] = [];
  const of = (kind: string, value: string): string => {
    made.push(`${kind} ${value}`);
    return '人-0000000000000000-1';
  };
  const standing = { sensitivity: 'NORMAL', regionCode: null, holds: () => true } as const;
  const levels = levelsAt(accessOf({}, { all: 'PSEUDONYM' }), 'hotline12345', standing);
  const viewer = { partner: 'court', pseudonyms: { of }, asOf: '2026-11-24' };
  const people = [
    { kind: 'PERSON', name: '张伟', phones: ['13812345678'], idNumber: null, addresses: [] },
  ] as const;
  return { shown: showRecord(RECORD, shownBy(viewer, levels, null, people)), made };
}

test('only what is looked at of a record is masked, and once', () => {
  const { shown, made } = seen();
  expect([shown._id, shown.feed, shown.reportedAt]).toEqual([RECORD._id, 'hotline12345', RECORD.reportedAt]);
  expect(made).toEqual([]);
  expect([shown.title, shown.title]).toEqual(Array(2).fill('人-0000000000000000-1反映漏水'));
  expect(made).toEqual(['NAME 张伟']);
});

test('however a record is looked at as a whole, nothing is there as it is stored', () => {
  for (const look of [
    (one: object) => JSON.stringify(one),
    (one: object) => JSON.stringify({ ...one }),
    (one: object) => JSON.stringify(structuredClone(one)),
  ]) {
    const text = look(seen().shown);
    expect(text).toContain('办结');
    expect(text).not.toMatch(/张伟|13812345678|0a1b2c/);
  }
});
