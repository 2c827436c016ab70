/** BLOCKED by a legal hold; SWEPT: out of the store, and waits until the topics have forgotten too; COMPLETE: they have. */
export type ErasureState = 'REQUESTED' | 'BLOCKED' | 'SWEPT' | 'COMPLETE';

/** The erasing of one person, and for ever after the tombstone by which the hub knows not to take them in again. */
export interface ErasureDoc {
  /** Made of what was asked for: the same person once. */
  _id: string;
  state: ErasureState;
  /** Marks (keyed hashes) of telephones and identity documents. */
  numbers: string[];
  /** Marks of names. */
  names: string[];
  /** Records that named the person: there the names are theirs. */
  recordIds: string[];
  disputeIds: string[];
  /** Entries of agencies' lists that named the person; there once it was looked for them. */
  referenceIds?: string[];
  /** Their rows in the topics of lists were asked to be written over (`listRewrites`). */
  rewritesAsked?: true;
  /** What is to be looked for in clear, sealed with the hub's key; gone once the store is swept. */
  sealed: string | null;
  /** Step that was finished last. */
  step: string | null;
  /** Documents that are changed, by collection, as they were counted before the first of them was. */
  counts: Record<string, number>;
  /** Holds that keep it from beginning. */
  blockedBy: string[];
  reason: string;
  by: { partner: string; actor: string };
  /** All UTC. */
  requestedAt: string;
  sweptAt: string | null;
  /** When the last topic that may still hold the person has forgotten. */
  completeOn: string | null;
  /** By MongoDB's clock, so that readers find what they have not seen by it. */
  changedAt: Date;
}

/** Keeps what it names from being erased. */
export interface LegalHoldDoc {
  _id: string;
  /** One of these: a dispute, or a person by marks. */
  disputeId: string | null;
  numbers: string[];
  reason: string;
  by: { partner: string; actor: string };
  placedAt: string;
  releasedAt: string | null;
  releasedBy: { partner: string; actor: string } | null;
}

/** An entry of an agency's lists whose row in the feed's compacted topic names somebody who was erased, and is to be written over. */
export interface ListRewriteDoc {
  /** Id of the entry. */
  _id: string;
  /** UTC. */
  dueAt: string;
  /** Once it was, it is written once more a while later: what is written then ends the segment in which the old row is, and only such segments are compacted. */
  isWritten: boolean;
}
