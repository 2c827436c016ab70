import { MOST_STREAMS, type AuditDraft } from '../../../schema/canonical/audit.ts';
import { canonicalJson } from '../../../schema/canonical/canonical-json.ts';
import { digest } from '../../../schema/canonical/ids.ts';
import type { SeenTogether } from './seen-together.ts';

/** What entries of one request have in common. */
export type RequestPart = Omit<AuditDraft, 'kind' | 'rowIds' | 'rowCount' | 'codes' | 'durationMs'>;

/** A stretch of one stream. */
export interface StreamRange {
  readonly about: RequestPart;
  /** Cursors of its first and its last item. */
  readonly from: string | null;
  readonly to: string | null;
  /** Items. */
  readonly count: number;
  readonly seen: SeenTogether;
  /** Of the stream, since it was opened. */
  readonly durationMs: number;
}

/** An entry, and the stretches that it tells of. */
export interface RangeDraft {
  readonly draft: AuditDraft;
  readonly ranges: readonly StreamRange[];
}

/**
 * Entries for stretches that end in the same moment: one for all streams by which one partner was told of the same rows, with the same question and purpose,
 * so that thousands who watch the same are one entry and each entry is true of everybody in it. More than `MOST_STREAMS` are several.
 */
export function rangeDrafts(ranges: readonly StreamRange[]): readonly RangeDraft[] {
  const alike = new Map<string, StreamRange[]>();
  for (const range of ranges) {
    const key = keyOf(range);
    const group = alike.get(key);
    if (group === undefined) alike.set(key, [range]);
    else group.push(range);
  }
  return [...alike.values()].flatMap((group) =>
    Array.from({ length: Math.ceil(group.length / MOST_STREAMS) }, (_, at) =>
      draftOf(group.slice(at * MOST_STREAMS, (at + 1) * MOST_STREAMS)),
    ),
  );
}

function keyOf({ about, seen }: StreamRange): string {
  const { partner, purpose, reason = null, operation, fields } = about;
  const asked = operation === null ? '' : digestOf(operation);
  return [JSON.stringify([partner, purpose, reason]), asked, digestOf(fields), seen.digest].join(' ');
}

/** What an operation says of itself is made once for all who ask it. */
const digests = new WeakMap<object, string>();

function digestOf(value: object): string {
  const known = digests.get(value);
  if (known !== undefined) return known;
  const made = digest(canonicalJson(value));
  digests.set(value, made);
  return made;
}

function draftOf(ranges: readonly StreamRange[]): RangeDraft {
  const [first] = ranges;
  if (first === undefined) throw new Error('a group of streams has one at least');
  const { about, seen, from, to } = first;
  const { ids, count } = seen.rows;
  const isOne = ranges.length === 1;
  const draft: AuditDraft = {
    ...about,
    kind: 'STREAM_RANGE',
    actor: ranges.every((range) => range.about.actor === about.actor) ? about.actor : null,
    rowIds: ids,
    rowCount: count,
    codes: [],
    durationMs: Math.max(...ranges.map(({ durationMs }) => durationMs)),
    count: ranges.reduce((sum, range) => sum + range.count, 0),
    requestId: isOne ? about.requestId : null,
    range: isOne ? { from, to } : null,
    ...(isOne
      ? {}
      : {
          streams: ranges.map((range) => ({
            actor: range.about.actor,
            requestId: range.about.requestId,
            from: range.from,
            to: range.to,
            count: range.count,
          })),
        }),
  };
  return { draft, ranges };
}
