import type { LevelShares } from '../em.ts';
import { AREA_LEVELS, PERSON_FIELDS, PERSON_LEVELS, type PersonField } from './levels.ts';

/** Where EM begins: that pairs of one person mostly agree, and pairs of two mostly do not, tells the two classes apart. */
const ONE_PERSON: Readonly<Record<PersonField, readonly number[]>> = {
  familyName: [0.75, 0.1, 0.03, 0.03, 0.09],
  givenName: [0.7, 0.1, 0.05, 0.04, 0.11],
  swappedNames: [0.95, 0.03, 0.015, 0.005],
  birthDate: [0.8, 0.1, 0.04, 0.02, 0.04],
  idNumber: [0.85, 0.09, 0.06],
  phone: [0.7, 0.08, 0.22],
  numbers: [0.7, 0.12, 0.08, 0.1],
  street: words({ agree: 0.08, little: 0.04, none: 0.08 }),
  area: area({ EXACT: 0.75, NEAR: 0.1, DIFFERENT: 0.1, UNKNOWN: 0.1 }),
  region: [0.8, 0.08, 0.12],
  category: [0.8, 0.05, 0.15],
  narrative: words({ agree: 0.08, little: 0.04, none: 0.08 }),
};

const TWO_PERSONS: Readonly<Record<PersonField, readonly number[]>> = {
  familyName: [0.005, 0.01, 0.005, 0.02, 0.96],
  givenName: [0.01, 0.01, 0.005, 0.02, 0.955],
  swappedNames: [0.997, 0.0005, 0.0005, 0.002],
  birthDate: [0.0005, 0.001, 0.005, 0.015, 0.9785],
  idNumber: [0.0001, 0.0005, 0.9994],
  phone: [0.0005, 0.0005, 0.999],
  numbers: [0.02, 0.03, 0.05, 0.9],
  street: words({ agree: 0.001, little: 0.1, none: 0.85 }),
  area: area({ EXACT: 0.01, NEAR: 0.02, DIFFERENT: 0.97, UNKNOWN: 0.1 }),
  region: [0.2, 0.02, 0.78],
  category: [0.2, 0.02, 0.78],
  narrative: words({ agree: 0.001, little: 0.2, none: 0.75 }),
};

/** Shares of the levels among pairs of one person (`m`) and of two (`u`), before any data. */
export const GUESS: { readonly m: LevelShares; readonly u: LevelShares } = {
  m: PERSON_FIELDS.map((field) => normal(ONE_PERSON[field])),
  u: PERSON_FIELDS.map((field) => normal(TWO_PERSONS[field])),
};

function words({ agree, little, none }: Readonly<Record<'agree' | 'little' | 'none', number>>): number[] {
  return PERSON_LEVELS.street.map((level) => (level === 'NONE' ? none : level === 'LITTLE' ? little : agree));
}

/** As if postcode and locality were apart. */
function area(shares: Readonly<Record<string, number>>): number[] {
  return AREA_LEVELS.map((level) =>
    level
      .split(/_?(?:POSTCODE|LOCALITY)_/)
      .filter((part) => part !== '')
      .reduce((product, part) => product * (shares[part] ?? 0), 1),
  );
}

function normal(shares: readonly number[]): number[] {
  const total = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => share / total);
}
