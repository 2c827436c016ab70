import type { CanonicalRecord } from '../../schema/canonical/record.ts';
import type { DisputeDoc, RecordDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import { storing } from '../../schema/store/store-fault.ts';
import type { Colour } from '../../schema/vocabulary/risk-terms.ts';
import { assess } from '../../streams/stages/score/assess.ts';
import type { RiskRules } from '../../streams/stages/score/rules.ts';
import type { ScoreInput } from '../../streams/stages/score/score-input.ts';
import { table } from '../table.ts';

const BATCH = 200;

/** A dispute that would have another colour. */
export interface ColourChange {
  readonly code: string;
  readonly title: string;
  readonly from: Colour;
  readonly to: Colour;
  readonly scoreBefore: number;
  readonly scoreAfter: number;
}

export interface RiskDiff {
  readonly rules: string;
  readonly disputes: number;
  /** By `FROM→TO`. */
  readonly totals: Readonly<Record<string, number>>;
  readonly changes: readonly ColourChange[];
}

/**
 * Which active disputes would have another machine's colour under `rules` at `asOf`. A dispute that was not scored yet is compared with what
 * the `shipped` rules say. Reads only, in batches. Earlier police calls are those that the stored score rests on.
 * @throws HubError HUB_STORE_UNAVAILABLE
 */
export async function riskDiff(
  store: Pick<Store, 'disputes' | 'records'>,
  rules: RiskRules,
  shipped: RiskRules,
  asOf: string,
): Promise<RiskDiff> {
  const changes: ColourChange[] = [];
  let disputes = 0;
  let after = '';
  for (;;) {
    const batch = await storing(
      store.disputes
        .find({ state: 'ACTIVE', _id: { $gt: after } })
        .sort({ _id: 1 })
        .limit(BATCH)
        .lean<DisputeDoc[]>()
        .exec(),
    );
    const last = batch.at(-1);
    if (last === undefined) break;
    after = last._id;
    disputes += batch.length;
    const records = await recordsOf(store, batch);
    for (const dispute of batch) {
      const change = changeOf(dispute, records, { rules, shipped, asOf });
      if (change.from !== change.to) changes.push(change);
    }
  }
  const totals: Record<string, number> = {};
  for (const { from, to } of changes) totals[`${from}→${to}`] = (totals[`${from}→${to}`] ?? 0) + 1;
  return { rules: rules.version, disputes, totals, changes };
}

async function recordsOf(
  store: Pick<Store, 'records'>,
  disputes: readonly DisputeDoc[],
): Promise<ReadonlyMap<string, CanonicalRecord>> {
  const ids = disputes.flatMap((dispute) => [
    ...dispute.members.map(({ recordId }) => recordId),
    ...earlierIds(dispute),
  ]);
  const found = await storing(
    store.records
      .find({ _id: { $in: ids } })
      .lean<RecordDoc[]>()
      .exec(),
  );
  return new Map(found.map(({ _id, ...record }) => [_id, { id: _id, ...record }]));
}

function earlierIds({ risk }: DisputeDoc): string[] {
  const factor = risk?.factors.find(({ name }) => name === 'EARLIER_POLICE_CALLS');
  return (factor?.evidence ?? []).map(({ recordId }) => recordId);
}

function changeOf(
  doc: DisputeDoc,
  records: ReadonlyMap<string, CanonicalRecord>,
  { rules, shipped, asOf }: { rules: RiskRules; shipped: RiskRules; asOf: string },
): ColourChange {
  const { _id, risk, ...dispute } = doc;
  const known = (ids: readonly string[]): CanonicalRecord[] =>
    ids.map((id) => records.get(id)).filter((record) => record !== undefined);
  const input: ScoreInput = {
    dispute: { id: _id, ...dispute },
    records: known(doc.members.filter(({ state }) => state === 'ACTIVE').map(({ recordId }) => recordId)),
    earlierCalls: known(earlierIds(doc)).map(({ id, reportedAt }) => ({ recordId: id, reportedAt })),
    before: risk?.machineColour ?? null,
  };
  const was = risk ?? assess(input, shipped, asOf);
  const from = risk?.machineColour ?? was.colour;
  const found = assess({ ...input, before: from }, rules, asOf);
  return {
    code: doc.code,
    title: doc.title,
    from,
    to: found.colour,
    scoreBefore: was.score,
    scoreAfter: found.score,
  };
}

/** As a table of the disputes and one of the totals. */
export function riskDiffText({ rules, disputes, totals, changes }: RiskDiff): string {
  const summary = `${changes.length} of ${disputes} disputes would change colour under ${rules}; nothing was written`;
  if (changes.length === 0) return summary;
  const rows = changes.map(({ code, from, to, scoreBefore, scoreAfter, title }) => [
    code,
    from,
    to,
    String(scoreBefore),
    String(scoreAfter),
    title,
  ]);
  return [
    table(['code', 'from', 'to', 'score', 'then', 'title'], rows, [3, 4]),
    '',
    table(
      ['change', 'disputes'],
      Object.entries(totals).map(([change, count]) => [change, String(count)]),
      [1],
    ),
    summary,
  ].join('\n');
}
