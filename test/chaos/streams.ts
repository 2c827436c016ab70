import type { HubEventKind } from '../../schema/vocabulary/risk-terms.ts';
import type { FollowedStream } from './subscribers.ts';

const WATCHED = (kind: HubEventKind): boolean => kind !== 'DISPUTE_CHANGED';

/** Kinds of streams, from one that brings everything to one that brings next to nothing. */
const STREAMS: readonly Omit<FollowedStream, 'name'>[] = [
  {
    field: 'riskEvents(after: $after)',
    matches: ({ kind }) => WATCHED(kind),
  },
  {
    field: 'disputeChanged(filter: {}, after: $after)',
    matches: ({ kind }) => kind === 'DISPUTE_CHANGED',
  },
  {
    field: 'riskEvents(filter: { kinds: [COLOUR_CHANGED], colours: [YELLOW, RED] }, after: $after)',
    matches: ({ kind, colour }) => kind === 'COLOUR_CHANGED' && (colour === 'YELLOW' || colour === 'RED'),
  },
  {
    field:
      'riskEvents(filter: { regionCode: "320612", kinds: [DISPUTE_CHANGED, COLOUR_CHANGED] }, after: $after)',
    matches: ({ kind, regionCode }) =>
      (kind === 'DISPUTE_CHANGED' || kind === 'COLOUR_CHANGED') && regionCode?.startsWith('320612') === true,
  },
  {
    field: 'riskEvents(filter: { kinds: [OVERDUE, WHISTLE] }, after: $after)',
    matches: ({ kind }) => kind === 'OVERDUE' || kind === 'WHISTLE',
  },
];

/** So many streams, of each kind as many. */
export function followedStreams(count: number): readonly FollowedStream[] {
  return Array.from({ length: count }, (_, n) => {
    const stream = STREAMS[n % STREAMS.length];
    if (stream === undefined) throw new RangeError('there are no streams to follow');
    return { ...stream, name: `subscriber ${n + 1}` };
  });
}
