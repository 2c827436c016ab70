import type { Dispute } from '../../../schema/canonical/dispute.ts';
import { disputeIdOf } from '../../../schema/canonical/ids.ts';
import { linkIdOf, type Link } from '../../../schema/canonical/link.ts';
import type { LinkDecision } from '../../../schema/canonical/link-decision.ts';
import type { CanonicalRecord } from '../../../schema/canonical/record.ts';
import { comparePair, weighPair } from './compare-pair.ts';
import { mayJoin } from './crowds.ts';
import { BLOCK_RULES, askedKeysOf, blockRuleOf } from './block-keys.ts';
import { linkableOf, type Linkable } from './linkable.ts';
import { decide, type ScoredPair } from './pair-score.ts';
import { SHIPPED_WEIGHTS, type LinkWeights } from './weights.ts';

/** What planning looks at in a stored link. The evidence is left out: it follows from the versions of the records and of the weights. */
export type LinkMark = Pick<
  Link,
  'id' | 'recordIds' | 'versionKeys' | 'status' | 'reason' | 'disputeIds' | 'version'
> & { readonly decisionId: string | null };

/** Who stands near a record under one of its keys. */
export interface BlockQuestion {
  readonly key: string;
  /** When the record was reported, UTC instant as in `blockKeys`. */
  readonly reportedAt: string;
  readonly most: number;
}

/** How linking looks things up; the pipeline gives it the store, a test a few maps. */
export interface CandidateLookup {
  /** Current versions of these records; those that do not exist are left out. */
  records(ids: readonly string[]): Promise<readonly CanonicalRecord[]>;
  /** For each question the records under its key that were reported next before and after it, at most `most` on either side. */
  recordIdsNear(questions: readonly BlockQuestion[]): Promise<readonly (readonly string[])[]>;
  /** Disputes that have one of these records as a member or a recurrence, or one of these ids. */
  disputes(recordIds: readonly string[], disputeIds: readonly string[]): Promise<readonly Dispute[]>;
  /** Stored links of these records. */
  links(recordIds: readonly string[]): Promise<readonly LinkMark[]>;
  /** The active dispute that has each of these records as a member, else that which has it as a recurrence; those in none are left out. */
  placements(recordIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Decisions of people about any of these records, also those that were undone, and the undoings. */
  decisions(recordIds: readonly string[]): Promise<readonly LinkDecision[]>;
}

/** All that a decision about some records can depend on. */
export interface Neighbourhood {
  readonly records: Map<string, Linkable>;
  /** Records that are reached by pairs for people only: links tell of them, nothing here changes them. */
  readonly edge: Map<string, Linkable>;
  /** The dispute of each record on the edge that is in one. */
  readonly edgeDisputes: ReadonlyMap<string, string>;
  /** Pairs that are linked or for review, at least one end in `records`. */
  readonly pairs: ScoredPair[];
  readonly disputes: Map<string, Dispute>;
  readonly links: Map<string, LinkMark>;
  readonly decisions: Map<string, LinkDecision>;
  readonly weights: LinkWeights;
  /** True when the cap was reached: what lies beyond is left as it is. */
  capped: boolean;
}

/** Past this many records one component is no dispute any more but a wrong key. */
const MOST_RECORDS = 5_000;
/** How many times one record may found a dispute anew after splits before its ids are exhausted. */
const FOUNDINGS = 3;

/** Ids that disputes founded by a record can have, in order of use: the record's own first, then those of later foundings after splits. */
export function foundingSeeds(recordId: string): readonly string[] {
  return Array.from({ length: FOUNDINGS }, (_, n) => (n === 0 ? recordId : `${recordId}#${n + 1}`));
}

export interface GatherOptions {
  /** Those that the hub comes with unless told. */
  readonly weights?: LinkWeights;
  /** Current versions of seeds that were read just now. */
  readonly known?: readonly CanonicalRecord[];
}

/**
 * Gathers, breadth first from the records that changed, every record that may be joined to them directly or through others, or that people
 * decided about together with them, and every dispute that has one of them; the members of these disputes and the other ends of stored links are
 * followed as well, because a change may break what held them together. Pairs that people are asked about are looked at and not followed:
 * of forms filled in with the same few words everyone resembles everyone.
 */
export async function gather(
  seeds: readonly string[],
  lookup: CandidateLookup,
  { weights = SHIPPED_WEIGHTS, known = [] }: GatherOptions = {},
): Promise<Neighbourhood> {
  const around: Neighbourhood & { edgeDisputes: ReadonlyMap<string, string> } = {
    records: new Map(known.map((record) => [record.id, linkableOf(record)])),
    edge: new Map(),
    edgeDisputes: new Map(),
    pairs: [],
    disputes: new Map(),
    links: new Map(),
    decisions: new Map(),
    weights,
    capped: false,
  };
  const asked = new Set<string>();
  const paired = new Set<string>();
  let frontier = [...new Set(seeds)];
  while (frontier.length > 0) {
    for (const id of frontier) asked.add(id);
    const missing = frontier.filter((id) => !around.records.has(id));
    const read = missing.length === 0 ? [] : await lookup.records(missing);
    for (const record of read) around.records.set(record.id, linkableOf(record));
    const here = frontier.flatMap((id) => around.records.get(id) ?? []);
    const founded = here
      .filter(({ record }) => record.state === 'ACTIVE')
      .flatMap(({ id }) => foundingSeeds(id).map(disputeIdOf));
    const [links, disputes, decisions, near] = await Promise.all([
      lookup.links(frontier),
      lookup.disputes(frontier, founded),
      lookup.decisions(frontier),
      idsNear(here, lookup),
    ]);
    for (const link of links) around.links.set(link.id, link);
    const met = await meet(near, around, lookup, paired);
    for (const { recordIds, status, reason } of links) {
      if (status === 'REVIEW' && reason === 'UNCERTAIN') continue;
      for (const id of recordIds) met.add(id);
    }
    for (const dispute of disputes) {
      around.disputes.set(dispute.id, dispute);
      for (const { recordId } of [...dispute.members, ...dispute.recurrences]) met.add(recordId);
    }
    for (const decision of decisions) {
      around.decisions.set(decision.id, decision);
      for (const id of [...decision.together, ...decision.apart].flat()) met.add(id);
    }
    frontier = [...met].filter((id) => !asked.has(id));
    if (around.records.size + frontier.length > MOST_RECORDS) {
      around.capped = true;
      break;
    }
  }
  for (const id of around.records.keys()) around.edge.delete(id);
  const edge = [...around.edge.keys()];
  const [placements, decisions] = await Promise.all([lookup.placements(edge), lookup.decisions(edge)]);
  around.edgeDisputes = placements;
  for (const decision of decisions) around.decisions.set(decision.id, decision);
  return around;
}

type Near = ReadonlyMap<Linkable, Set<string>>;

/** Whom each of these records shares a key with. */
async function idsNear(here: readonly Linkable[], lookup: CandidateLookup): Promise<Near> {
  const questions = here.flatMap((one) => askedKeysOf(one).map((key) => ({ one, ...questionOf(one, key) })));
  const answers = await lookup.recordIdsNear(questions);
  const near = new Map(here.map((one) => [one, new Set<string>()]));
  for (const [n, { one }] of questions.entries()) for (const id of answers[n] ?? []) near.get(one)?.add(id);
  return near;
}

/** Compares records with everybody they share a key or a stored link with; answers those they may be joined to. */
async function meet(
  near: Near,
  around: Neighbourhood,
  lookup: CandidateLookup,
  paired: Set<string>,
): Promise<Set<string>> {
  // A pair that was found once is found again, also when newer records have filled its blocks since.
  const linked = new Map<string, string[]>();
  for (const {
    recordIds: [a, b],
  } of around.links.values()) {
    linked.set(a, [...(linked.get(a) ?? []), b]);
    linked.set(b, [...(linked.get(b) ?? []), a]);
  }
  for (const [one, ids] of near) for (const id of linked.get(one.id) ?? []) ids.add(id);
  const unknown = new Set(
    [...near.values()].flatMap((ids) => [...ids]).filter((id) => !around.records.has(id)),
  );
  const candidates = new Map(around.records);
  for (const record of await lookup.records([...unknown])) candidates.set(record.id, linkableOf(record));
  const met = new Set<string>();
  for (const [one, ids] of near) {
    for (const id of ids) {
      const other = candidates.get(id);
      const pair = linkIdOf(one.id, id);
      if (other === undefined || id === one.id || paired.has(pair)) continue;
      paired.add(pair);
      // The smaller id first, so that the evidence is the same whoever is asked about.
      const [a, b] = one.id < id ? [one, other] : [other, one];
      if (decide(weighPair(a, b, around.weights)) === 'NOTHING') {
        if (linked.has(id)) around.edge.set(id, other);
        continue;
      }
      const score = comparePair(a, b, around.weights);
      around.pairs.push({ a: a.id, b: b.id, score });
      if (mayJoin(score)) {
        around.records.set(id, other);
        met.add(id);
      } else around.edge.set(id, other);
    }
  }
  return met;
}

function questionOf({ registered }: Linkable, key: string): BlockQuestion {
  const reportedAt = registered.slice(0, registered.indexOf('|'));
  return { key, reportedAt, most: BLOCK_RULES[blockRuleOf(key)] };
}
