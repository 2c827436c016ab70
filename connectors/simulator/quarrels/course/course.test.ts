import { expect, test } from 'vitest';
import { Random } from '../../noise/random.ts';
import { quarrelsOf, storyOf } from '../../testing/story.ts';
import { cityOf } from '../../timeline/city-of.ts';
import { write, type Slots } from '../../writing/template.ts';
import { SERIOUS_EVENT_TEXTS } from './serious-events.ts';
import { EARLY_SIGNS, LATE_SIGNS, LOUD_SIGNS, NEGATED_SIGNS, QUOTED_SIGNS } from './signals.ts';

const START = '2026-11-03T00:00:00+08:00';
const { truths, versions } = storyOf({ seed: 'course', records: 12_000, days: 40, start: START });
const quarrels = [...quarrelsOf(truths).values()];
const escalated = quarrels.filter((records) => records.some(({ escalation }) => escalation !== null));
const reportedOf = new Map(
  versions.flatMap(({ agency, sourceId, body }) =>
    agency === 'police110' ? [[sourceId, Date.parse(body.bjsj.replace(' ', 'T') + '+08:00')] as const] : [],
  ),
);

test('every template finds all its slots, whatever the dice say', () => {
  const slots: Slots = Object.fromEntries(
    ['me', 'mr', 'other', 'place', 'spot', 'street', 'teller'].map((slot) => [slot, '某']),
  );
  const random = new Random('templates');
  const { person, organisation } = EARLY_SIGNS;
  const late = [...LATE_SIGNS.person, ...LATE_SIGNS.organisation];
  const events = Object.values(SERIOUS_EVENT_TEXTS).flat();
  const harmless = [...NEGATED_SIGNS, ...QUOTED_SIGNS, ...LOUD_SIGNS];
  for (const template of [...person, ...organisation, ...late, ...events, ...harmless]) {
    for (let roll = 0; roll < 30; roll += 1) {
      expect(write(template, slots, random), template).not.toMatch(/[{}[\]|]|undefined/);
    }
  }
});

test('a small share of quarrels escalates, seldom those that nobody complained of before', () => {
  expect(escalated.length / quarrels.length).toBeGreaterThan(0.015);
  expect(escalated.length / quarrels.length).toBeLessThan(0.045);
  const known = escalated.filter((records) =>
    records.some(({ escalation }) => escalation?.phase === 'before'),
  );
  expect(known.length / escalated.length).toBeGreaterThan(0.8);
});

test('all records of a quarrel name one event and say on which side of it they were reported', () => {
  for (const records of escalated) {
    const events = new Set(
      records.map(({ escalation }) => `${escalation?.event ?? ''} ${escalation?.at ?? ''}`),
    );
    expect(events.size).toBe(1);
    for (const { feed, sourceId, signal, escalation } of records) {
      if (signal === 'event') expect([feed, escalation?.phase]).toEqual(['police110', 'event']);
      const reportedMs = reportedOf.get(sourceId);
      if (feed !== 'police110' || reportedMs === undefined || escalation === null) continue;
      expect(reportedMs < Date.parse(escalation.at), sourceId).toBe(escalation.phase === 'before');
    }
  }
  expect(truths.filter(({ signal }) => signal === 'event').length).toBeGreaterThan(escalated.length * 0.9);
});

test('false signals are as frequent as true ones, and only quarrels that escalate warn', () => {
  const count = (wanted: string): number => truths.filter(({ signal }) => signal === wanted).length;
  const [warnings, bluster] = [count('warning'), count('bluster')];
  expect(warnings).toBeGreaterThan(50);
  expect(bluster + count('negated') + count('quoted')).toBeGreaterThan(warnings);
  expect(count('loud')).toBeGreaterThan(30);
  expect(truths.filter(({ signal, escalation }) => signal === 'warning' && escalation === null)).toEqual([]);
  expect(truths.filter(({ signal, escalation }) => signal === 'bluster' && escalation !== null)).toEqual([]);
});

test('in the living city a quarrel escalates within 25 minutes, whatever its seed', () => {
  const days = 21;
  const endMs = Date.parse(START) + days * 86_400_000;
  for (const seed of ['nantong', 'a', 'b', 'c']) {
    let escalates = false;
    for (const version of cityOf({ seed, records: 2_000, days, start: START, livingPace: 60 })) {
      const { visibleMs, truth } = version;
      if (visibleMs > endMs + 25 * 60_000) break;
      escalates ||= truth.signal === 'event' && Date.parse(truth.escalation?.at ?? '') > endMs;
    }
    expect(escalates, seed).toBe(true);
  }
});
