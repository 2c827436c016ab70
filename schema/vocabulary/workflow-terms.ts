import { feedCodes } from './tables.ts';

/** States of a dispute's handling, in the order of table `hub.status` (登记 … 销号, 重开). A test holds them to the table. */
export const WORKFLOW_STATES = [
  'REGISTERED',
  'TRIAGED',
  'REFERRED',
  'ACCEPTED',
  'MEDIATING',
  'SUSPENDED',
  'AGREED',
  'CONFIRMED',
  'PERFORMING',
  'FAILED',
  'LITIGATED',
  'TRANSFERRED_CRIMINAL',
  'WITHDRAWN',
  'FOLLOWED_UP',
  'CLOSED',
  'REOPENED',
] as const;
export type WorkflowState = (typeof WORKFLOW_STATES)[number];

/** How soon a dispute must be settled, in the order of table `hub.urgency` (特急, 紧急, 一般, 疑难复杂). */
export const URGENCIES = ['CRITICAL', 'HIGH', 'NORMAL', 'COMPLEX'] as const;
export type Urgency = (typeof URGENCIES)[number];

/** Levels of mediation committees: 村（社区）, 乡镇（街道）, 县（市、区）. */
export const REFERRAL_TIERS = ['VILLAGE', 'TOWNSHIP', 'COUNTY'] as const;
export type ReferralTier = (typeof REFERRAL_TIERS)[number];

/** Calls that bring named agencies together: 快捷哨, 应急哨, 攻坚哨. */
export const WHISTLES = ['QUICK', 'EMERGENCY', 'HARD_CASE'] as const;
export type Whistle = (typeof WHISTLES)[number];

/** Satisfaction asked for on follow-up (回访), worst to best: 不满意, 基本满意, 满意, 非常满意. */
export const SATISFACTIONS = ['DISSATISFIED', 'FAIRLY_SATISFIED', 'SATISFIED', 'VERY_SATISFIED'] as const;
export type Satisfaction = (typeof SATISFACTIONS)[number];

/** The Chinese word of a state. */
export function stateLabelOf(state: WorkflowState): string {
  return feedCodes('hub.status').find(({ enumName }) => enumName === state)?.label ?? state;
}

/** The time that table `hub.urgency` gives for an urgency, as an ISO 8601 duration: `PT2H`, `PT24H`, `P7D`, `P15D`. */
export function urgencyDurationOf(urgency: Urgency): string {
  return feedCodes('hub.urgency').find(({ enumName }) => enumName === urgency)?.code ?? '';
}

/** The Chinese word of an urgency. */
export function urgencyLabelOf(urgency: Urgency): string {
  return feedCodes('hub.urgency').find(({ enumName }) => enumName === urgency)?.label ?? urgency;
}
