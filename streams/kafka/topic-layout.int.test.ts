import { ConfigResourceTypes, Kafka, logLevel } from 'kafkajs';
import { expect, test } from 'vitest';
import { createLog } from '../../runtime/log.ts';
import { freshTopicPrefix, testServers } from '../../test/harness/servers.ts';
import { withAdmin } from './admin.ts';
import { createKafka } from './kafka.ts';

const NAME = 'min.insync.replicas';

async function madeWith(minInsyncReplicas: number | null): Promise<string | undefined> {
  const { kafkaBrokers } = testServers();
  const name = `${freshTopicPrefix()}.layout`;
  const door = createKafka({ brokers: kafkaBrokers, clientId: 'test', log: createLog('test', 'silent') });
  await door.ensureTopics([{ name, retentionMs: 3_600_000 }], {
    partitions: 1,
    replication: 1,
    minInsyncReplicas,
  });
  const kafka = new Kafka({ brokers: [...kafkaBrokers], clientId: 'test', logLevel: logLevel.NOTHING });
  const { resources } = await withAdmin(kafka, (admin) =>
    admin.describeConfigs({
      includeSynonyms: false,
      resources: [{ type: ConfigResourceTypes.TOPIC, name, configNames: [NAME] }],
    }),
  );
  return resources[0]?.configEntries.find(({ configName }) => configName === NAME)?.configValue;
}

test('a topic asks for as many copies in sync as the settings say, else as the broker does', async () => {
  expect(await madeWith(2)).toBe('2');
  expect(await madeWith(null)).toBe('1');
});
