/** One line of the result. */
export interface LinkedRecord {
  readonly id: string;
  /** The smallest id of those that belong together. */
  readonly cluster: string;
  /** With others: of its likeliest pair within the cluster. Alone: that it is alone, one less that of its likeliest pair. 0 to 1. */
  readonly probability: number;
}

export interface LinkSummary {
  readonly records: number;
  readonly clusters: number;
  /** Pairs that shared a block and were compared. */
  readonly compared: number;
  /** Likely pairs that a machine does not link by itself. */
  readonly uncertain: number;
}
