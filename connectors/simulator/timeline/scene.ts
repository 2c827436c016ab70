import type { Atlas, Place } from '../city/atlas.ts';
import { dwellingIn, roadNear, type Community } from '../city/atlas.ts';
import type { Organisation } from '../city/organisations.ts';
import type { Person, Register } from '../city/people.ts';
import type { County } from '../city/regions.ts';
import type { Random } from '../noise/random.ts';
import type { QuarrelKind } from '../quarrels/kind.ts';

/** Whom and where a quarrel is made of; what is not given is made up. */
export interface Cast {
  readonly county: County;
  readonly claimant?: Person | undefined;
  readonly claimantName?: Person['name'] | undefined;
  readonly respondent?: Person | Organisation | undefined;
  readonly community?: Community | undefined;
  readonly beside?: Place | undefined;
}

export interface Scene {
  readonly claimant: Person;
  readonly respondent: Person | Organisation;
  readonly place: Place;
}

export function isPerson(party: Person | Organisation): party is Person {
  return 'idNumber' in party;
}

/** Puts people, counterparty and place together so that they fit the kind: neighbours in one building, a company at its door. */
export function setScene(
  kind: QuarrelKind,
  cast: Cast,
  world: { readonly atlas: Atlas; readonly register: Register },
  random: Random,
): Scene {
  const { atlas, register } = world;
  const wantedKind = kind.place === 'home' ? 'estate' : kind.place === 'villageHome' ? 'village' : 'any';
  const community =
    cast.community ?? cast.claimant?.home.community ?? atlas.community(random, cast.county, wantedKind);
  const home = cast.claimant?.home ?? dwellingIn(random, community, cast.beside, floorsOf(kind));
  const claimant =
    cast.claimant ?? register.person(random, home, { name: cast.claimantName, born: kind.born });
  const respondent = cast.respondent ?? counterpartyOf(kind, claimant, community, world, random);
  switch (kind.place) {
    case 'home':
    case 'villageHome':
      return { claimant, respondent, place: claimant.home };
    case 'road':
      return { claimant, respondent, place: roadNear(random, community) };
    case 'premises':
      return {
        claimant,
        respondent,
        place: isPerson(respondent) ? respondent.home : atlas.premises(respondent, cast.county),
      };
  }
}

function floorsOf(kind: QuarrelKind): [number, number] {
  const [lowest, highest] = kind.floors ?? [1, 18];
  return [lowest, highest];
}

function counterpartyOf(
  kind: QuarrelKind,
  claimant: Person,
  community: Community,
  world: { readonly atlas: Atlas; readonly register: Register },
  random: Random,
): Person | Organisation {
  const { atlas, register } = world;
  const { counterparty } = kind;
  if (counterparty === 'propertyCompany') return community.property;
  if (counterparty === 'neighbour') {
    return register.person(random, dwellingIn(random, community, claimant.home));
  }
  if (counterparty !== 'person')
    return random.pick(atlas.organisations(counterparty, community.street.county));
  const elsewhere = dwellingIn(random, atlas.community(random, community.street.county, 'any'));
  const { gender } = claimant.name;
  // 买买提·艾力: the second part is the father's name, brothers do not share the first.
  const surname = claimant.name.full.includes('·') ? undefined : claimant.name.surname;
  switch (kind.relation) {
    case 'spouse':
      return register.person(random, claimant.home, {
        gender: gender === '男' ? '女' : '男',
        born: kind.born,
      });
    case 'child':
      return register.person(random, elsewhere, { surname, born: [1968, 1988] });
    case 'sibling':
      return register.person(random, elsewhere, { surname, born: kind.born });
    case undefined:
      break;
  }
  return register.person(random, elsewhere);
}
