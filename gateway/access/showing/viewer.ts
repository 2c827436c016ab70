import type { Pseudonyms } from '../../../schema/masking/pseudonyms.ts';

/** Pseudonyms of a partner; null where the hub has no secret for them, and none are shown. */
export type PseudonymsOf = (partner: string) => Pseudonyms | null;

/** For whom and on which day something is shown. */
export interface Viewer {
  readonly partner: string;
  readonly pseudonyms: Pseudonyms | null;
  /** `YYYY-MM-DD`. */
  readonly asOf: string;
}

export function viewerOf(partner: string, pseudonymsOf: PseudonymsOf): Viewer {
  return { partner, pseudonyms: pseudonymsOf(partner), asOf: new Date().toISOString().slice(0, 10) };
}
