/** Colours of a dispute's risk, calm to grave: 绿 蓝 黄 红. Three are in use unless the rules name BLUE too. */
export const COLOURS = ['GREEN', 'BLUE', 'YELLOW', 'RED'] as const;
export type Colour = (typeof COLOURS)[number];

export const COLOUR_LABELS: Readonly<Record<Colour, string>> = {
  GREEN: '绿',
  BLUE: '蓝',
  YELLOW: '黄',
  RED: '红',
};

/** What a score is made of, one file each in `streams/stages/score/factors/`. Ethnicity and religion are never among them. */
export const RISK_FACTORS = [
  'REPEAT_CONTACTS',
  'SEVERAL_FEEDS',
  'FAILED_MEDIATIONS',
  'THREAT_WORDS',
  'EARLIER_POLICE_CALLS',
  'GROUP_SIZE',
  'VULNERABLE_PARTY',
  'OVERDUE',
  'REOPENED',
  'AMOUNT',
] as const;
export type RiskFactorName = (typeof RISK_FACTORS)[number];

/** What a person can do about a colour that a machine gave: 确认, 调高, 调低, 撤销人工定级. */
export const COLOUR_DECISIONS = ['CONFIRM', 'RAISE', 'LOWER', 'CLEAR'] as const;
export type ColourDecisionKind = (typeof COLOUR_DECISIONS)[number];

export const HOT_SPOT_EVENT_KINDS = ['HOT_SPOT_OPENED', 'HOT_SPOT_UPDATED', 'HOT_SPOT_CLOSED'] as const;
export type HotSpotEventKind = (typeof HOT_SPOT_EVENT_KINDS)[number];

/** Events that the hub tells, in `HubEvent.kind`. DISPUTE_CHANGED is told of every change of a dispute, the others of what analysts watch for. */
export const HUB_EVENT_KINDS = [
  'DISPUTE_CHANGED',
  'COLOUR_CHANGED',
  'OVERDUE',
  'REPEAT_CALLER',
  'CROSS_AGENCY_MATCH',
  'WHISTLE',
  ...HOT_SPOT_EVENT_KINDS,
] as const;
export type HubEventKind = (typeof HUB_EVENT_KINDS)[number];

export function isHotSpotKind(kind: string): kind is HotSpotEventKind {
  return (HOT_SPOT_EVENT_KINDS as readonly string[]).includes(kind);
}

/** What changed of a dispute, in DISPUTE_CHANGED. */
export const DISPUTE_CHANGES = [
  'OPENED',
  'RECORDS',
  'MERGED',
  'WITHDRAWN',
  'RETURNED',
  'WORKFLOW',
  'RISK',
] as const;
export type DisputeChange = (typeof DISPUTE_CHANGES)[number];
