import { expect, test } from 'vitest';
import { NOT_COMPARED } from '../em.ts';
import { emptyLevels, PersonComparer } from './compare-persons.ts';
import { PERSON_FIELDS, PERSON_LEVELS, type PersonField } from './levels.ts';
import { PersonTable } from './person-table.ts';
import { personRow } from './testing/person-row.ts';
import type { PersonRow } from './person-row.ts';

/** The levels of two persons, by name; fields not compared are left out. */
function levelsOf(a: Partial<PersonRow>, b: Partial<PersonRow>): Partial<Record<PersonField, string>> {
  const table = new PersonTable();
  table.add(personRow({ id: 'a', ...a }));
  table.add(personRow({ id: 'b', ...b }));
  table.finish();
  const comparer = new PersonComparer(table);
  const [levels, back] = [emptyLevels(), emptyLevels()];
  comparer.compare(0, 1, levels);
  comparer.compare(1, 0, back);
  expect(back).toEqual(levels);
  return Object.fromEntries(
    PERSON_FIELDS.flatMap((field, f) =>
      levels[f] === NOT_COMPARED ? [] : [[field, PERSON_LEVELS[field][levels[f] ?? 0]]],
    ),
  );
}

test.each([
  ['smith', 'Smith', 'EXACT'],
  ['smith', 'smiht', 'ALIKE'],
  ['katherine', 'catherine', 'ALIKE'],
  ['john william', 'john', 'PART'],
  ['j', 'john', 'PART'],
  ['michael', 'michelle', 'ALIKE'],
  ['neumann', 'neimanis', 'SIMILAR'],
  ['smith', 'painter', 'DIFFERENT'],
  ['张', '章', 'ALIKE'],
])('family names %s and %s are %s', (a, b, level) => {
  expect(levelsOf({ familyName: a }, { familyName: b })).toEqual({ familyName: level });
});

test('names in each other’s column are compared crosswise, and only there', () => {
  const swapped = levelsOf(
    { familyName: 'painter', givenName: 'courtney' },
    { familyName: 'courtney', givenName: 'painter' },
  );
  expect(swapped).toEqual({ swappedNames: 'BOTH_EXACT' });
  const slipped = levelsOf(
    { familyName: 'painter', givenName: 'courtney' },
    { familyName: 'cortney', givenName: 'painter' },
  );
  expect(slipped).toEqual({ swappedNames: 'BOTH_NEARLY' });
});

test('a whole name is compared with names in two columns', () => {
  expect(levelsOf({ name: '欧阳锷' }, { familyName: '歐陽', givenName: '鍔' })).toMatchObject({
    familyName: 'EXACT',
    givenName: 'EXACT',
  });
});

test.each([
  ['1951-03-04', '04/03/1951', 'EXACT'],
  ['19510304', '19510403', 'ALIKE'],
  ['19510304', '19510314', 'ALIKE'],
  ['19510304', '19510827', 'YEAR'],
  ['19510304', '19380304', 'TWO_PARTS'],
  ['1951', '19510304', 'YEAR'],
  ['19510304', '19620817', 'DIFFERENT'],
])('born %s and %s is %s', (a, b, level) => {
  expect(levelsOf({ birthDate: a }, { birthDate: b })).toEqual({ birthDate: level });
});

test('house numbers agree by the number, in part or by a slip', () => {
  const house = (a: string, b: string): string | undefined =>
    levelsOf({ addressLines: [a] }, { addressLines: [b] }).numbers;
  expect([house('12', '12'), house('12 3', '12'), house('12', '21'), house('12', '40')]).toEqual([
    'ALL',
    'SOME',
    'ALIKE',
    'DIFFERENT',
  ]);
});

test('postcode and locality are one field, and the region is silent where they agree', () => {
  const area = levelsOf(
    { postcode: '4223', locality: 'winston hills', region: 'nsw' },
    { postcode: '4232', locality: 'Winston Hills', region: 'vic' },
  );
  expect(area).toEqual({ area: 'POSTCODE_NEAR_LOCALITY_EXACT' });
  expect(levelsOf({ locality: 'dapto', region: 'nsw' }, { locality: 'richlands', region: 'NSW' })).toEqual({
    area: 'POSTCODE_UNKNOWN_LOCALITY_DIFFERENT',
    region: 'EXACT',
  });
});

test('what one side leaves out is not compared', () => {
  expect(levelsOf({ phone: '13812345678', idNumber: '5304218' }, { phone: 'n/a', idNumber: '' })).toEqual({});
});
