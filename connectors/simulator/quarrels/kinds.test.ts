import { expect, test } from 'vitest';
import { DISPUTE_CATEGORIES, feedCodes, readTable } from '../../../schema/vocabulary/tables.ts';
import { EVERYDAY_TOPICS } from '../everyday/topics.ts';
import { Random } from '../noise/random.ts';
import { write, type Slots } from '../writing/template.ts';
import { QUARREL_KINDS } from './kinds.ts';

const COMMON: Slots = Object.fromEntries(
  ['me', 'mr', 'place', 'spot', 'community', 'street', 'county', 'when', 'unit'].map((slot) => [slot, '某']),
);

test('every kind has a category of GB/T 31000 and a cause of action of the 2025 rules', () => {
  const causes = new Map(readTable('cause-of-action-2025').map((row) => [row['number'], row['cause_zh']]));
  for (const kind of QUARREL_KINDS) {
    expect(DISPUTE_CATEGORIES.get(kind.category)?.parent, kind.name).toBeTruthy();
    const [number, name] = kind.court.cause;
    expect(causes.get(number), kind.name).toBe(name);
  }
});

test('police and hotline file under words of their own code tables', () => {
  const tops = new Set(feedCodes('police.top_class').map(({ label }) => label.replace(/\(.*$/, '')));
  const subclasses = new Set(feedCodes('police.dispute_subclass').map(({ label }) => label));
  const types = new Set(feedCodes('hotline.request_type').map(({ label }) => label));
  const policeClasses = [
    ...QUARREL_KINDS.flatMap((kind) => kind.police.classes),
    ...EVERYDAY_TOPICS.filter(({ agency }) => agency === 'police110').flatMap(({ classes }) => classes),
  ];
  for (const [l1 = '', l2 = ''] of policeClasses) {
    expect(tops.has(l1), l1).toBe(true);
    if (l1 === '纠纷警情') expect(subclasses.has(l2), l2).toBe(true);
  }
  const hotlineClasses = [
    ...QUARREL_KINDS.flatMap((kind) => kind.hotline.classes),
    ...EVERYDAY_TOPICS.flatMap((topic) => topic.hotlineClasses ?? []),
  ];
  for (const { type, path } of hotlineClasses) {
    expect(types.has(type), type).toBe(true);
    expect(path.length).toBeLessThanOrEqual(3);
  }
});

test('every template finds all its slots, whatever the dice say', () => {
  const random = new Random('templates');
  for (const kind of QUARREL_KINDS) {
    const { police, hotline, grid, court } = kind;
    const templates = [
      ...police.texts,
      ...(police.otherSide ?? []),
      ...hotline.texts,
      ...hotline.titles,
      hotline.unit,
      ...grid.texts,
      ...court.texts,
      ...court.claims,
    ];
    for (const template of templates) {
      for (let roll = 0; roll < 30; roll += 1) {
        const text = write(template, { ...COMMON, other: '某', ...kind.facts(random) }, random);
        expect(text, template).not.toMatch(/[{}[\]|]|undefined|NaN/);
      }
    }
    expect(kind.amountYuan?.(kind.facts(random)) ?? 1, kind.name).toBeGreaterThan(0);
  }
  for (const topic of EVERYDAY_TOPICS) {
    for (const template of [...topic.texts, ...(topic.titles ?? []), ...topic.outcomes, topic.unit ?? '']) {
      for (let roll = 0; roll < 20; roll += 1) {
        const text = write(template, { ...COMMON, ...topic.facts?.(random) }, random);
        expect(text, template).not.toMatch(/[{}[\]|]|undefined|NaN/);
      }
    }
  }
});

test('some quarrels are told without any word for a quarrel, some everyday business with one', () => {
  const words = /纠纷|争执|争吵|矛盾|口角|投诉|吵/;
  const silent = QUARREL_KINDS.flatMap(({ police }) => police.texts).filter((text) => !words.test(text));
  expect(silent.length).toBeGreaterThan(10);
  const misleading = EVERYDAY_TOPICS.filter((topic) => topic.misleading === true);
  expect(misleading.length).toBeGreaterThanOrEqual(6);
  for (const topic of misleading) {
    const random = new Random(topic.name);
    const said = [...topic.texts, ...Object.values(topic.facts?.(random) ?? {})].join('');
    expect(said, topic.name).toMatch(/纠纷|争议|拖欠/);
  }
});
