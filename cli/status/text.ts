import { table } from '../table.ts';
import type { FeedFlow, Flow } from './flow.ts';
import type { Status } from './status.ts';

/** What `status` prints for a person. */
export function statusText(status: Status): string {
  if (!status.running) return `Tributary does not run in ${status.home}. Start it with ./tributary up`;
  const processes = status.processes.map((process) => [
    process.role,
    process.restarts === 0 ? process.state : `${process.state} (restarts: ${process.restarts})`,
    process.pid === null ? '' : String(process.pid),
    process.memoryMb === null ? '' : `${process.memoryMb} MB`,
    durationText(process.uptimeSeconds),
    process.address,
  ]);
  return [
    `Tributary is ${status.phase ?? ''} at ${status.gatewayUrl ?? ''} (home ${status.home})`,
    '',
    table(['process', 'state', 'pid', 'memory', 'up', 'address'], processes, [2, 3, 4]),
    `memory in all: ${status.totalMemoryMb} MB`,
    '',
    ...(status.flow === null ? [] : flowLines(status.flow)),
  ].join('\n');
}

function flowLines(flow: Flow): string[] {
  const known = flow.feeds.filter((feed) => feed.rawRecords > 0 || feed.connectorState !== null);
  const header = [
    'feed',
    'connector',
    'raw in',
    'records',
    'dead letters',
    'disputes',
    'to do',
    'reached',
    'stored',
  ];
  const feeds =
    known.length === 0 ? 'no feed has sent anything yet' : table(header, known.map(feedRow), [2, 3, 4, 5, 6]);
  const lag =
    flow.lag === null
      ? 'unknown'
      : Object.entries(flow.lag)
          .map(([stage, messages]) => `${stage} ${messages}`)
          .join(', ');
  return [
    feeds,
    `active disputes: ${flow.disputes}; messages still to do: ${lag}`,
    ...flow.problems.map((problem) => `could not look: ${problem}`),
  ];
}

function feedRow(feed: FeedFlow): string[] {
  return [
    feed.feed,
    feed.connectorState ?? '',
    String(feed.rawRecords),
    String(feed.records),
    String(feed.deadLetters),
    String(feed.disputes),
    feed.lag === null ? '?' : String(feed.lag),
    feed.secondsBehind === null ? 'never' : `${durationText(feed.secondsBehind)} ago`,
    feed.lastStoredAt ?? 'never',
  ];
}

/** `75` → `1 min 15 s`; empty for null. */
export function durationText(seconds: number | null): string {
  if (seconds === null) return '';
  const parts = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3_600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ] as const;
  const first = parts.findIndex(([count]) => count > 0);
  if (first < 0) return '0 s';
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
}
