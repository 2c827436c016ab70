import { feedsWith } from '../connectors/registry.ts';
import type { Report } from '../docker/local/report.ts';
import { readErasureKey } from '../runtime/erasure-key.ts';
import { createLog } from '../runtime/log.ts';
import { requireServers, type Settings } from '../runtime/settings.ts';
import { Marker } from '../schema/erasure/marks.ts';
import { connectStore } from '../schema/store/connection.ts';
import { openStore } from '../schema/store/models.ts';
import { REBUILD_ROLE } from '../schema/store/rebuild-journal.ts';
import { topicsOf } from '../schema/topics/topics.ts';
import { createKafka } from '../streams/kafka/kafka.ts';
import { readRulesFile } from '../streams/pipeline/risk-rules.ts';
import type { ComparedCollection, Difference } from '../streams/rebuild/compare.ts';
import { drainHub } from '../streams/rebuild/drain.ts';
import { checkDerived, rebuild, type RebuildOptions } from '../streams/rebuild/rebuild.ts';
import { table } from './table.ts';

export interface RebuildRequest {
  readonly check: boolean;
  /** With the servers' addresses. */
  readonly settings: Settings;
}

/**
 * Rebuilds, or checks, what is derived in the store, and says what came of it.
 * @returns the exit code: 1 when a check found differences
 * @throws HubError as `rebuild` and `checkDerived`
 */
export async function runRebuild({ check, settings }: RebuildRequest, report: Report): Promise<number> {
  const { kafkaBrokers, mongodbUri } = requireServers(settings);
  const log = createLog('rebuild', 'warn');
  const feeds = feedsWith(settings.profilesDir);
  const kafka = createKafka({ brokers: kafkaBrokers, clientId: 'tributary-rebuild', log });
  const producer = kafka.createProducer();
  const topics = topicsOf(
    settings.topicPrefix,
    feeds.map(({ name }) => name),
  );
  const riskRules = readRulesFile(settings.riskRulesFile);
  const store = openStore(await connectStore(mongodbUri, REBUILD_ROLE));
  const options: RebuildOptions = {
    store,
    feeds,
    riskRules,
    marker: new Marker(await readErasureKey(settings.home)),
    log,
    now: () => new Date(),
    drain: () => drainHub({ store, producer, topics, riskRules, now: () => new Date() }),
    report,
  };
  try {
    if (check) {
      const compared = await checkDerived(options);
      report(comparisonText(compared));
      return compared.every(({ differing }) => differing === 0) ? 0 : 1;
    }
    const built = await rebuild(options);
    report(
      built === null
        ? 'finished; what was left of the interrupted rebuild is in place'
        : `rebuilt: ${built.records} records of ${built.versions} versions, ${built.references} versions of list entries, ${built.disputes} disputes`,
    );
    return 0;
  } finally {
    await producer.stop();
    await store.connection.close();
  }
}

const DIGEST_SHOWN = 12;

/** A table of the collections, and below it the first few documents that differ. */
export function comparisonText(compared: readonly ComparedCollection[]): string {
  const rows = compared.map((one) => [
    one.name,
    String(one.liveDocuments),
    String(one.rebuiltDocuments),
    one.differing === 0 ? `equal ${one.liveDigest.slice(0, DIGEST_SHOWN)}` : 'different',
    String(one.differing),
  ]);
  const differing = compared.flatMap(({ name, examples }) => examples.map((one) => exampleText(name, one)));
  return [
    table(['collection', 'documents', 'rebuilt', 'digest', 'differing'], rows, [1, 2, 4]),
    ...(differing.length === 0 ? ['nothing differs'] : ['', 'the first few:', ...differing]),
  ].join('\n');
}

function exampleText(name: string, { id, kind, fields }: Difference): string {
  const what = {
    MISSING: 'is not there, and should be',
    UNFOUNDED: 'is there, and no source tells of it',
    CHANGED: `is not as its sources say: ${fields.join(', ')}`,
  }[kind];
  return `  ${name} ${id} ${what}`;
}
