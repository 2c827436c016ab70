import { parseArgs } from 'node:util';
import { FEEDS, feedNamed } from '../connectors/registry.ts';
import { digest } from '../schema/canonical/ids.ts';
import type { CanonicalRecord } from '../schema/canonical/record.ts';
import { normalise } from '../streams/stages/normalise/normalise.ts';
import { cityMessages, type CityMessage } from './city-messages.ts';
import { report, type BenchRow } from './report.ts';

const NUMBER_PATTERNS = FEEDS.flatMap(({ numberPatterns }) => numberPatterns);

interface Tally {
  hit: number;
  wrong: number;
  missed: number;
  right: number;
}

/**
 * `nature` against the ground truth of the simulated city, per feed over several seeds: DISPUTE alone (what gets a code at once), and
 * DISPUTE or POSSIBLE (what may get one). `--kinds` also lists recall by kind of quarrel and wrong hits by kind of everyday business.
 */
export function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seeds: { type: 'string', default: '5' },
      records: { type: 'string', default: '6000' },
      kinds: { type: 'boolean', default: false },
    },
  });
  const [seeds, records] = [Number(values.seeds), Number(values.records)];
  const strict = new Map<string, Tally>();
  const wide = new Map<string, Tally>();
  const kinds = new Map<string, { seen: number; dispute: number; possible: number }>();
  for (let seed = 1; seed <= seeds; seed += 1) {
    const latest = new Map<string, CityMessage>();
    const city = { seed: `nature-${seed}`, records, days: 30, start: '2026-10-01T00:00:00+08:00' };
    for (const message of cityMessages(city))
      latest.set(`${message.feed}|${message.version.sourceId}`, message);
    for (const message of latest.values()) {
      const { truth } = message.version;
      const { nature } = recordOf(message);
      for (const feed of [message.feed, 'all feeds']) {
        count(strict, feed, truth.nature, nature === 'DISPUTE');
        count(wide, feed, truth.nature, nature !== 'OTHER');
      }
      const kind = `${message.feed} ${truth.nature ? 'quarrel' : 'everyday'} ${truth.kind}`;
      const tally = kinds.get(kind) ?? { seen: 0, dispute: 0, possible: 0 };
      tally.seen += 1;
      if (nature === 'DISPUTE') tally.dispute += 1;
      if (nature === 'POSSIBLE') tally.possible += 1;
      kinds.set(kind, tally);
    }
  }
  report(
    'nature',
    { seeds, records },
    [...rowsOf('DISPUTE', strict), ...rowsOf('DISPUTE or POSSIBLE', wide)],
    new Date(),
  );
  if (values.kinds) {
    for (const [kind, { seen, dispute, possible }] of [...kinds].sort(([a], [b]) => (a < b ? -1 : 1))) {
      process.stdout.write(
        `${kind.padEnd(48)} ${String(seen).padStart(6)}  DISPUTE ${share(dispute, seen)}  POSSIBLE ${share(possible, seen)}\n`,
      );
    }
  }
  return Promise.resolve();
}

function recordOf({ feed, version, bytes, profile, contentType }: CityMessage): CanonicalRecord {
  const { toDraft, crosswalk, crosswalkVersion } = boundFeed(feed);
  const envelope = {
    feed,
    receivedAt: new Date(version.visibleMs).toISOString(),
    contentHash: digest(bytes),
  };
  return normalise(toDraft(bytes, { profile, contentType }), envelope, {
    crosswalk,
    crosswalkVersion,
    numberPatterns: NUMBER_PATTERNS,
  });
}

function boundFeed(
  name: CityMessage['feed'],
): Pick<ReturnType<typeof feedNamed>, 'toDraft' | 'crosswalk' | 'crosswalkVersion'> {
  const feed = feedNamed(name);
  return {
    crosswalk: feed.crosswalk,
    crosswalkVersion: feed.crosswalkVersion,
    toDraft: (bytes, context) => feed.toDraft(bytes, context),
  };
}

function count(tallies: Map<string, Tally>, feed: string, really: boolean, said: boolean): void {
  const tally = tallies.get(feed) ?? { hit: 0, wrong: 0, missed: 0, right: 0 };
  if (really && said) tally.hit += 1;
  else if (said) tally.wrong += 1;
  else if (really) tally.missed += 1;
  else tally.right += 1;
  tallies.set(feed, tally);
}

function rowsOf(what: string, tallies: ReadonlyMap<string, Tally>): BenchRow[] {
  return [...tallies]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([feed, { hit, wrong, missed, right }]): BenchRow[] => {
      const precision = hit / (hit + wrong);
      const recall = hit / (hit + missed);
      const beside = `${hit + missed} of ${hit + wrong + missed + right} records are about a dispute`;
      return [
        { measure: `${feed}: ${what}, precision`, value: precision, unit: '', beside },
        { measure: `${feed}: ${what}, recall`, value: recall, unit: '' },
        { measure: `${feed}: ${what}, F1`, value: (2 * precision * recall) / (precision + recall), unit: '' },
      ];
    });
}

function share(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(1).padStart(5)} %`;
}
