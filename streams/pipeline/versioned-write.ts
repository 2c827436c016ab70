import type { GuardedUpdate } from '../../schema/store/bulk-command.ts';

/** A document that knows its version as text; of two, the larger `versionKey` is the later. */
interface Versioned {
  readonly _id: string;
  readonly versionKey: string;
}

/**
 * Stores a document unless the stored one is as new or newer. The guard is evaluated by the server in one step, so that concurrent and
 * repeated writes of one key end with its latest version, without an E11000 to catch.
 */
export function storeIfNewer(document: Versioned & object): GuardedUpdate {
  const isNewer = { $gt: [document.versionKey, { $ifNull: ['$versionKey', ''] }] };
  return {
    q: { _id: document._id },
    // $literal: values that begin with a dollar sign are data, not expressions.
    u: [{ $replaceWith: { $cond: [isNewer, { $literal: document }, '$$ROOT'] } }],
    upsert: true,
  };
}
