export type SavedViewKind = 'SEARCH' | 'DISPUTES' | 'BOARD' | 'TRENDS';
export type SavedViewVisibility = 'PRIVATE' | 'AGENCY';

/** A filter under a name, as somebody saved it. Times are UTC. */
export interface SavedViewDoc {
  /** `view-<hash of partner, actor and clientMutationId>`: the same call makes one. */
  _id: string;
  partner: string;
  /** The person or service within the partner who saved it. */
  actor: string;
  kind: SavedViewKind;
  name: string;
  /** JSON text of an object: what it means is for who saves it. */
  filter: string;
  visibility: SavedViewVisibility;
  version: number;
  /** Of everything that was given when it was saved. */
  inputHash: string;
  createdAt: string;
  changedAt: string;
}

/** What its owner may change. */
export type SavedViewFields = Partial<Pick<SavedViewDoc, 'name' | 'filter' | 'visibility'>>;
