import type { Seeded } from '../federation/seeded.ts';

/** What a program must bear in any place of a JSON text. */
const STRANGE: readonly (() => unknown)[] = [
  () => null,
  () => true,
  () => -7.5,
  () => 1e300,
  () => '',
  () => 'x'.repeat(10_000),
  () => '\u0000\ud800 汇',
  () => [],
  () => [[[null]]],
  () => ({}),
  () =>
    JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}') as unknown,
  () => ({ __typename: 'Nobody', id: 'c1' }),
  () => ({ __typename: 7, toString: null, hasOwnProperty: 1 }),
];

/** A JSON value with some of its places changed: other types, lists that are longer or shorter, keys that are gone or nobody asked for. */
export function mutated(random: Seeded, value: unknown, rate: number): unknown {
  if (random.chance(rate)) return random.pick(STRANGE)();
  if (Array.isArray(value)) {
    const items = value.map((item) => mutated(random, item, rate));
    if (!random.chance(rate)) return items;
    const [first] = items;
    return random.pick([items.slice(1), [...items, ...items], [first], [...items, null], items.toReversed()]);
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .filter(() => !random.chance(rate / 2))
    .map(([key, inner]): [string, unknown] => [
      random.chance(rate / 4) ? '__typename' : key,
      mutated(random, inner, rate),
    ]);
  if (random.chance(rate)) entries.push(['extra', random.pick(STRANGE)()]);
  return Object.fromEntries(entries);
}

/** Bytes with some of them changed, left out, or written twice. */
export function mutatedBytes(random: Seeded, bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  const at = (): number => random.int(0, copy.length);
  switch (random.int(0, 4)) {
    case 0:
      return copy.subarray(0, at());
    case 1:
      return Buffer.concat([copy.subarray(0, at()), copy.subarray(at())]);
    case 2:
      return Buffer.concat([copy, copy.subarray(at())]);
    default:
      for (let times = random.int(1, 4); times > 0 && copy.length > 0; times -= 1) {
        copy[random.int(0, copy.length - 1)] = random.int(0, 255);
      }
      return copy;
  }
}
