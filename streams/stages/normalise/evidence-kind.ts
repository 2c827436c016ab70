/**
 * What a narrative says for or against a quarrel, from the vocabulary of the open reports on 110, 12345 and mediation work: folded text,
 * simplified script. `weight` says how far one such word carries alone: 3 settles it, 2 makes it likely, 1 supports others; negative
 * weights speak for everyday business. `category` is the class of GB/T 31000 table 91 that the words belong to.
 *
 * Words are taken from the domain, never from the simulated city's texts, whose ground truth measures this list.
 */
export interface Evidence {
  readonly id: string;
  readonly weight: number;
  readonly category: string | null;
  readonly pattern: RegExp;
}

export const says = (id: string, weight: number, category: string | null, pattern: RegExp): Evidence => ({
  id,
  weight,
  category,
  pattern,
});
