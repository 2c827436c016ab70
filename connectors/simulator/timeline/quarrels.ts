import type { Atlas } from '../city/atlas.ts';
import { dwellingIn } from '../city/atlas.ts';
import type { Person, Register } from '../city/people.ts';
import type { County } from '../city/regions.ts';
import { NOISE_MODEL } from '../noise/model.ts';
import type { Random } from '../noise/random.ts';
import type { QuarrelAgency, QuarrelKind } from '../quarrels/kind.ts';
import { QUARREL_KINDS } from '../quarrels/kinds.ts';
import type { HardNegative } from '../truth/truth.ts';
import { CHINA_OFFSET_MS, DAY_MS, HOUR_MS, MINUTE_MS } from '../writing/time.ts';
import { occurrenceOf } from './occurrence.ts';
import type { Quarrel } from './plan.ts';
import { setScene, type Cast, isPerson } from './scene.ts';

/** One planned contact, before it has a time on the wall and a number. */
export interface Contact {
  readonly agency: QuarrelAgency;
  /** After the quarrel's first contact, city time. */
  readonly afterMs: number;
  readonly county: County;
  readonly reporter: Person;
  readonly otherSide: boolean;
  readonly place: Quarrel['place'];
  readonly facts: Quarrel['facts'];
  readonly awayAt: Quarrel['place'] | null;
}

/** Where a quarrel goes when the last agency did not settle it. */
const NEXT: Readonly<Record<QuarrelAgency, readonly (readonly [QuarrelAgency, number])[]>> = {
  police110: [
    ['police110', 0.26],
    ['hotline12345', 0.36],
    ['grid', 0.2],
    ['court', 0.18],
  ],
  hotline12345: [
    ['police110', 0.24],
    ['hotline12345', 0.34],
    ['grid', 0.22],
    ['court', 0.2],
  ],
  grid: [
    ['police110', 0.3],
    ['hotline12345', 0.36],
    ['grid', 0.14],
    ['court', 0.2],
  ],
  court: [
    ['police110', 0.36],
    ['hotline12345', 0.44],
    ['grid', 0.2],
    ['court', 0],
  ],
};

/** Facts that each reporter of a group quarrel has for himself; all others are the group's. */
const PERSONAL_FACTS = new Set([
  'amount',
  'months',
  'job',
  'fee',
  'acreage',
  'card',
  'paid',
  'share',
  'grade',
]);

const OPENS_MS = 8.5 * HOUR_MS;
const OPEN_MINUTES = 8 * 60;

/** Quarrels kept to be resembled by later ones. */
const REMEMBERED = 400;

/** Makes the city's quarrels one after the other. */
export class QuarrelMaker {
  readonly #world: { readonly atlas: Atlas; readonly register: Register };
  readonly #recent: Quarrel[] = [];
  #made = 0;

  constructor(atlas: Atlas, register: Register) {
    this.#world = { atlas, register };
  }

  /** @param startMs wall time of the first contact */
  make(random: Random, startMs: number, group: boolean): Quarrel {
    const look = group ? undefined : this.#lookAlike(random);
    const kind = look?.kind ?? pickKind(random, group);
    const county = look?.cast.county ?? random.pick(this.#world.atlas.home.counties);
    const scene = setScene(kind, look?.cast ?? { county }, this.#world, random);
    this.#made += 1;
    const firstAgency = group ? 'hotline12345' : chooseFirstAgency(kind, random);
    const { occurredMs, daysAgo } = occurrenceOf(startMs, random);
    // Nobody goes to court about what happened today.
    const heardLate = firstAgency === 'court' && kind.eventful !== undefined;
    const eventMs = heardLate ? occurredMs - random.int(14, 75) * DAY_MS : occurredMs;
    const quarrel: Quarrel = {
      ...scene,
      id: `q-${String(this.#made).padStart(6, '0')}`,
      kind,
      facts: kind.facts(random),
      firstAgency,
      eventMs: eventOf(kind, eventMs),
      eventDaysAgo: daysAgo,
      resembles: look === undefined ? null : { quarrelId: look.of.id, by: look.by },
      group,
    };
    if (!group) {
      if (this.#recent.length < REMEMBERED) this.#recent.push(quarrel);
      else this.#recent[this.#made % REMEMBERED] = quarrel;
    }
    return quarrel;
  }

  /** The contacts of a quarrel, first at 0. */
  contacts(quarrel: Quarrel, random: Random): readonly Contact[] {
    return quarrel.group ? this.#groupContacts(quarrel, random) : this.#ownContacts(quarrel, random);
  }

  #ownContacts(quarrel: Quarrel, random: Random): Contact[] {
    const { mix, borders } = NOISE_MODEL;
    const { kind, place, claimant, respondent } = quarrel;
    const county = place.street.county;
    const count = random.chance(mix.singleContactShare)
      ? 1
      : random.weighted([
          [2, 0.44],
          [3, 0.3],
          [4, 0.16],
          [5, 0.1],
        ] as const);
    const other =
      count > 1 && random.chance(borders.crossCountyQuarrel) ? this.#otherCounty(county, random) : undefined;
    const awayAt =
      other === undefined ? null : dwellingIn(random, this.#world.atlas.community(random, other, 'estate'));
    const contacts: Contact[] = [];
    let agency = quarrel.firstAgency;
    let afterMs = 0;
    for (let index = 0; index < count; index += 1) {
      if (index > 0) {
        agency = random.weighted(NEXT[agency]);
        afterMs +=
          agency === 'court' ? random.low(2 * DAY_MS, 10 * DAY_MS) : random.low(3 * HOUR_MS, 7 * DAY_MS);
      }
      const away = index > 0 && other !== undefined && random.chance(borders.crossCountyContact);
      const otherSide = !away && index > 0 && isPerson(respondent) && this.#answers(kind, agency, random);
      contacts.push({
        agency,
        afterMs,
        county: away ? other : county,
        reporter: otherSide && isPerson(respondent) ? respondent : claimant,
        otherSide,
        place,
        facts: quarrel.facts,
        awayAt: away ? awayAt : null,
      });
    }
    return contacts;
  }

  #answers(kind: QuarrelKind, agency: QuarrelAgency, random: Random): boolean {
    return agency === 'police110' && kind.police.otherSide !== undefined && random.chance(0.3);
  }

  #groupContacts(quarrel: Quarrel, random: Random): Contact[] {
    const { mix, borders } = NOISE_MODEL;
    const { kind, place, claimant } = quarrel;
    const county = place.street.county;
    const { atlas, register } = this.#world;
    const count = random.int(mix.groupReporters.least, mix.groupReporters.most);
    return Array.from({ length: count }, (_, index): Contact => {
      const other =
        index > 0 && random.chance(borders.crossCountyReporter)
          ? this.#otherCounty(county, random)
          : undefined;
      const door = dwellingIn(random, place.community, kind.floors === undefined ? undefined : place, [
        ...(kind.floors ?? [1, 18]),
      ]);
      const awayAt =
        other === undefined ? null : dwellingIn(random, atlas.community(random, other, 'estate'));
      const reporter = index === 0 ? claimant : register.person(random, door, { born: kind.born });
      const atHome = kind.place === 'home' || kind.place === 'villageHome';
      const own = kind.facts(random);
      const facts = Object.fromEntries(
        Object.entries(quarrel.facts).map(([key, value]) => [
          key,
          PERSONAL_FACTS.has(key) ? (own[key] ?? value) : value,
        ]),
      );
      return {
        agency: random.weighted([
          ['hotline12345', 0.62],
          ['police110', 0.2],
          ['grid', 0.1],
          ['court', 0.08],
        ] as const),
        afterMs: index === 0 ? 0 : random.low(10 * MINUTE_MS, 8 * DAY_MS),
        county: other ?? county,
        reporter,
        otherSide: false,
        place: atHome ? reporter.home : place,
        facts: { ...facts, unnamed: quarrel.facts.unnamed },
        awayAt,
      };
    }).toSorted((left, right) => left.afterMs - right.afterMs);
  }

  #otherCounty(county: County, random: Random): County {
    const { home, neighbour } = this.#world.atlas;
    if (random.chance(NOISE_MODEL.borders.neighbouringCity)) return random.pick(neighbour.counties);
    return random.pick(home.counties.filter((candidate) => candidate.code !== county.code));
  }

  #lookAlike(random: Random): { kind: QuarrelKind; cast: Cast; of: Quarrel; by: HardNegative } | undefined {
    const { hardNegatives } = NOISE_MODEL;
    let left = random.next();
    for (const [by, share] of Object.entries(hardNegatives)) {
      left -= share;
      if (left >= 0) continue;
      for (let attempt = 0; attempt < 12 && this.#recent.length > 0; attempt += 1) {
        const of = random.pick(this.#recent);
        const made = castOf(by as HardNegative, of, random);
        if (made !== undefined) return { ...made, of, by: by as HardNegative };
      }
      return undefined;
    }
    return undefined;
  }
}

function pickKind(random: Random, group: boolean): QuarrelKind {
  return random.weighted(
    QUARREL_KINDS.map((kind) => [kind, group ? kind.groupWeight : kind.weight] as const),
  );
}

function chooseFirstAgency(kind: QuarrelKind, random: Random): QuarrelAgency {
  return random.weighted(Object.entries(kind.first) as [QuarrelAgency, number][]);
}

/** The cast of a quarrel that looks like `of` and is another; undefined when `of` does not lend itself to it. */
function castOf(
  by: HardNegative,
  of: Quarrel,
  random: Random,
): { kind: QuarrelKind; cast: Cast } | undefined {
  const { kind, claimant, respondent, place } = of;
  const { county } = place.street;
  const home = claimant.home.community;
  const others = (wanted: (other: QuarrelKind) => boolean): QuarrelKind | undefined => {
    const fitting = QUARREL_KINDS.filter((other) => other.category !== kind.category && wanted(other));
    return fitting.length === 0 ? undefined : random.weighted(fitting.map((other) => [other, other.weight]));
  };
  const livesIn = (other: QuarrelKind): boolean =>
    other.place === 'premises' ||
    other.place === 'road' ||
    (other.place === 'home' ? home.kind === 'estate' : home.kind === 'village');
  switch (by) {
    case 'sameCaller': {
      const other = others(
        (candidate) => livesIn(candidate) && candidate.born === undefined && candidate.floors === undefined,
      );
      return other && { kind: other, cast: { county, claimant } };
    }
    case 'namesake': {
      const other = random.chance(0.4) ? kind : others((candidate) => candidate.relation === undefined);
      if (other?.relation !== undefined) return undefined;
      return other && { kind: other, cast: { county, claimantName: claimant.name } };
    }
    case 'sameBuilding': {
      if (home.kind !== 'estate' || kind.place !== 'home') return undefined;
      const other = random.chance(0.5)
        ? kind
        : others((candidate) => candidate.place === 'home' && candidate.floors === undefined);
      return other && { kind: other, cast: { county, community: home, beside: claimant.home } };
    }
    case 'sameCounterparty': {
      if (isPerson(respondent)) return undefined;
      const community = kind.counterparty === 'propertyCompany' ? home : undefined;
      return { kind, cast: { county, respondent, community } };
    }
  }
}

/** What happens in a shop or a school happens while it is open, a school on Monday to Friday. */
function eventOf(kind: QuarrelKind, occurredMs: number): number {
  if (kind.eventful !== 'daytime' && kind.eventful !== 'schoolday') return occurredMs;
  const midnightMs = Math.floor((occurredMs + CHINA_OFFSET_MS) / DAY_MS) * DAY_MS - CHINA_OFFSET_MS;
  const minuteOfDay = Math.floor((occurredMs - midnightMs) / MINUTE_MS);
  const openMs = midnightMs + OPENS_MS + (minuteOfDay % OPEN_MINUTES) * MINUTE_MS;
  const eventMs = openMs <= occurredMs ? openMs : openMs - DAY_MS;
  if (kind.eventful === 'daytime') return eventMs;
  const weekday = new Date(eventMs + CHINA_OFFSET_MS).getUTCDay();
  return eventMs - (weekday === 6 ? 1 : weekday === 0 ? 2 : 0) * DAY_MS;
}
