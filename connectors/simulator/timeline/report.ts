import type { Gender } from '../city/identity.ts';
import type { County, Street } from '../city/regions.ts';
import type { HotlineClass } from '../quarrels/kind.ts';

/** Who reported it, as the record has it: empty where it is missing. */
export interface Caller {
  readonly name: string;
  readonly phone: string;
  /** 18 characters or empty. */
  readonly idNumber: string;
  readonly gender: Gender;
  readonly address: string;
}

/** What a correction may change. */
export interface Correctable {
  readonly caller: Caller;
  readonly address: string;
  readonly narrative: string;
}

/** One report as the agency's clerk took it down, before it is put into the agency's own columns. */
export interface Report {
  readonly number: string;
  readonly county: County;
  readonly street: Street;
  readonly reportedMs: number;
  readonly occurredMs: number | null;
  /** Before a correction, and after it; the same where there is none. */
  readonly first: Correctable;
  readonly right: Correctable;
  readonly title: string;
  /** Null: not named. */
  readonly counterparty: { readonly name: string; readonly person: boolean } | null;
  /** Whether the counterparty, named or not, is a person. */
  readonly respondentIsPerson: boolean;
  /** Police typeL1–L3; grid class and sub-class; court cause number and name. */
  readonly classes: readonly string[];
  readonly hotlineClass: HotlineClass | null;
  /** Numbers of other agencies that fill the field made for it. */
  readonly relatedNumbers: readonly string[];
  readonly claims: string;
  readonly amountFen: number | null;
  readonly people: number | null;
  readonly unit: string;
  /** What was done, in the agency's words; shown from the stage at which it is known. */
  readonly outcome: string;
  readonly dispute: boolean;
  /** For choices that belong to the shape: officer, channel, satisfaction. */
  readonly dice: (label: string) => number;
}
