import { Counter, Gauge, register } from 'prom-client';
import { QuickCounter, QuickHistogram } from '../../runtime/quick-metrics.ts';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** One registry a process; a second gateway in the same process (tests) counts into the same metrics. */
function once<Metric>(name: string, create: () => Metric): Metric {
  return (register.getSingleMetric(name) as Metric | undefined) ?? create();
}

const requests = once(
  'tributary_gateway_requests_total',
  () =>
    new QuickCounter(
      'tributary_gateway_requests_total',
      'GraphQL requests answered, by HTTP status.',
      'status',
    ),
);
const durations = once(
  'tributary_gateway_request_duration_seconds',
  () =>
    new QuickHistogram({
      name: 'tributary_gateway_request_duration_seconds',
      help: 'Time from the first byte of a GraphQL request to the last of its answer.',
      buckets: SECONDS,
    }),
);
const errors = once(
  'tributary_gateway_errors_total',
  () =>
    new Counter({
      name: 'tributary_gateway_errors_total',
      help: 'Errors in GraphQL answers, by code.',
      labelNames: ['code'],
    }),
);
const refusals = once(
  'tributary_gateway_refusals_total',
  () =>
    new Counter({
      name: 'tributary_gateway_refusals_total',
      help: 'Requests and subscriptions refused because a partner had too many under way, by partner and limit.',
      labelNames: ['partner', 'limit'],
    }),
);
const documents = once(
  'tributary_gateway_document_cache_total',
  () =>
    new QuickCounter(
      'tributary_gateway_document_cache_total',
      'Look-ups of parsed and validated documents.',
      'result',
    ),
);
const plans = once(
  'tributary_gateway_plan_cache_total',
  () => new QuickCounter('tributary_gateway_plan_cache_total', 'Look-ups of query plans.', 'result'),
);
const fetches = once(
  'tributary_gateway_fetch_duration_seconds',
  () =>
    new QuickHistogram({
      name: 'tributary_gateway_fetch_duration_seconds',
      help: 'Fetches from subgraphs: ok, errors (answered with errors) or failed (no answer).',
      labelNames: ['subgraph', 'outcome'],
      buckets: SECONDS,
    }),
);

const sockets = once(
  'tributary_gateway_websockets',
  () => new Gauge({ name: 'tributary_gateway_websockets', help: 'WebSockets that are open.' }),
);
const streams = once(
  'tributary_gateway_streams',
  () =>
    new Gauge({
      name: 'tributary_gateway_streams',
      help: 'Subscriptions that are open, over WebSocket and SSE.',
    }),
);

export function streamSockets(open: number): void {
  sockets.set(open);
}

/** @returns to be called when the stream ends */
export function countStream(): () => void {
  streams.inc();
  return () => {
    streams.dec();
  };
}

export function observeRequest(status: number, durationMs: number): void {
  requests.inc(String(status));
  durations.series().observe(durationMs / 1_000);
}

export function countError(code: string): void {
  errors.inc({ code });
}

export function countRefusal(partner: string, limit: string): void {
  refusals.inc({ partner, limit });
}

export function countDocument(result: 'hit' | 'miss'): void {
  documents.inc(result);
}

export function countPlan(result: 'hit' | 'miss'): void {
  plans.inc(result);
}

export function observeFetch(subgraph: string, outcome: 'ok' | 'errors' | 'failed', startedMs: number): void {
  fetches.series(subgraph, outcome).observe((performance.now() - startedMs) / 1_000);
}
