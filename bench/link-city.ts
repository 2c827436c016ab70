import { FEEDS, feedNamed } from '../connectors/registry.ts';
import { Random } from '../connectors/simulator/noise/random.ts';
import type { Truth } from '../connectors/simulator/truth/truth.ts';
import { digest } from '../schema/canonical/ids.ts';
import type { CanonicalRecord } from '../schema/canonical/record.ts';
import type { FeedName } from '../schema/vocabulary/feeds.ts';
import { normalise, type NormaliseRules } from '../streams/stages/normalise/normalise.ts';
import { cityMessages, type CityMessage } from './city-messages.ts';

/** A record as linking meets it in the end, with what is really behind it. */
export interface TrueRecord {
  /** The last version. */
  readonly record: CanonicalRecord;
  /** The first version of a record that was corrected later. */
  readonly uncorrected: CanonicalRecord | null;
  readonly truth: Truth;
}

const NUMBER_PATTERNS = FEEDS.flatMap(({ numberPatterns }) => numberPatterns);

/**
 * Records of a simulated city that hold disputes together (active, and a dispute or possibly one), by time of report. The simulated city has
 * a fixed number of streets: more records are more days and more people.
 */
export function recordsOfCity(seed: string, records: number, recordsADay: number): TrueRecord[] {
  const days = Math.max(30, Math.round(records / recordsADay));
  const first = new Map<string, CityMessage>();
  const latest = new Map<string, CityMessage>();
  const corrected = new Set<string>();
  for (const message of cityMessages({ seed, records, days, start: '2026-01-01T00:00:00+08:00' })) {
    const id = `${message.feed}|${message.version.sourceId}`;
    if (!first.has(id)) first.set(id, message);
    if (message.version.change === 'corrected') corrected.add(id);
    latest.set(id, message);
  }
  const made = Array.from(latest, ([id, message]): TrueRecord => {
    const before = corrected.has(id) ? first.get(id) : undefined;
    return {
      record: recordOf(message),
      uncorrected: before === undefined ? null : recordOf(before),
      truth: message.version.truth,
    };
  });
  const city = made
    .filter(({ record }) => record.state === 'ACTIVE' && record.nature !== 'OTHER')
    .sort((a, b) => orderOf(a.record) - orderOf(b.record) || (a.record.id < b.record.id ? -1 : 1));
  return withMistakenFirsts(city, new Random(seed).fork('mistaken firsts'));
}

/** Of corrected records, those whose first version is made to name another quarrel's people and place. */
const MISTAKEN_SHARE = 0.2;

/**
 * The city's own corrections mend slips of the pen and seldom break a link. So that breaking is measured too, some first versions say of
 * whom and where an earlier record of the same county, about another quarrel, says it is: as when the wrong ticket lay open.
 */
function withMistakenFirsts(city: readonly TrueRecord[], random: Random): TrueRecord[] {
  const last = new Map<string, TrueRecord>();
  return city.map((one) => {
    const county = one.record.place.regionCode?.slice(0, 6) ?? '';
    const before = last.get(county);
    last.set(county, one);
    if (one.uncorrected === null || before === undefined) return one;
    if (before.truth.quarrelId === one.truth.quarrelId || !random.chance(MISTAKEN_SHARE)) return one;
    const { parties, place } = before.record;
    return { ...one, uncorrected: { ...one.uncorrected, parties, place } };
  });
}

function orderOf({ reportedAt }: CanonicalRecord): number {
  return Date.parse(reportedAt);
}

function recordOf({ feed, version, bytes, profile, contentType }: CityMessage): CanonicalRecord {
  const envelope = {
    feed,
    receivedAt: new Date(version.visibleMs).toISOString(),
    contentHash: digest(bytes),
  };
  return normalise(feedNamed(feed).toDraft(bytes, { profile, contentType }), envelope, rulesOf(feed));
}

function rulesOf(name: FeedName): NormaliseRules {
  const { crosswalk, crosswalkVersion } = feedNamed(name);
  return { crosswalk, crosswalkVersion, numberPatterns: NUMBER_PATTERNS };
}
