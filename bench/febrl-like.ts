import { Random } from '../connectors/simulator/noise/random.ts';
import { corrupted } from './febrl-corruption.ts';
import type { FebrlPerson } from './febrl-person.ts';
import { GIVEN_NAMES, LOCALITIES, PLACE_NAMES, STREET_NAMES, STREET_TYPES, SURNAMES } from './febrl-words.ts';

/** States by their share of the people. */
const STATES = [
  ['nsw', 33],
  ['vic', 25],
  ['qld', 20],
  ['wa', 9],
  ['sa', 8],
  ['tas', 3],
  ['act', 1.5],
  ['nt', 0.5],
] as const;

/**
 * Persons made up by a seed, each once as it is and once corrupted, in the manner of FEBRL's generator (Christen 2008): `persons` originals
 * `rec-N-org` and as many duplicates `rec-N-dup-0`.
 */
export function febrlLike(seed: string, persons: number): FebrlPerson[] {
  const root = new Random(`febrl ${seed}`);
  const originals = Array.from({ length: persons }, (_, n) => original(root.fork(`person ${n}`), n));
  const duplicates = originals.map((person, n) => corrupted(person, root.fork(`duplicate ${n}`)));
  return [...originals, ...duplicates];
}

function original(random: Random, n: number): FebrlPerson {
  const missing = (share: number, value: string): string => (random.chance(share) ? '' : value);
  const locality = frequent(random, LOCALITIES);
  const state = random.weighted(STATES);
  return {
    rec_id: `rec-${n}-org`,
    given_name: missing(0.02, frequent(random, GIVEN_NAMES)),
    surname: missing(0.01, surnameOf(random)),
    street_number: missing(0.04, String(Math.ceil(random.low(1, 240)))),
    address_1: missing(0.02, `${streetOf(random)} ${random.pick(STREET_TYPES)}`),
    address_2: missing(0.15, placeOf(random)),
    suburb: missing(0.01, locality),
    postcode: missing(0.005, postcodeOf(locality, random)),
    state: missing(0.01, state),
    date_of_birth: missing(
      0.03,
      `${random.int(1900, 1999)}${two(random.int(1, 12))}${two(random.int(1, 28))}`,
    ),
    soc_sec_id: String(random.int(1_000_000, 9_999_999)),
  };
}

/** The r-th of a list r times rarer than the first. */
function frequent(random: Random, list: readonly string[]): string {
  const rank = Math.floor(list.length ** random.next()) - 1;
  return list[Math.min(list.length - 1, Math.max(0, rank))] ?? '';
}

/** Half of the surnames are on the list, half are made of two names as many are: macdonald, thornbury. */
function surnameOf(random: Random): string {
  if (random.chance(0.5)) return frequent(random, SURNAMES);
  const ends = [
    'son',
    'ton',
    'ley',
    'field',
    'man',
    'well',
    'berg',
    'ford',
    'ski',
    'wood',
    'er',
    'ham',
    'by',
    'stone',
  ];
  const stem = random.pick(SURNAMES);
  return stem.slice(0, random.int(3, 5)) + random.pick(ends);
}

function streetOf(random: Random): string {
  return random.chance(0.4) ? random.pick(STREET_NAMES) : random.pick(SURNAMES);
}

function placeOf(random: Random): string {
  if (random.chance(0.3)) return `${random.pick(['flat', 'unit', 'villa'])} ${random.int(1, 60)}`;
  const place =
    random.pick(PLACE_NAMES) + random.pick(['', '', 'dale', ' park', ' heights', ' cottage', 'lea']);
  return place;
}

/** Mostly the one of the place; some places have several. */
function postcodeOf(locality: string, random: Random): string {
  let hash = 7;
  for (const character of locality) hash = (hash * 31 + character.charCodeAt(0)) % 5_000;
  return String(2_000 + ((hash + (random.chance(0.25) ? random.int(1, 8) : 0)) % 5_900));
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
