import type { AgencyName } from '../agencies/agency.ts';
import { servicePlaceOf } from '../agencies/open311/shape.ts';
import { SERVICE_TOPICS } from '../agencies/open311/topics.ts';
import { Atlas, dwellingIn, roadNear } from '../city/atlas.ts';
import { Register } from '../city/people.ts';
import { readCities, type County } from '../city/regions.ts';
import { EVERYDAY_TOPICS } from '../everyday/topics.ts';
import { NOISE_MODEL } from '../noise/model.ts';
import { Random } from '../noise/random.ts';
import { courseOf, type Course } from '../quarrels/course/course.ts';
import type { QuarrelAgency } from '../quarrels/kind.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../writing/time.ts';
import { atBusyHour, atOfficeHours, type CityClock } from './clock.ts';
import { Numbering } from './numbers.ts';
import { escalationOf, onCourse } from './on-course.ts';
import type { Matter, Quarrel, RecordPlan, ServiceMatter } from './plan.ts';
import { QuarrelMaker } from './quarrels.ts';
import { isPerson } from './scene.ts';
import { planVersions } from './versions.ts';

interface LifeOptions {
  readonly seed: string;
  readonly records: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly living: boolean;
  readonly clock: CityClock;
}

/** Everything that comes of one event in the city; no later event brings a record that arrives before `nothingBeforeMs`. */
interface Arrivals {
  readonly plans: readonly RecordPlan[];
  readonly nothingBeforeMs: number;
}

/** Share of the records that the city 311 export brings. */
const OPEN311_SHARE = 0.12;
const EVERYDAY_AGENCIES: readonly (readonly [QuarrelAgency, number])[] = [
  ['police110', 0.43],
  ['hotline12345', 0.42],
  ['grid', 0.12],
  ['court', 0.03],
];
/** Records of one quarrel on the average: from the contact counts below and in `QuarrelMaker`. */
const RECORDS_PER_QUARREL = 2.3;
const RECORDS_PER_SERVICE_QUARREL = 1.9;
/**
 * In the living city, so that whoever looks at it sees one: a quarrel escalates fast and with warnings, the first that begins so long after the
 * history, and one more each time so much later. Wall time.
 */
const SHOWN = { fromMs: MINUTE_MS, everyMs: 30 * MINUTE_MS, contacts: 3 };

/**
 * What happens in the city, event by event in order of time. The time of an event follows from how many records were planned before it,
 * so that the history has its number of records whatever the dice say.
 */
export class CityLife {
  readonly numbering: Numbering;
  readonly #options: LifeOptions;
  readonly #random: Random;
  readonly #atlas: Atlas;
  readonly #register = new Register();
  readonly #quarrels: QuarrelMaker;
  readonly #recentServices: ServiceMatter[] = [];
  #planned = 0;
  readonly #tally = { own: 0, ownDispute: 0, service: 0, serviceDispute: 0, groups: 0, shown: 0, events: 0 };

  constructor(options: LifeOptions) {
    this.#options = options;
    this.#random = new Random(options.seed);
    const cities = readCities();
    this.#atlas = new Atlas(this.#random.fork('atlas'), cities);
    this.#quarrels = new QuarrelMaker(this.#atlas, this.#register);
    this.numbering = new Numbering([cities.home, cities.neighbour]);
  }

  *matters(): Generator<Arrivals, void, undefined> {
    const { records, living, clock } = this.#options;
    while (living || this.#planned < records) {
      const startMs = this.#nextStartMs();
      const random = this.#random.fork(`event/${this.#tally.events}`);
      this.#tally.events += 1;
      let plans = this.#event(random, startMs);
      if (!living && this.#planned + plans.length > records) {
        plans = plans.slice(0, records - this.#planned);
      }
      this.#planned += plans.length;
      yield { plans, nothingBeforeMs: clock.wallMs(this.#nextStartMs()) };
    }
  }

  /** City time of the next event. A finite city keeps its last tenth for what is still under way. */
  #nextStartMs(): number {
    const { records, startMs, endMs, living } = this.#options;
    const span = (endMs - startMs) * (living ? 1 : 0.9);
    const evenMs = startMs + (span * this.#planned) / records;
    return living && evenMs > endMs ? evenMs : atBusyHour(evenMs);
  }

  #event(random: Random, startMs: number): RecordPlan[] {
    const { mix } = NOISE_MODEL;
    const tally = this.#tally;
    if (this.#groupIsDue()) {
      tally.groups += 1;
      return this.#quarrel(random, startMs, true);
    }
    if (tally.service < (tally.own + tally.service) * OPEN311_SHARE) {
      const share = chanceOf(mix.disputeShareOpen311, RECORDS_PER_SERVICE_QUARREL, {
        all: tally.service,
        disputes: tally.serviceDispute,
      });
      return this.#service(random, startMs, random.chance(share));
    }
    const share = chanceOf(mix.disputeShare, RECORDS_PER_QUARREL, {
      all: tally.own,
      disputes: tally.ownDispute,
    });
    return random.chance(share) ? this.#quarrel(random, startMs, false) : [this.#everyday(random, startMs)];
  }

  /** The first of a small city's group quarrels comes when 60 % of 300 records are there, the others evenly spread. */
  #groupIsDue(): boolean {
    const { records, living } = this.#options;
    const perRecord = NOISE_MODEL.mix.groupQuarrelsPerThousand / 1_000;
    if (!living && records < 300) return false;
    const wanted = living ? Infinity : Math.max(1, Math.round(records * perRecord));
    const first = Math.min(180, records * 0.6);
    return this.#tally.groups < wanted && this.#planned >= first + this.#tally.groups / perRecord;
  }

  #quarrel(random: Random, startMs: number, group: boolean): RecordPlan[] {
    const { clock, endMs, living } = this.#options;
    const quarrel = this.#quarrels.make(random, clock.wallMs(startMs), group);
    const told = this.#quarrels.contacts(quarrel, random);
    const course = this.#course(quarrel, told.length, startMs, random);
    const contacts = onCourse(told, course, quarrel);
    const spanMs = contacts.at(-1)?.afterMs ?? 0;
    const squeeze = living ? 1 : Math.min(1, (endMs - HOUR_MS - startMs) / Math.max(spanMs, 1));
    const plans: RecordPlan[] = [];
    const timed = contacts
      .map((contact) => ({
        contact,
        cityMs: this.#whenTaken(contact.agency, startMs + contact.afterMs * squeeze, startMs),
      }))
      .toSorted((left, right) => left.cityMs - right.cityMs);
    const wallMs = clock.wallMs.bind(clock);
    const escalation = escalationOf(course, timed, wallMs, random.fork('escalation'));
    for (const [index, { contact, cityMs }] of timed.entries()) {
      const matter: Matter = {
        ...contact,
        type: 'quarrel',
        quarrel,
        escalation,
        contact: index,
        earlier: [...plans],
      };
      plans.push(this.#record(matter, contact.county, cityMs, random.fork(`contact/${index}`)));
    }
    this.#tally.own += plans.length;
    this.#tally.ownDispute += plans.length;
    return plans;
  }

  #course(quarrel: Quarrel, contacts: number, startMs: number, random: Random): Course {
    const { group } = quarrel;
    const { living, endMs, clock } = this.#options;
    const nextMs = endMs + SHOWN.fromMs + this.#tally.shown * SHOWN.everyMs;
    const surely = living && !group && contacts >= SHOWN.contacts && clock.wallMs(startMs) >= nextMs;
    if (surely) this.#tally.shown += 1;
    const person = isPerson(quarrel.respondent);
    return courseOf({ contacts, group, person, surely }, random.fork('course'));
  }

  #everyday(random: Random, startMs: number): RecordPlan {
    const agency = random.weighted(EVERYDAY_AGENCIES);
    const topic = random.weighted(
      EVERYDAY_TOPICS.filter((one) => one.agency === agency).map((one) => [one, one.weight] as const),
    );
    const county: County = random.pick(this.#atlas.home.counties);
    const community = this.#atlas.community(
      random,
      county,
      topic.place === 'villageHome' ? 'village' : topic.place === 'home' ? 'estate' : 'any',
    );
    const home = dwellingIn(random, community);
    const reporter = this.#register.person(random, home, { born: topic.born });
    const place = topic.place === 'road' ? roadNear(random, community) : home;
    this.#tally.own += 1;
    const matter: Matter = { type: 'everyday', topic, agency, reporter, place };
    return this.#record(matter, county, this.#whenTaken(agency, startMs, startMs), random);
  }

  /**
   * Courts and grid workers keep office hours: after the contact's own time, or before it where the history ends. In the living city,
   * days have no hours.
   */
  #whenTaken(agency: QuarrelAgency, cityMs: number, notBeforeMs: number): number {
    const { endMs, living } = this.#options;
    if (living || agency === 'police110' || agency === 'hotline12345') return cityMs;
    const openMs = atOfficeHours(cityMs);
    if (openMs < endMs - HOUR_MS) return openMs;
    return openMs - DAY_MS > notBeforeMs ? openMs - DAY_MS : cityMs;
  }

  #service(random: Random, startMs: number, dispute: boolean): RecordPlan[] {
    const topic = random.weighted(
      SERVICE_TOPICS.filter((one) => (one.category !== null) === dispute).map(
        (one) => [one, one.weight] as const,
      ),
    );
    const events = this.#tally.events;
    const similar =
      dispute && this.#recentServices.length > 0 && random.chance(NOISE_MODEL.hardNegatives.sameBuilding)
        ? random.pick(this.#recentServices)
        : undefined;
    const place = similar?.place ?? servicePlaceOf(random);
    const contacts = !dispute || random.chance(NOISE_MODEL.mix.singleContactShare) ? 1 : random.int(2, 3);
    const { endMs, living } = this.#options;
    let atMs = startMs;
    const plans = Array.from({ length: contacts }, (_, contact) => {
      const matter: ServiceMatter = {
        type: 'service',
        topic,
        agency: 'open311',
        place,
        quarrelId: dispute ? `s-${String(events).padStart(6, '0')}` : null,
        resembles:
          similar?.quarrelId === undefined || similar.quarrelId === null
            ? null
            : { quarrelId: similar.quarrelId, by: 'sameBuilding' },
        contact,
      };
      if (contact === 0 && dispute && similar === undefined) {
        this.#recentServices.push(matter);
        if (this.#recentServices.length > 60) this.#recentServices.shift();
      }
      const plan = this.#record(matter, null, atMs, random.fork(`contact/${contact}`));
      const nextMs = atMs + random.low(6 * HOUR_MS, 120 * HOUR_MS);
      atMs = living ? nextMs : Math.min(nextMs, atMs + (endMs - HOUR_MS - atMs) / 2);
      return plan;
    });
    this.#tally.service += plans.length;
    if (dispute) this.#tally.serviceDispute += plans.length;
    return plans;
  }

  #record(matter: Matter, county: County | null, cityMs: number, random: Random): RecordPlan {
    const { clock } = this.#options;
    const agency: AgencyName = matter.agency;
    const { versions, corrected, late } = planVersions(agency, cityMs, clock, random.fork('versions'));
    const reportedMs = Math.floor(clock.wallMs(cityMs) / 1_000) * 1_000;
    return { matter, agency, random, county, reportedMs, versions, willBeCorrected: corrected, late };
  }
}

/** Chance of the next event to be a quarrel that brings the share of records to `share`, though a quarrel brings several at once. */
function chanceOf(
  share: number,
  recordsPerQuarrel: number,
  soFar: { all: number; disputes: number },
): number {
  const fair = share / recordsPerQuarrel / (share / recordsPerQuarrel + 1 - share);
  const behind = share * soFar.all - soFar.disputes;
  return Math.min(0.9, Math.max(0, fair + 0.01 * behind));
}
