import { FEEDS, feedNamed } from '../../connectors/registry.ts';
import type { Truth } from '../../connectors/simulator/truth/truth.ts';
import { digest } from '../../schema/canonical/ids.ts';
import type { CanonicalRecord } from '../../schema/canonical/record.ts';
import { normalise } from '../../streams/stages/normalise/normalise.ts';
import { SHIPPED_WEIGHTS } from '../../streams/stages/link/weights.ts';
import { cityMessages, type CityMessage } from '../city-messages.ts';
import { blocked, linked } from '../link-run.ts';

/** A version of a record as the hub gets it. */
export interface Arrival {
  readonly record: CanonicalRecord;
  /** Epoch milliseconds at which its agency shows it. */
  readonly atMs: number;
  readonly truth: Truth;
}

/** A dispute as the hub links it, with all versions of its records in order of arrival. */
export interface CityDispute {
  readonly arrivals: readonly Arrival[];
  /** Epoch milliseconds of the first serious event that a record of it was reported before; null when there is none. */
  readonly eventMs: number | null;
  /** No quarrel that it has a record of ever escalates. */
  readonly harmless: boolean;
}

export interface RiskCity {
  readonly disputes: readonly CityDispute[];
  /** Quarrels that escalate, and those of them that no agency had heard of before: nobody can foresee these. */
  readonly escalated: number;
  readonly unforeseeable: number;
}

const NUMBER_PATTERNS = FEEDS.flatMap(({ numberPatterns }) => numberPatterns);

/**
 * A simulated city's records linked to disputes by the hub's own rules and weights, once, with their last versions. So membership, and that alone, knows what came
 * later: a dispute of the hub may be put together otherwise for a while. Records that were withdrawn in the end are left out.
 */
export function riskCityOf(seed: string, records: number, days: number): RiskCity {
  const arrivals = new Map<string, Arrival[]>();
  for (const message of cityMessages({ seed, records, days, start: '2026-01-01T00:00:00+08:00' })) {
    if (message.version.change === 'repeated') continue;
    const { visibleMs: atMs, truth } = message.version;
    const record = recordOf(message);
    const ofRecord = arrivals.get(record.id);
    if (ofRecord === undefined) arrivals.set(record.id, [{ record, atMs, truth }]);
    else ofRecord.push({ record, atMs, truth });
  }
  const linkable = [...arrivals.values()].flatMap((versions) => {
    const last = versions.at(-1)?.record;
    return last !== undefined && last.state === 'ACTIVE' && last.nature !== 'OTHER' ? [last] : [];
  });
  const { clustering } = linked(blocked(linkable.sort(byReport)), SHIPPED_WEIGHTS);
  const disputes = clustering.clusters.map(({ core }) =>
    disputeOf(
      core
        .flatMap(({ id }) => arrivals.get(id) ?? [])
        .sort((a, b) => a.atMs - b.atMs || byReport(a.record, b.record)),
    ),
  );
  return {
    disputes,
    ...escalationsOf([...arrivals.values()].flatMap((versions) => versions[0]?.truth ?? [])),
  };
}

function disputeOf(arrivals: readonly Arrival[]): CityDispute {
  const events = arrivals.flatMap(({ truth: { escalation } }) =>
    escalation?.phase === 'before' ? [Date.parse(escalation.at)] : [],
  );
  return {
    arrivals,
    eventMs: events.length === 0 ? null : Math.min(...events),
    harmless: arrivals.every(({ truth }) => truth.escalation === null),
  };
}

function escalationsOf(truths: readonly Truth[]): { escalated: number; unforeseeable: number } {
  const quarrels = Map.groupBy(
    truths.filter(({ escalation }) => escalation !== null),
    ({ quarrelId }) => quarrelId,
  );
  const foreseeable = [...quarrels.values()].filter((records) =>
    records.some(({ escalation }) => escalation?.phase === 'before'),
  );
  return { escalated: quarrels.size, unforeseeable: quarrels.size - foreseeable.length };
}

function byReport(a: CanonicalRecord, b: CanonicalRecord): number {
  return Date.parse(a.reportedAt) - Date.parse(b.reportedAt) || (a.id < b.id ? -1 : 1);
}

function recordOf({ feed, version, bytes, profile, contentType }: CityMessage): CanonicalRecord {
  const { crosswalk, crosswalkVersion } = feedNamed(feed);
  const envelope = {
    feed,
    receivedAt: new Date(version.visibleMs).toISOString(),
    contentHash: digest(bytes),
  };
  return normalise(feedNamed(feed).toDraft(bytes, { profile, contentType }), envelope, {
    crosswalk,
    crosswalkVersion,
    numberPatterns: NUMBER_PATTERNS,
  });
}
