import { Counter, Gauge, Histogram, register } from 'prom-client';

/** Metrics of all consumers of the process, by consumer group. Created once; modules are loaded once a process. */
export const consumerMetrics = {
  lag: new Gauge({
    name: 'tributary_consumer_lag_messages',
    help: 'Messages in the topic that this consumer has not yet made durable, over its own partitions',
    labelNames: ['group', 'topic'] as const,
  }),
  queued: new Gauge({
    name: 'tributary_consumer_queued_messages',
    help: 'Messages fetched and waiting for the sink',
    labelNames: ['group'] as const,
  }),
  handled: new Counter({
    name: 'tributary_consumer_handled_messages_total',
    help: 'Messages made durable by the sink',
    labelNames: ['group'] as const,
  }),
  retries: new Counter({
    name: 'tributary_consumer_retries_total',
    help: 'Batches tried again after a transient fault',
    labelNames: ['group'] as const,
  }),
  poison: new Counter({
    name: 'tributary_consumer_poison_messages_total',
    help: 'Messages that the sink can never take, set aside so that they block nobody',
    labelNames: ['group'] as const,
  }),
  restarts: new Counter({
    name: 'tributary_consumer_restarts_total',
    help: 'Consumers started again after a crash',
    labelNames: ['group'] as const,
  }),
  batchSeconds: new Histogram({
    name: 'tributary_consumer_batch_seconds',
    help: 'Time from taking a batch out of the queue to its being durable',
    labelNames: ['group'] as const,
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
  }),
};

export const producerMetrics = {
  sent: new Counter({
    name: 'tributary_producer_acknowledged_messages_total',
    help: 'Messages acknowledged by the broker (acks all)',
    labelNames: ['client'] as const,
  }),
  failures: new Counter({
    name: 'tributary_producer_failures_total',
    help: 'Requests given up; each one replaces the producer',
    labelNames: ['client'] as const,
  }),
};

/** For tests that read a metric back. */
export const metricsRegister = register;
