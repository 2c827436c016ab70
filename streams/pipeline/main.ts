import { feedsWith } from '../../connectors/registry.ts';
import { readErasureKey } from '../../runtime/erasure-key.ts';
import { serveOperations } from '../../runtime/operations-server.ts';
import { runProcess } from '../../runtime/run-process.ts';
import { requireServers } from '../../runtime/settings.ts';
import { readDeadlines } from '../../runtime/working-calendar.ts';
import { openHubStore } from '../../schema/store/hub-store.ts';
import { ensureIndexes, isConnected } from '../../schema/store/models.ts';
import { createKafka } from '../kafka/kafka.ts';
import { startPipeline } from './pipeline.ts';
import { readTerms } from '../retention/terms.ts';
import { readRulesFile } from './risk-rules.ts';
import { keepTrying } from './keep-trying.ts';

/** The pipeline's process: starts while Kafka and MongoDB are still coming up, and says on `/readyz` what it waits for. */
await runProcess('pipeline', async (settings, log) => {
  const { kafkaBrokers, mongodbUri } = requireServers(settings);
  const feeds = feedsWith(settings.profilesDir);
  const terms = readTerms(settings.retentionFile);
  const erasureKey = await readErasureKey(settings.home);
  const deadlines = readDeadlines(settings, log, new Date());
  const riskRules = readRulesFile(settings.riskRulesFile);
  log.info({ riskRules: riskRules.version }, 'risk is scored by these rules');
  const kafka = createKafka({ brokers: kafkaBrokers, clientId: 'tributary-pipeline', log });
  const starting = keepTrying('the pipeline', log, async (waitFor) => {
    waitFor('MongoDB does not answer yet, or is being rebuilt: the log says which');
    const store = await openHubStore(mongodbUri, 'pipeline');
    try {
      waitFor('indexes are being made');
      await ensureIndexes(store);
      waitFor('Kafka does not answer yet');
      const pipeline = await startPipeline({
        kafka,
        store,
        feeds,
        topicPrefix: settings.topicPrefix,
        partitions: settings.topicPartitions,
        replication: settings.topicReplication,
        minInsyncReplicas: settings.topicMinInsyncReplicas,
        deadlines,
        riskRules,
        erasureKey,
        terms,
        eventRetentionDays: settings.eventRetentionDays,
        log,
        now: () => new Date(),
      });
      return { store, pipeline };
    } catch (error) {
      await store.connection.close();
      throw error;
    }
  });
  const health = {
    ready: (): string | null => {
      const started = starting.result();
      if (started === null) return starting.waitingFor();
      if (!isConnected(started.store)) return 'MongoDB does not answer';
      return started.pipeline.waitingFor();
    },
  };
  const server = await serveOperations(settings.host, settings.pipelinePort, health);
  log.info({ port: settings.pipelinePort }, 'pipeline operations pages are up');
  return {
    async stop() {
      starting.stop();
      const started = starting.result();
      await started?.pipeline.stop();
      await started?.store.connection.close();
      server.close();
    },
  };
});
