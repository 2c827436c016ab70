import type { Facts, HotlineClass, QuarrelAgency } from '../quarrels/kind.ts';
import type { Random } from '../noise/random.ts';

/**
 * Everyday business that is no dispute: consultation, praise, nuisance calls, lost property, crime, traffic … Templates as in
 * `quarrels/kind.ts`; the same slots but for `other` and `unnamed`.
 */
export interface EverydayTopic {
  readonly name: string;
  readonly agency: QuarrelAgency;
  readonly weight: number;
  readonly place: 'home' | 'villageHome' | 'road';
  /** Years in which the reporter may be born. */
  readonly born?: readonly [earliest: number, latest: number];
  /** It is reported while it happens: never days after. */
  readonly urgent?: true;
  readonly facts?: (random: Random) => Facts;
  /** Police: typeL1–L3; grid: class and sub-class; court: number and name of the cause. Empty for the hotline. */
  readonly classes: readonly (readonly string[])[];
  readonly hotlineClasses?: readonly HotlineClass[];
  readonly titles?: readonly string[];
  readonly texts: readonly string[];
  readonly unit?: string;
  /** What was done, in the agency's words. */
  readonly outcomes: readonly string[];
  /** True where the text speaks of disputes all the same: these are made to mislead. */
  readonly misleading?: true;
}

/** A topic of the hotline, which files under its own tree. */
export function hotlineTopic(
  entry: Omit<EverydayTopic, 'agency' | 'classes'> & { readonly hotlineClasses: readonly HotlineClass[] },
): EverydayTopic {
  return { agency: 'hotline12345', classes: [], ...entry };
}
