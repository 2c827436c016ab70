import type { Random } from '../connectors/simulator/noise/random.ts';
import type { FebrlColumn, FebrlPerson } from './febrl-person.ts';

/** What is read wrongly by machines, both ways. */
const OCR = ['5s', '8b', '0o', '1l', 'li', 'mn', 'vu', 'ce', '6g', 'gq', 'ft', 'hb'];
/** What sounds alike. */
const SOUNDS = [
  ['ph', 'f'],
  ['ck', 'k'],
  ['c', 'k'],
  ['ie', 'y'],
  ['ee', 'ea'],
  ['s', 'z'],
  ['w', 'v'],
  ['ll', 'l'],
  ['nn', 'n'],
  ['ai', 'ay'],
  ['th', 't'],
] as const;
const KEYBOARD = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm', '1234567890'];

/** Columns by how often they are hit, as FEBRL's are. */
const COLUMNS: readonly (readonly [FebrlColumn, number])[] = [
  ['given_name', 1],
  ['surname', 1],
  ['street_number', 0.8],
  ['address_1', 1.2],
  ['address_2', 1.2],
  ['suburb', 1],
  ['postcode', 0.8],
  ['state', 0.6],
  ['date_of_birth', 0.8],
  ['soc_sec_id', 0.6],
];

/** At most so many changes a column and a record. */
const MOST_IN_COLUMN = 2;

/**
 * The same person written down again: one to six changes, at most two in a column, each a slip of the keyboard, a letter added, left out,
 * swapped or misread, a sound written another way, words split, joined or exchanged, a value missing, or two columns exchanged.
 */
export function corrupted(person: FebrlPerson, random: Random): FebrlPerson {
  const copy: Record<FebrlColumn, string> & { rec_id: string } = {
    ...person,
    rec_id: person.rec_id.replace(/org$/, 'dup-0'),
  };
  const changed = new Map<FebrlColumn, number>();
  const changes = random.int(1, 6);
  for (let change = 0; change < changes; change += 1) {
    if (random.chance(0.06)) {
      swapColumns(copy, random);
      continue;
    }
    const column = random.weighted(COLUMNS);
    const before = changed.get(column) ?? 0;
    if (before >= MOST_IN_COLUMN) continue;
    changed.set(column, before + 1);
    copy[column] = changedValue(copy[column], random);
  }
  return copy;
}

function swapColumns(copy: Record<FebrlColumn, string>, random: Random): void {
  const [a, b] = random.pick([
    ['given_name', 'surname'],
    ['address_1', 'address_2'],
  ] as const);
  [copy[a], copy[b]] = [copy[b], copy[a]];
}

function changedValue(value: string, random: Random): string {
  if (value === '' || random.chance(0.12)) return '';
  const change = random.weighted([
    [replaced, 3],
    [inserted, 2],
    [deleted, 2],
    [transposed, 2],
    [misread, 1.5],
    [respelt, 2],
    [wordsMoved, 1],
  ] as const);
  return change(value, random);
}

function replaced(value: string, random: Random): string {
  const at = random.int(0, value.length - 1);
  const row = KEYBOARD.find((keys) => keys.includes(value[at] ?? '')) ?? 'abcdefghijklmnopqrstuvwxyz';
  const key = row.indexOf(value[at] ?? '');
  const slip = row[key + (random.chance(0.5) ? 1 : -1)] ?? row[Math.max(0, key - 1)] ?? 'e';
  return value.slice(0, at) + slip + value.slice(at + 1);
}

function inserted(value: string, random: Random): string {
  const at = random.int(0, value.length);
  const letters = /^\d+$/.test(value) ? '0123456789' : 'abcdefghijklmnopqrstuvwxyz';
  return value.slice(0, at) + (letters[random.int(0, letters.length - 1)] ?? 'e') + value.slice(at);
}

function deleted(value: string, random: Random): string {
  const at = random.int(0, value.length - 1);
  return value.length < 2 ? value : value.slice(0, at) + value.slice(at + 1);
}

function transposed(value: string, random: Random): string {
  if (value.length < 2) return value;
  const at = random.int(0, value.length - 2);
  return value.slice(0, at) + (value[at + 1] ?? '') + (value[at] ?? '') + value.slice(at + 2);
}

function misread(value: string, random: Random): string {
  const places = Array.from(value).flatMap((character, at) =>
    OCR.filter((pair) => pair.includes(character)).map((pair) => [at, pair.replace(character, '')] as const),
  );
  if (places.length === 0) return replaced(value, random);
  const [at, as] = random.pick(places);
  return value.slice(0, at) + as + value.slice(at + 1);
}

function respelt(value: string, random: Random): string {
  const both = SOUNDS.flatMap(([a, b]) => [[a, b] as const, [b, a] as const]);
  const possible = both.filter(([sound]) => value.includes(sound));
  if (possible.length === 0) return transposed(value, random);
  const [sound, other] = random.pick(possible);
  return value.replace(sound, other);
}

function wordsMoved(value: string, random: Random): string {
  const words = value.split(' ');
  if (words.length > 1) {
    return random.chance(0.5) ? value.replace(' ', '') : [...words.slice(1), words[0] ?? ''].join(' ');
  }
  const at = random.int(1, Math.max(1, value.length - 1));
  return value.length < 4 ? transposed(value, random) : `${value.slice(0, at)} ${value.slice(at)}`;
}
