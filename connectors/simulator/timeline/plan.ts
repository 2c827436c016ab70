import type { AgencyName } from '../agencies/agency.ts';
import type { ServicePlace } from '../agencies/open311/shape.ts';
import type { ServiceTopic } from '../agencies/open311/topics.ts';
import type { Place } from '../city/atlas.ts';
import type { Organisation } from '../city/organisations.ts';
import type { Person } from '../city/people.ts';
import type { County } from '../city/regions.ts';
import type { EverydayTopic } from '../everyday/topic.ts';
import type { Random } from '../noise/random.ts';
import type { Escalation, Turn } from '../quarrels/course/course.ts';
import type { Facts, QuarrelAgency, QuarrelKind } from '../quarrels/kind.ts';
import type { Truth } from '../truth/truth.ts';

/** A real-world quarrel of the city: who, with whom, where, about what. */
export interface Quarrel {
  readonly id: string;
  readonly kind: QuarrelKind;
  readonly claimant: Person;
  readonly respondent: Person | Organisation;
  readonly place: Place;
  readonly facts: Facts & { readonly unnamed: string };
  /** The agency that hears of it first. */
  readonly firstAgency: QuarrelAgency;
  /** When the event was, wall time. */
  readonly eventMs: number;
  /** Reported days after it by the noise model's share. */
  readonly eventDaysAgo: boolean;
  readonly resembles: Truth['resembles'];
  readonly group: boolean;
}

/** One contact with an agency about a quarrel. */
export interface QuarrelMatter {
  readonly type: 'quarrel';
  readonly quarrel: Quarrel;
  readonly agency: QuarrelAgency;
  readonly reporter: Person;
  /** The counterparty reports. */
  readonly otherSide: boolean;
  /** Where the reporter says it is; in a group everybody has their own door. */
  readonly place: Place;
  readonly facts: Quarrel['facts'];
  /** Where the reporter was when not at home: another county. */
  readonly awayAt: Place | null;
  /** What it says of danger; null for most. */
  readonly turn: Turn | null;
  /** The serious event in which the quarrel ends, before or after this contact; null for most. */
  readonly escalation: Escalation | null;
  readonly contact: number;
  /** Earlier records of the same quarrel, oldest first. */
  readonly earlier: readonly RecordPlan[];
}

export interface EverydayMatter {
  readonly type: 'everyday';
  readonly topic: EverydayTopic;
  readonly agency: QuarrelAgency;
  readonly reporter: Person;
  readonly place: Place;
}

export interface ServiceMatter {
  readonly type: 'service';
  readonly topic: ServiceTopic;
  readonly agency: 'open311';
  readonly place: ServicePlace;
  readonly quarrelId: string | null;
  readonly resembles: Truth['resembles'];
  readonly contact: number;
}

export type Matter = QuarrelMatter | EverydayMatter | ServiceMatter;

/** What happened to one record in its agency's system, in order. */
export type Change = 'new' | 'progress' | 'corrected' | 'withdrawn';

export interface Stage {
  readonly stage: number;
  /** Wall time. */
  readonly ms: number;
}

export interface VersionPlan {
  readonly change: Change;
  readonly sourceMs: number;
  readonly visibleMs: number;
  /** Sent again, identical, at this time. */
  readonly repeatedMs: number | null;
  /** Stages reached so far, 0 is the first; the agency's shape names them. A stage may have been skipped. */
  readonly stages: readonly Stage[];
  readonly corrected: boolean;
  readonly withdrawn: boolean;
}

/** One record of one agency and all its versions, all times wall time. */
export interface RecordPlan {
  readonly matter: Matter;
  readonly agency: AgencyName;
  readonly random: Random;
  /** Where it was taken; null for 311. */
  readonly county: County | null;
  readonly reportedMs: number;
  readonly versions: readonly VersionPlan[];
  readonly willBeCorrected: boolean;
  readonly late: boolean;
}

/** When the record reached the stage, or null. */
export function reachedMs(version: VersionPlan, stage: number): number | null {
  return version.stages.find((reached) => reached.stage === stage)?.ms ?? null;
}
