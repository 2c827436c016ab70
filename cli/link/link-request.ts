import type { LinkedRecord, LinkSummary } from './linked-record.ts';

export interface LinkRequest {
  readonly file: string;
  readonly out: string | null;
  /** Null: the lines are canonical records. */
  readonly map: string | null;
  readonly fit: boolean;
  /** Read without `fit`, written with it. */
  readonly weights: string | null;
  readonly skipBad: boolean;
  /** Two ids whose comparison is to be printed. */
  readonly explain: readonly [string, string] | null;
  readonly linkFrom: number | null;
}

/** What both modes can do with the lines once they are read. */
export interface LinkSession {
  /** What the result rests on, in a sentence for people. */
  readonly basis: string;
  /** Weights as they are written to a file. */
  readonly weights: object;
  readonly link: () => { readonly linked: readonly LinkedRecord[]; readonly summary: LinkSummary };
  /** @throws HubError HUB_NOT_FOUND for an id that is not in the file */
  readonly explain: (a: string, b: string) => string;
}

/** Where words go: results to stdout, progress to stderr. */
export interface LinkOutput {
  readonly result: (text: string) => void;
  readonly progress: (text: string) => void;
}
