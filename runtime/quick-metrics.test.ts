import { Counter, Histogram, register } from 'prom-client';
import { expect, it } from 'vitest';
import { QuickCounter, QuickHistogram } from './quick-metrics.ts';

/** What a scrape says of it; taken out of the registry, which other tests of this process use too, where it is not looked at again. */
async function scraped(name: string, isLast: boolean): Promise<string> {
  const text = await register.getSingleMetricAsString(name);
  if (isLast) register.removeSingleMetric(name);
  return text;
}

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
  const expected = await scraped(config.name, true);
  const quick = new QuickHistogram(config);
  for (const [subgraph, outcome, value] of seen) quick.series(subgraph, outcome).observe(value);
  expect(await scraped(config.name, false)).toBe(expected);
  expect(await scraped(config.name, true)).toBe(expected);
});

it('counts what was counted since the last scrape once', async () => {
  const plain = new Counter({ name: 'looks_total', help: 'Looks.', labelNames: ['result'] });
  for (const result of ['hit', 'hit', 'miss']) plain.inc({ result });
  const expected = await scraped('looks_total', true);
  const quick = new QuickCounter('looks_total', 'Looks.', 'result');
  for (const result of ['hit', 'hit', 'miss']) quick.inc(result);
  expect(await scraped('looks_total', false)).toBe(expected);
  expect(await scraped('looks_total', true)).toBe(expected);
});
