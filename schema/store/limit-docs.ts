/** What was read for a partner in one day, over all gateways. `_id` = `partnerUseIdOf` it. */
export interface PartnerUseDoc {
  _id: string;
  partner: string;
  /** `YYYY-MM-DD` in the city's time (+08:00). */
  day: string;
  rows: number;
  /** Registers of a sketch that tells about how many different people there were, and not who. */
  people?: Record<string, number>;
  expiresAt: Date;
}

/** A GraphQL document that partners may send by its identifier alone. `_id` = `documentIdOf` its text. */
export interface RegisteredDocumentDoc {
  _id: string;
  text: string;
  /** Names of its operations. */
  operations: string[];
  /** File that it came from. */
  source: string;
  /** UTC. */
  addedAt: string;
  by: string;
}
