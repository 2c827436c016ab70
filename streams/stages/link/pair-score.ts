import type { LinkField } from './levels.ts';

/** Why two records are about one dispute, in the fewest words: what had to agree. Strongest first. */
export const LINK_RULES = [
  'QUOTED_NUMBER',
  'IDENTIFIER_AND_COUNTERPARTY',
  'IDENTIFIER_AND_PLACE',
  'IDENTIFIER_AND_MATTER',
  'COUNTERPARTY_AND_PLACE',
  'PLACE_AND_CATEGORY',
  'NAME_AND_MATTER',
  'GROUP_QUARREL',
] as const;
export type LinkRule = (typeof LINK_RULES)[number];

/** How one field of two records compares. */
export interface FieldScore {
  readonly field: LinkField;
  /** Level of agreement, upper-case: `EXACT`, `PINYIN`, `DIFFERENT`, `UNKNOWN` … */
  readonly level: string;
  /** Log2 of how much likelier this level is in records of one dispute than of two; below 0 it speaks against. */
  readonly weight: number;
  /** The same in words for people, naming no value that a reader of the evidence might not see. */
  readonly note: string;
}

/** How likely two records are about one dispute, by the two records and the weights file alone (rule 6 of the rules of correctness). */
export interface PairScore {
  /** 0 to 1. */
  readonly probability: number;
  /** Log2 odds before they became a probability: prior and all fields together. */
  readonly weight: number;
  readonly fields: readonly FieldScore[];
  /** What had to agree and does; null when two records are not about one dispute whatever their weight. */
  readonly rule: LinkRule | null;
  /** Version of the weights file. */
  readonly version: string;
}

/** A pair that was compared, by the ids of its records. */
export interface ScoredPair {
  readonly a: string;
  readonly b: string;
  readonly score: PairScore;
}

export type Decision = 'LINK' | 'REVIEW' | 'NOTHING';

/** From here on a machine links by itself. */
export const LINK_FROM = 0.95;
/** From here on people are asked. */
export const REVIEW_FROM = 0.5;

/** Link from 0.95, ask people from 0.5, else nothing. */
export function decide({ probability }: Pick<PairScore, 'probability'>): Decision {
  if (probability >= LINK_FROM) return 'LINK';
  return probability >= REVIEW_FROM ? 'REVIEW' : 'NOTHING';
}
