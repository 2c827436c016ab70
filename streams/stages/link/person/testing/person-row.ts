import type { PersonRow } from '../person-row.ts';

/** A person who says nothing but what is given. */
export function personRow(given: Partial<PersonRow> & Pick<PersonRow, 'id'>): PersonRow {
  return {
    familyName: null,
    givenName: null,
    name: null,
    phone: null,
    idNumber: null,
    birthDate: null,
    addressLines: [],
    locality: null,
    postcode: null,
    region: null,
    category: null,
    narrative: null,
    ...given,
  };
}
