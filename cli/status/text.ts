import { REFERENCE_KINDS, type ReferenceKind } from '../../schema/canonical/reference.ts';
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
  const known = flow.feeds.filter(
    ({ rawRecords, deadLetters, accounting, connectorState, references }) =>
      rawRecords + deadLetters + (accounting.in ?? 0) > 0 ||
      connectorState !== null ||
      Object.keys(references).length > 0,
  );
  const lag =
    flow.lag === null
      ? 'unknown'
      : Object.entries(flow.lag)
          .map(([stage, messages]) => `${stage} ${messages}`)
          .join(', ');
  return [
    ...(known.length === 0
      ? ['no feed has sent anything yet']
      : [
          table(ACCOUNT_HEADER, known.map(accountRow), [1, 2, 3, 4, 5, 6]),
          '',
          table(FEED_HEADER, known.map(feedRow), [1, 2]),
          ...referenceLines(known),
          ...balanceLines(known),
          ...reasonLines(known),
          ...connectorLines(known),
        ]),
    ...outboundLines(flow),
    '',
    `active disputes: ${flow.disputes}; messages still to do: ${lag}`,
    ...flow.problems.map((problem) => `could not look: ${problem}`),
  ];
}

const ACCOUNT_HEADER = ['feed', 'in', 'versions', 'repeats', 'dead letters', 'to do', 'balance', ''];

/** in = versions + repeats + dead letters + to do, and what is left over. */
function accountRow({ feed, accounting }: FeedFlow): string[] {
  const number = (count: number | null): string => (count === null ? '?' : String(count));
  return [
    feed,
    number(accounting.in),
    String(accounting.versions),
    String(accounting.repeats),
    String(accounting.deadLetters),
    number(accounting.toDo),
    number(accounting.balance),
    accounting.verdict.toLowerCase(),
  ];
}

const FEED_HEADER = ['feed', 'records', 'disputes', 'connectors', 'reached', 'stored'];

function feedRow(feed: FeedFlow): string[] {
  return [
    feed.feed,
    String(feed.records),
    String(feed.disputes),
    feed.connectorState ?? '',
    feed.secondsBehind === null ? 'never' : `${durationText(feed.secondsBehind)} ago`,
    feed.lastStoredAt ?? 'never',
  ];
}

const LISTS: Readonly<Record<ReferenceKind, string>> = {
  GRID: 'grids',
  COMMUNITY: 'communities',
  MEDIATION_COMMITTEE: 'mediation committees',
  MEDIATOR: 'mediators',
};

/** The lists that an agency keeps. */
function referenceLines(feeds: readonly FeedFlow[]): string[] {
  return feeds.flatMap(({ feed, references }) => {
    const counts = REFERENCE_KINDS.flatMap((kind) => {
      const count = references[kind];
      return count === undefined ? [] : [`${count} ${LISTS[kind]}`];
    });
    return counts.length === 0 ? [] : [`${feed} lists: ${counts.join(', ')}`];
  });
}

/** Why a balance is not 0. */
function balanceLines(feeds: readonly FeedFlow[]): string[] {
  return feeds.flatMap(({ feed, accounting }) =>
    accounting.why === null || accounting.verdict === 'MOVING'
      ? []
      : [
          accounting.verdict === 'UNKNOWN'
            ? `${feed}: the balance cannot be told: ${accounting.why}`
            : `${feed}: ${accounting.balance ?? '?'} ${accounting.why}`,
        ],
  );
}

function reasonLines(feeds: readonly FeedFlow[]): string[] {
  const rows = feeds.flatMap(({ feed, deadLetterReasons }) =>
    deadLetterReasons.map(({ code, reason, count }) => [feed, String(count), code, reason]),
  );
  const later = feeds.flatMap(({ feed, laterFailures }) =>
    laterFailures === 0
      ? []
      : [
          `${feed}: ${laterFailures} dead letters beside the balance: records that could not be linked or indexed, or entries of lists`,
        ],
  );
  return [
    ...(rows.length === 0 ? [] : ['', table(['dead letters', 'count', 'code', 'reason'], rows, [1])]),
    ...later,
  ];
}

/** Connectors that need a look. */
function connectorLines(feeds: readonly FeedFlow[]): string[] {
  return feeds.flatMap(({ connectors }) =>
    connectors
      .filter(({ state, trace }) => state !== 'RUNNING' || trace !== null)
      .map(
        ({ name, state, trace }) =>
          `connector ${name} is ${state}${trace === null ? '' : `: ${firstLine(trace)}`}`,
      ),
  );
}

/** What agencies are told, and why one does not take it. */
function outboundLines({ outbound }: Flow): string[] {
  if (outbound.length === 0) return [];
  const rows = outbound.map(
    ({ name, agency, state, waiting, retrying, dead, delivered, lastDeliveredAt }) => [
      name,
      agency,
      state ?? 'gone',
      ...[waiting, retrying, dead, delivered].map(String),
      lastDeliveredAt ?? 'never',
    ],
  );
  const header = ['told', 'agency', 'state', 'waiting', 'retrying', 'dead', 'delivered', 'last'];
  return [
    '',
    table(header, rows, [3, 4, 5, 6]),
    ...outbound.flatMap(({ name, trace }) => (trace === null ? [] : [`${name}: ${firstLine(trace)}`])),
    ...(outbound.some(({ dead }) => dead > 0)
      ? ['dead deliveries: ./tributary redeliver --dead sends them again']
      : []),
  ];
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
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
