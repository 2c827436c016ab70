import type { Linkable } from './linkable.ts';
import { textSketch } from './text-sketch.ts';

/** Why two records are compared: the kinds of key under which they can meet, each with how many of the newest records of a block are looked at. */
export const BLOCK_RULES = {
  id: 200,
  phone: 200,
  // More than a cluster takes: the excess of a group quarrel that quotes one number must still meet it.
  number: 1_000,
  name: 60,
  door: 60,
  road: 60,
  other: 60,
  street: 60,
  estate: 60,
  text: 40,
} as const;
export type BlockRule = keyof typeof BLOCK_RULES;

const BUCKET_MS = 30 * 86_400_000;

/** The rule that a key stands for. */
export function blockRuleOf(key: string): BlockRule {
  return key.slice(0, key.indexOf(':')) as BlockRule;
}

/**
 * The keys under which a record can meet others; every pair that may be linked shares one. For ever: ID number; phone; number, quoted or own.
 * Within 30 to 60 days, by two keys each so that neighbouring months meet: a person's reading; door; road and number; organisation on the
 * other side and county; street and top class; sketches of the text and county.
 */
export function blockKeysOf(one: Linkable): string[] {
  return keysOf(one, [0, 1]);
}

/** The same for a store, which is written more often than asked: a record is stored under its own month's keys alone, … */
export function storedKeysOf(one: Linkable): string[] {
  return keysOf(one, [0]);
}

/** … and asks for the months before and after too, so that the same pairs meet. */
export function askedKeysOf(one: Linkable): string[] {
  return keysOf(one, [-1, 0, 1]);
}

function keysOf(one: Linkable, months: readonly number[]): string[] {
  const county = one.regionCode?.slice(0, 6) ?? '';
  const keys = new Set<string>();
  for (const idNumber of one.idNumbers) keys.add(`id:${idNumber}`);
  for (const phone of one.phones) keys.add(`phone:${phone}`);
  for (const number of one.numbers) keys.add(`number:${number}`);
  for (const number of one.quotedNumbers) keys.add(`number:${number}`);
  const month = Math.floor(one.reportedAtMs / BUCKET_MS);
  for (const key of monthlyKeysOf(one, county)) {
    for (const away of months) keys.add(`${key}|${month + away}`);
  }
  return [...keys];
}

function* monthlyKeysOf(one: Linkable, county: string): Generator<string> {
  for (const { pinyin, folded } of one.reporters) yield `name:${pinyin === '' ? folded : pinyin}`;
  for (const { pinyin, folded } of one.opponents) yield `name:${pinyin === '' ? folded : pinyin}`;
  for (const { door, roadNumber, community } of one.addresses) {
    if (door !== '') yield `door:${door}`;
    if (community !== '' && one.category !== null) yield `estate:${community}|${one.category.slice(0, 2)}`;
    if (roadNumber !== '') yield `road:${roadNumber}|${county}`;
  }
  for (const core of one.organisations) yield `other:${core.slice(0, 2)}|${county}`;
  if (one.regionCode !== null && one.regionCode.length > 6 && one.category !== null) {
    yield `street:${one.regionCode}|${one.category.slice(0, 2)}`;
  }
  if (county !== '') for (const sketch of textSketch(one.grams)) yield `text:${sketch}|${county}`;
}
