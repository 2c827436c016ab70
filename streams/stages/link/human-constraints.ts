import { linkIdOf } from '../../../schema/canonical/link.ts';
import type { DecisionOutcome, LinkDecision, RecordPair } from '../../../schema/canonical/link-decision.ts';
import { Ties } from './ties.ts';

/** What people decided about some records, contradictions resolved. */
export interface HumanConstraints {
  readonly mustLink: readonly RecordPair[];
  readonly cannotLink: readonly RecordPair[];
  readonly ties: Ties;
  /** Records of which a person said that they are disputes. */
  readonly confirmed: ReadonlySet<string>;
  /** By link id: the decision that holds for a pair. */
  readonly decided: ReadonlyMap<
    string,
    { readonly decision: LinkDecision; readonly status: 'CONFIRMED' | 'REJECTED' }
  >;
  /** Records that an undone decision had brought together. */
  readonly released: ReadonlySet<string>;
  /** What holds of each decision, by its id. */
  readonly outcomes: ReadonlyMap<string, DecisionOutcome>;
}

/**
 * The constraints that some decisions make: what was undone is left out, and of what contradicts each other, also through third records, the
 * later holds. Independent of the order in which the decisions are given.
 */
export function humanConstraintsOf(decisions: readonly LinkDecision[]): HumanConstraints {
  const latestFirst = [...decisions].sort((a, b) =>
    a.at === b.at ? (a.id < b.id ? 1 : -1) : a.at < b.at ? 1 : -1,
  );
  const undone = new Set<string>();
  for (const { id, undoes } of latestFirst) if (undoes !== null && !undone.has(id)) undone.add(undoes);
  const ties = new Ties();
  const mustLink: RecordPair[] = [];
  const cannotLink: RecordPair[] = [];
  const confirmed = new Set<string>();
  const decided = new Map<string, { decision: LinkDecision; status: 'CONFIRMED' | 'REJECTED' }>();
  const outcomes = new Map<string, DecisionOutcome>();
  for (const decision of latestFirst) {
    if (undone.has(decision.id)) {
      outcomes.set(decision.id, 'UNDONE');
      continue;
    }
    let holds = decision.undoes === null ? 0 : 1;
    for (const pair of decision.together) {
      const [a, b] = pair;
      if (a === b) confirmed.add(a);
      else if (ties.tie(a, b)) mustLink.push(pair);
      else continue;
      holds += 1;
      note(pair, 'CONFIRMED', decision);
    }
    for (const pair of decision.apart) {
      if (!ties.part(...pair)) continue;
      cannotLink.push(pair);
      holds += 1;
      note(pair, 'REJECTED', decision);
    }
    outcomes.set(decision.id, holds > 0 ? 'APPLIED' : 'OVERRULED');
  }
  const released = new Set(
    decisions.filter(({ id, together }) => undone.has(id) && together.length > 0).flatMap((d) => d.recordIds),
  );
  return { mustLink, cannotLink, ties, confirmed, decided, released, outcomes };

  function note([a, b]: RecordPair, status: 'CONFIRMED' | 'REJECTED', decision: LinkDecision): void {
    const id = linkIdOf(a, b);
    if (a !== b && !decided.has(id)) decided.set(id, { decision, status });
  }
}
