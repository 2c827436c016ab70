import { parseArgs } from 'node:util';
import { FEEDS } from '../connectors/registry.ts';
import { createLog } from '../runtime/log.ts';
import { createKafka } from '../streams/kafka/kafka.ts';
import { cityMessages, type CityMessage } from './city-messages.ts';
import {
  normaliseRound,
  PARTITIONS,
  PLAIN_BATCH,
  plainRound,
  wholeRound,
  type Bench,
  type Measured,
} from './ingest-rounds.ts';
import { report, type BenchRow } from './report.ts';
import { withServers } from './servers.ts';

function said({ perS, cpuUs }: Measured): string {
  return `${Math.round(perS)}/s with ${Math.round(cpuUs)} µs/record`;
}

/**
 * Raw topic → stored: the normalise group takes N records out of the feed topics, maps and normalises them, stores raw and canonical
 * documents and publishes them. Its peer, in the same run and on the same server, is a plain `collection.bulkWrite` of the very documents
 * that it stored. Rounds take turns, the median counts. First all feeds as the city mixes them, then each feed by itself.
 */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      records: { type: 'string', default: '30000' },
      'records-per-feed': { type: 'string', default: '3000' },
      rounds: { type: 'string', default: '5' },
    },
  });
  const [records, perFeed, rounds] = [
    Number(values.records),
    Number(values['records-per-feed']),
    Number(values.rounds),
  ];
  await withServers('ingest', async ({ kafkaBrokers, mongodbUri }) => {
    const kafka = createKafka({
      brokers: kafkaBrokers,
      clientId: 'bench',
      log: createLog('bench', 'error'),
    });
    const bench: Bench = { kafka, mongodbUri, messages: firstVersions(records, 2 * records, () => true) };
    const rows: BenchRow[] = [...(await ratioRows(bench, 'all feeds', rounds))];
    const whole = await wholeRound(bench);
    rows.push(
      {
        measure: 'all feeds: raw topic → stored, linked and searchable',
        value: whole.perS,
        unit: 'records/s',
        beside: 'all groups of one pipeline process',
      },
      { measure: 'the same: processor time of the pipeline', value: whole.cpuUs, unit: 'µs/record' },
      { measure: 'the same: processor time of MongoDB', value: whole.storeCpuUs, unit: 'µs/record' },
      {
        measure: 'the same: insertions into trees of the store',
        value: whole.treeInserts,
        unit: 'a record',
        beside: 'documents, entries of indexes and of the oplog',
      },
      { measure: 'the same: updates', value: whole.updates, unit: 'a record' },
    );
    for (const { name } of FEEDS) {
      const messages = firstVersions(perFeed, 20 * perFeed, ({ feed }) => feed === name);
      rows.push(...(await ratioRows({ kafka, mongodbUri, messages }, name, rounds)));
    }
    report('ingest', { records, perFeed, rounds, partitions: PARTITIONS }, rows, new Date());
  });
}

async function ratioRows(bench: Bench, name: string, rounds: number): Promise<readonly BenchRow[]> {
  const plain: Measured[] = [];
  const pipeline: Measured[] = [];
  // The first round warms up server, broker and compiler and is not counted.
  for (let round = 0; round <= rounds; round += 1) {
    const prefix = `${name.replace(' ', '-')}-${round}`;
    const { store, ...own } = await normaliseRound(bench, prefix);
    const peer = await plainRound(bench, store, prefix);
    await store.connection.dropDatabase();
    await store.connection.close();
    if (round > 0) {
      pipeline.push(own);
      plain.push(peer);
    }
    process.stderr.write(`${name}, round ${round}: pipeline ${said(own)}, plain ${said(peer)}\n`);
  }
  const ratios = pipeline.map(({ perS }, index) => perS / (plain[index]?.perS ?? NaN));
  return [
    {
      measure: `${name}: raw topic → stored records`,
      value: median(pipeline.map(({ perS }) => perS)),
      unit: 'records/s',
    },
    {
      measure: `${name}: plain collection.bulkWrite`,
      value: median(plain.map(({ perS }) => perS)),
      unit: 'records/s',
      beside: `raw and canonical document of each, unordered, ${PLAIN_BATCH} a batch, majority`,
    },
    { measure: `${name}: ratio`, value: median(ratios), unit: '', beside: 'aim ≥ 0.6' },
    {
      measure: `${name}: own processor time`,
      value: median(pipeline.map(({ cpuUs }) => cpuUs)),
      unit: 'µs/record',
      beside: `${Math.round(median(plain.map(({ cpuUs }) => cpuUs)))} µs for plain writing`,
    },
  ];
}

/** So many different records of a simulated city of `cityRecords`, the first version of each. */
function firstVersions(
  count: number,
  cityRecords: number,
  wanted: (message: CityMessage) => boolean,
): CityMessage[] {
  const seen = new Map<string, CityMessage>();
  const city = { seed: 'ingest', records: cityRecords, days: 60, start: '2026-09-01T00:00:00+08:00' };
  for (const message of cityMessages(city)) {
    if (!wanted(message)) continue;
    const id = `${message.feed}|${message.version.sourceId}`;
    if (!seen.has(id)) seen.set(id, message);
    if (seen.size === count) break;
  }
  return [...seen.values()];
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}
