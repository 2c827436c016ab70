import type { GraphQLFormattedError } from 'graphql';
import { createCursorCodec } from '../../gateway/events/cursor.ts';

export interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly GraphQLFormattedError[];
}

/** As long as a cursor of a stream is, of up to six partitions: encrypted under a nonce, they are others each time (docs/decisions/0031). */
const LENGTH = createCursorCodec(Buffer.alloc(32)).seal({ epoch: 0, offsets: [] }, '').length;
const STREAM_CURSOR = new RegExp(`^[\\w-]{${LENGTH}}$`);

/** An answer as JSON has it, with one word for all cursors of streams. */
export function plain(result: unknown): Answer {
  return JSON.parse(JSON.stringify(result), (_, value: unknown) =>
    typeof value === 'string' && STREAM_CURSOR.test(value) ? 'a cursor of a stream' : value,
  ) as Answer;
}

/**
 * What of an answer must be equal: the data, and where errors made a null. Of several errors below one null GraphQL leaves open which are
 * told (§6.4.4 of the specification), so errors count by the null that they are responsible for, and by their code where they are told
 * at that very place.
 */
export function essenceOf({ data, errors = [] }: Answer): {
  data: unknown;
  nulls: string[];
  codes: string[];
} {
  const nulls = new Set<string>();
  const codes = new Set<string>();
  for (const { path, extensions } of errors) {
    const place = nullPlace(data, path ?? []);
    nulls.add(JSON.stringify(place));
    if (place !== null && place.length === (path ?? []).length) {
      codes.add(`${JSON.stringify(place)} ${codeOf(extensions)}`);
    }
  }
  return { data, nulls: [...nulls].sort(), codes: [...codes].sort() };
}

/** Codes that one answer tells and the other nowhere: an error that only one side made up. */
export function codesOnlyIn(one: Answer, other: Answer): string[] {
  const known = new Set((other.errors ?? []).map(({ extensions }) => codeOf(extensions)));
  const codes = (one.errors ?? []).map(({ extensions }) => codeOf(extensions));
  return [...new Set(codes)].filter((code) => !known.has(code));
}

/** The beginning of the path at which the data end in null; null for an error at a place that has a value. */
function nullPlace(data: unknown, path: readonly (string | number)[]): readonly (string | number)[] | null {
  let current = data;
  for (const [depth, key] of path.entries()) {
    if (current === null || current === undefined) return path.slice(0, depth);
    current = (current as Record<string | number, unknown>)[key];
  }
  return current === null || current === undefined ? path : null;
}

function codeOf(extensions: GraphQLFormattedError['extensions']): string {
  const code = extensions?.['code'];
  return typeof code === 'string' ? code : 'HUB_INTERNAL';
}
