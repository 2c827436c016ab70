export const RETENTION_DATASETS = ['deadLetters', 'refused', 'deliveries', 'disputes', 'records'] as const;
export type RetentionDataset = (typeof RETENTION_DATASETS)[number];
export type RetentionCounts = Readonly<Partial<Record<RetentionDataset, number>>>;

/** What ended because its term was over: a row of `decisions`, one for each dataset and run that found something. */
export interface RetentionDoc {
  /** `retention:<dataset>:<moment>`. */
  _id: string;
  kind: 'RETENTION_ENDED';
  dataset: RetentionDataset;
  /** What was older than that, UTC; null where it has several terms. */
  before: string | null;
  documents: number;
  ruleVersion: string;
  at: string;
}

/** Documents that end by themselves. */
export interface EndingDocuments {
  readonly of: 'deadLetters' | 'refused' | 'deliveries';
  readonly ids: readonly string[];
}

/** Disputes and records that end together, as they were judged. */
export interface EndingUnit {
  readonly of: 'units';
  readonly disputeIds: readonly string[];
  /** Those that are there, and those that links, decisions and disputes still name. */
  readonly recordIds: readonly string[];
  readonly records: readonly { readonly _id: string; readonly versionKey: string }[];
  readonly versionIds: readonly string[];
}

export type Ending = EndingDocuments | EndingUnit;

/** A run that is not written down yet. */
export interface RetentionRun {
  /** UTC. */
  readonly at: string;
  readonly ruleVersion: string;
  /** As `RetentionDoc.before`. */
  readonly before: Readonly<Partial<Record<RetentionDataset, string | null>>>;
  /** What has ended, `ending` included. */
  readonly counts: RetentionCounts;
  /** What is being ended now. */
  readonly ending: Ending | null;
}

export interface RetentionRunsDoc {
  /** The only one. */
  _id: 'retention';
  lease: { readonly holder: string; readonly until: Date } | null;
  run: RetentionRun | null;
}
