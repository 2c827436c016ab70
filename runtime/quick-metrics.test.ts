import { Counter, Histogram, register } from 'prom-client';
import { afterEach, expect, it } from 'vitest';
import { QuickCounter, QuickHistogram } from './quick-metrics.ts';

afterEach(() => {
  register.clear();
});

it('tells a scrape what prom-client tells of the same observations', async () => {
  const config = {
    name: 'quick_seconds',
    help: 'How long.',
    labelNames: ['subgraph', 'outcome'],
    buckets: [0.1, 1, 5],
  };
  const seen = [
    ['a', 'ok', 0.1],
    ['a', 'ok', 0.5],
    ['a', 'ok', 7],
    ['b', 'failed', 0.01],
  ] as const;
  const plain = new Histogram(config);
  for (const [subgraph, outcome, value] of seen) plain.observe({ subgraph, outcome }, value);
  const expected = await register.metrics();
  register.clear();
  const quick = new QuickHistogram(config);
  for (const [subgraph, outcome, value] of seen) quick.series(subgraph, outcome).observe(value);
  expect(await register.metrics()).toBe(expected);
  expect(await register.metrics()).toBe(expected);
});

it('counts what was counted since the last scrape once', async () => {
  const plain = new Counter({ name: 'looks_total', help: 'Looks.', labelNames: ['result'] });
  for (const result of ['hit', 'hit', 'miss']) plain.inc({ result });
  const expected = await register.metrics();
  register.clear();
  const quick = new QuickCounter('looks_total', 'Looks.', 'result');
  for (const result of ['hit', 'hit', 'miss']) quick.inc(result);
  expect(await register.metrics()).toBe(expected);
  expect(await register.metrics()).toBe(expected);
});
