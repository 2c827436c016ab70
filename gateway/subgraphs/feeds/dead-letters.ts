import type { DeadLetterHead } from '../../access/feed-reads.ts';
import {
  connectionOf,
  pageSizeOf,
  momentAfter,
  type Connection,
  type PageArguments,
} from '../kit/connection.ts';
import type { FeedView } from './feed-fields.ts';
import type { FeedsContext } from './loaders.ts';

const COUNT_UP_TO = 10_000;
const MOST_REASONS = 100;

export interface DeadLetterArguments extends PageArguments {
  readonly code?: string | null;
}

/** A page of a feed's dead letters. */
async function deadLetterList(
  { name }: FeedView,
  args: DeadLetterArguments,
  { store }: FeedsContext,
): Promise<Connection<DeadLetterHead>> {
  const criteria = { feed: name, code: args.code ?? null };
  const listing = store.listing(`deadLetters:${name}:${criteria.code ?? ''}`);
  const size = pageSizeOf(args);
  const after = momentAfter(listing, args);
  return connectionOf({
    listing,
    found: await store.deadLetterPage(criteria, after, size + 1),
    size,
    isFirst: after === null,
    position: ({ at, _id }) => [at, _id],
    count: () => store.countDeadLetters(criteria, COUNT_UP_TO),
  });
}

/** Fields of Feed that tell of its dead letters. */
export const REFUSAL_FIELDS = {
  deadLetters: (feed: FeedView, args: DeadLetterArguments, context: FeedsContext) =>
    deadLetterList(feed, args, context),
  deadLettersByReason: async ({ name }: FeedView, _: unknown, { store }: FeedsContext) => {
    const counts = await store.deadLetterCounts(name, MOST_REASONS);
    return counts.map(({ code, reasonClass, count }) => ({
      code: code ?? '',
      reason: reasonClass ?? '',
      count,
    }));
  },
};

export const DEAD_LETTER_FIELDS = {
  id: ({ _id }: DeadLetterHead) => _id,
  key: ({ key }: DeadLetterHead) => (key === null ? null : textOf(bytesOf(key))),
  sizeBytes: ({ sizeBytes }: DeadLetterHead) => sizeBytes ?? 0,
  bytesBase64: async ({ _id }: DeadLetterHead, _: unknown, { loaders }: FeedsContext) => {
    const found = await loaders.letterBytes.load(_id);
    return found?.value === undefined ? null : bytesOf(found.value).toString('base64');
  },
  text: async ({ _id }: DeadLetterHead, _: unknown, { loaders }: FeedsContext) => {
    const found = await loaders.letterBytes.load(_id);
    return found?.value === undefined ? null : textOf(bytesOf(found.value));
  },
};

/** The store gives bytes as BSON's `Binary`, or as a Buffer where mongoose casts. */
function bytesOf(value: { readonly buffer: Uint8Array | ArrayBufferLike } | Uint8Array): Buffer {
  if (value instanceof Uint8Array) return Buffer.from(value);
  return value.buffer instanceof Uint8Array ? Buffer.from(value.buffer) : Buffer.from(value.buffer);
}

const DECODERS = ['utf-8', 'gb18030'].map((encoding) => new TextDecoder(encoding, { fatal: true }));
/** Texts have no control characters but tabs and line ends: what has is in another encoding, or no text. */
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;

/** The bytes as text when they are in UTF-8, or else in GB18030; null when in neither. */
function textOf(bytes: Uint8Array): string | null {
  for (const decoder of DECODERS) {
    try {
      const text = decoder.decode(bytes);
      if (!CONTROL.test(text)) return text;
    } catch {
      // Not in this encoding.
    }
  }
  return null;
}
