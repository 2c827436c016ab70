interface BrokerAddress {
  readonly host: string;
  readonly port: number;
  readonly controllerPort: number;
  /** Data folder. */
  readonly data: string;
}

/** Largest message: a body of 10 MB must arrive at the dead letters with its headers. */
const MESSAGE_MAX_BYTES = 12_582_912;

/** Settings of a one-broker KRaft cluster that is small at rest: few threads, small indexes, small internal topics. */
export function brokerProperties(address: BrokerAddress): string {
  const { host, port, controllerPort, data } = address;
  const settings: Readonly<Record<string, string | number | boolean>> = {
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@${host}:${controllerPort}`,
    'controller.listener.names': 'CONTROLLER',
    listeners: `PLAINTEXT://${host}:${port},CONTROLLER://${host}:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://${host}:${port}`,
    'log.dirs': data,
    'auto.create.topics.enable': false,
    'num.network.threads': 2,
    'num.io.threads': 2,
    'background.threads': 2,
    'num.replica.fetchers': 1,
    'num.recovery.threads.per.data.dir': 1,
    'group.coordinator.threads': 1,
    'log.cleaner.threads': 1,
    'log.cleaner.dedupe.buffer.size': 2_097_152,
    'log.cleaner.io.buffer.size': 65_536,
    // Preallocated and mapped for every partition: 10 MB each unless told otherwise.
    'log.index.size.max.bytes': 524_288,
    'log.segment.bytes': 67_108_864,
    'message.max.bytes': MESSAGE_MAX_BYTES,
    'replica.fetch.max.bytes': MESSAGE_MAX_BYTES,
    'min.insync.replicas': 1,
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 4,
    'offsets.topic.segment.bytes': 16_777_216,
    // Offsets of a hub that was switched off over the holidays must still be there.
    'offsets.retention.minutes': 43_200,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'transaction.state.log.num.partitions': 2,
    'transaction.state.log.segment.bytes': 16_777_216,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    'share.coordinator.state.topic.num.partitions': 1,
    'group.initial.rebalance.delay.ms': 0,
    'controlled.shutdown.max.retries': 1,
    // One broker has nobody to wait for: fence a dead predecessor soon after kill -9.
    'broker.session.timeout.ms': 3_000,
    'broker.heartbeat.interval.ms': 500,
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

/** Warnings and errors only, on standard output, with RFC 3339 times. */
export function brokerLogging(): string {
  return [
    'status=error',
    'shutdownHook=disable',
    'appender.out.type=Console',
    'appender.out.name=out',
    'appender.out.layout.type=PatternLayout',
    "appender.out.layout.pattern=%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %p %c{1}: %m%n",
    'rootLogger.level=warn',
    'rootLogger.appenderRef.out.ref=out',
    '',
  ].join('\n');
}
