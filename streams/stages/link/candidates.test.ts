import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BLOCK_RULES } from './block-keys.ts';
import { BlockCollector } from './candidates.ts';

function pairsOf(records: readonly (readonly string[])[]): string[] {
  const collector = new BlockCollector();
  for (const keys of records) collector.add(keys);
  const pairs: string[] = [];
  collector.finish().forEach((later, earlier) => pairs.push(`${later} ${earlier}`));
  return pairs;
}

test('records meet exactly when they share a key, and once', () => {
  const keys = fc.uniqueArray(fc.constantFrom('phone:1', 'phone:2', 'id:1', 'name:1', 'door:1'), {
    maxLength: 4,
  });
  fc.assert(
    fc.property(fc.array(keys, { maxLength: 12 }), (records) => {
      const expected = records.flatMap((own, later) =>
        records
          .slice(0, later)
          .flatMap((theirs, earlier) =>
            own.some((key) => theirs.includes(key)) ? [`${later} ${earlier}`] : [],
          ),
      );
      expect(pairsOf(records).sort()).toEqual(expected.sort());
    }),
  );
});

test('a block looks back at its newest records only, so that the shop’s phone does not cost the square of its calls', () => {
  const records = Array.from({ length: 1_000 }, () => ['phone:shop']);
  expect(pairsOf(records).length).toBeLessThanOrEqual(1_000 * BLOCK_RULES.phone);
  expect(pairsOf(records)).toContain(`999 ${999 - BLOCK_RULES.phone}`);
  expect(pairsOf(records)).not.toContain(`999 ${998 - BLOCK_RULES.phone}`);
});
