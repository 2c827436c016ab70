/** Data of the query bench: a small city in memory, so that what is measured is the way of a request and not a database. */
export interface DisputeRow {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly state: string;
  readonly regionCode: string;
  readonly openedAt: string;
  readonly recordIds: readonly string[];
}

/** Agencies that have records, with the GraphQL type of each. */
export const AGENCIES = [
  ['police', 'PoliceIncident'],
  ['hotline', 'HotlineTicket'],
  ['court', 'CourtCase'],
  ['grid', 'GridEvent'],
] as const;
export type Agency = (typeof AGENCIES)[number][0];

export interface RecordRow {
  readonly __typename: string;
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly narrative: string;
  readonly reportedAt: string;
  readonly handler: string;
  readonly disputeId: string;
}

const DISPUTES = 200;
const RECORDS_A_DISPUTE = 12;

export const disputes = new Map<string, DisputeRow>();
export const records = new Map<string, RecordRow>();

for (let n = 0; n < DISPUTES; n += 1) {
  const id = `d${n}`;
  const recordIds = Array.from({ length: RECORDS_A_DISPUTE }, (_, m) => `r${n}-${m}`);
  disputes.set(id, {
    id,
    code: `T-320612-2611${String(n % 28).padStart(2, '0')}-K7Q${n}`,
    title: `幸福路${n}号楼上漏水引发争吵`,
    state: n % 3 === 0 ? 'REGISTERED' : 'MEDIATING',
    regionCode: '320612',
    openedAt: `2026-11-${String((n % 28) + 1).padStart(2, '0')}T08:00:00+08:00`,
    recordIds,
  });
  recordIds.forEach((recordId, m) => {
    const [agency, typename] = AGENCIES[m % AGENCIES.length] ?? AGENCIES[0];
    records.set(recordId, {
      __typename: typename,
      id: recordId,
      number: `J320612${n}${String(m).padStart(3, '0')}`,
      title: `第${m + 1}次反映：幸福路${n}号漏水`,
      narrative: '报警人称楼上住户漏水长期不修，双方多次争吵，社区已上门两次，要求尽快处理并赔偿装修损失。',
      reportedAt: `2026-11-${String((n % 28) + 1).padStart(2, '0')}T${String(m + 8).padStart(2, '0')}:00:00+08:00`,
      handler: `${agency}-${m % 7}`,
      disputeId: id,
    });
  });
}

export function scoreOf({ id }: { readonly id: string }): number {
  return (Number(id.slice(1)) * 37) % 101;
}

export function colourOf(row: { readonly id: string }): string {
  const score = scoreOf(row);
  return score >= 60 ? 'RED' : score >= 30 ? 'YELLOW' : 'GREEN';
}
