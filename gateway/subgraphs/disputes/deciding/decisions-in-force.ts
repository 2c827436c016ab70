import type { RecordPair } from '../../../../schema/canonical/link-decision.ts';
import type { LinkDecisionDoc } from '../../../../schema/store/documents.ts';

/** The decisions that hold: nobody undid them, or the undoing was itself undone. */
export function inForce(decisions: readonly LinkDecisionDoc[]): readonly LinkDecisionDoc[] {
  const undoings = Map.groupBy(
    decisions.filter(({ undoes }) => undoes !== null),
    ({ undoes }) => undoes,
  );
  // A decision undoes an earlier one only, so this ends.
  const holds = ({ _id }: LinkDecisionDoc): boolean => !(undoings.get(_id) ?? []).some(holds);
  return decisions.filter(holds);
}

/** What a decision says of pairs of records. */
export interface Ruling {
  readonly together: readonly RecordPair[];
  readonly apart: readonly RecordPair[];
}

/**
 * The latest of the decisions that hold which says otherwise than the ruling asked for, or null. What is together is so with all that its
 * partners are together with, so a contradiction can go through third records. What holds already contradicts nothing anew.
 */
export function contradictionOf(asked: Ruling, holding: readonly LinkDecisionDoc[]): LinkDecisionDoc | null {
  const said = holding.flatMap((by) => by.together.map((pair): Bond => ({ pair, by })));
  const before = new Bonds(said);
  const after = new Bonds([...said, ...asked.together.map((pair): Bond => ({ pair, by: null }))]);
  const against = [
    ...asked.apart
      .filter(([a, b]) => after.areTogether(a, b))
      .slice(0, 1)
      .flatMap(([a, b]) => after.decisionsBetween(a, b)),
    ...holding.filter(({ apart }) =>
      apart.some(([a, b]) => after.areTogether(a, b) && !before.areTogether(a, b)),
    ),
  ];
  return against.reduce<LinkDecisionDoc | null>(
    (latest, one) => (latest === null || one.at > latest.at ? one : latest),
    null,
  );
}

interface Bond {
  readonly pair: RecordPair;
  /** Null for what is being asked for. */
  readonly by: LinkDecisionDoc | null;
}

/** Records that are together, and who says so. */
class Bonds {
  readonly #partners = new Map<string, { readonly id: string; readonly by: Bond['by'] }[]>();
  /** Records of one group have one name. */
  readonly #group = new Map<string, string>();

  constructor(bonds: readonly Bond[]) {
    for (const { pair, by } of bonds) {
      const [a, b] = pair;
      this.#add(a, b, by);
      this.#add(b, a, by);
    }
    for (const start of this.#partners.keys()) {
      if (this.#group.has(start)) continue;
      for (const id of this.#waysFrom(start).keys()) this.#group.set(id, start);
    }
  }

  areTogether(a: string, b: string): boolean {
    const group = this.#group.get(a);
    return group !== undefined && group === this.#group.get(b);
  }

  /** The decisions along a shortest way from one record to another. */
  decisionsBetween(from: string, to: string): readonly LinkDecisionDoc[] {
    const cameBy = this.#waysFrom(from);
    const decisions: LinkDecisionDoc[] = [];
    for (let step = cameBy.get(to); step != null; step = cameBy.get(step.id)) {
      if (step.by !== null) decisions.push(step.by);
    }
    return decisions;
  }

  /** Every record of the group with the one that leads to it, breadth first. */
  #waysFrom(start: string): Map<string, { readonly id: string; readonly by: Bond['by'] } | null> {
    const cameBy = new Map<string, { readonly id: string; readonly by: Bond['by'] } | null>([[start, null]]);
    // A map goes on over what is added while it is gone through.
    for (const at of cameBy.keys()) {
      for (const { id, by } of this.#partners.get(at) ?? []) {
        if (!cameBy.has(id)) cameBy.set(id, { id: at, by });
      }
    }
    return cameBy;
  }

  #add(from: string, to: string, by: Bond['by']): void {
    const partners = this.#partners.get(from);
    if (partners === undefined) this.#partners.set(from, [{ id: to, by }]);
    else partners.push({ id: to, by });
  }
}
