import type { OrganisationType } from '../city/organisations.ts';
import type { Random } from '../noise/random.ts';
import type { AgencyName } from '../agencies/agency.ts';

/** The agencies at which a quarrel of the Chinese city arrives. */
export type QuarrelAgency = Exclude<AgencyName, 'open311'>;

/** What is fixed for the whole quarrel, so that its records do not contradict each other. Keys are template slots. */
export type Facts = Readonly<Record<string, string>>;

/** Where a hotline ticket is filed: request type of `hotline.request_type` and one to three levels of the category tree. */
export interface HotlineClass {
  readonly type: '投诉' | '求助' | '咨询' | '建议' | '举报' | '其他' | '表扬' | '感谢';
  readonly path: readonly string[];
}

/**
 * A kind of quarrel. Texts are templates (`writing/template.ts`) in the manner of the agency that writes them. Slots beside the facts:
 * `me` (full name, 张先生 or 市民), `mr` (张先生 or 本人), `other` (as named in this record), `place` (as written in this record), `spot`, `community`,
 * `street`, `county`, `when` (a court gives the date), `unnamed` (楼上住户: what the counterparty is called without a name).
 */
export interface QuarrelKind {
  readonly name: string;
  /** GB/T 31000-2015 table 91, 4 digits. */
  readonly category: string;
  readonly weight: number;
  /** Weight among group quarrels; 0: never one. */
  readonly groupWeight: number;
  /** `neighbour` lives in the same building or village group; `person` somewhere in the county. */
  readonly counterparty: 'neighbour' | 'person' | 'propertyCompany' | OrganisationType;
  /** How the counterparty is related to the reporter, where it is a person: decides surname, gender, age. */
  readonly relation?: 'spouse' | 'child' | 'sibling';
  /** Years in which the reporter may be born. */
  readonly born?: readonly [earliest: number, latest: number];
  /** Floors on which the reporter may live. */
  readonly floors?: readonly [lowest: number, highest: number];
  /** It is about one event, so that later records speak of the same day; `daytime`: one in opening hours; `schoolday`: one of them, Monday to Friday. */
  readonly eventful?: 'anytime' | 'daytime' | 'schoolday';
  /** Where it happens: at the reporter's door, on a road near it, at the counterparty's door. */
  readonly place: 'home' | 'villageHome' | 'road' | 'premises';
  facts(random: Random): Facts & { readonly unnamed: string };
  /** How likely the first contact is with each agency. */
  readonly first: Readonly<Record<QuarrelAgency, number>>;
  readonly police: {
    /** typeL1, typeL2, typeL3. */
    readonly classes: readonly (readonly [l1: string, l2: string, l3: string])[];
    readonly texts: readonly string[];
    /** The same quarrel told by the counterparty, where that is a person: `other` is then the first reporter. */
    readonly otherSide?: readonly string[];
  };
  readonly hotline: {
    readonly classes: readonly HotlineClass[];
    readonly titles: readonly string[];
    readonly texts: readonly string[];
    /** Unit that handles it; `{county}` and `{street}` may stand in it. */
    readonly unit: string;
  };
  readonly grid: {
    readonly classes: readonly (readonly [cls: string, sub: string])[];
    readonly texts: readonly string[];
  };
  readonly court: {
    /** Number and name of the cause of action, rules of 2025 (in force 2026-01-01). */
    readonly cause: readonly [number: string, name: string];
    readonly texts: readonly string[];
    readonly claims: readonly string[];
  };
  /** Money at stake in yuan for these facts, as the facts' texts say it. */
  amountYuan?(facts: Facts): number;
}
