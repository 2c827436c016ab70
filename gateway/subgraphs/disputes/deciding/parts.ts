import type { ScopedStore } from '../../../access/door.ts';
import type { RecordPair } from '../../../../schema/canonical/link-decision.ts';

/** One part of a dispute that is split. */
export interface Part {
  /** Whether one of its records stands and is more than evidence. */
  readonly canStand: boolean;
  /**
   * Pairs that make it a dispute where its own links do not, as few as that takes; a pair of a record with itself says that the record,
   * which by itself only might be a dispute, is one.
   */
  readonly bonds: readonly RecordPair[];
}

/** Of a dispute with more links than this, parts are held together by people's word throughout. */
const MOST_LINKS = 20_000;

/** What becomes of some records that are a dispute of their own from now on; one answer for each part. */
export async function partsOf(
  parts: readonly (readonly string[])[],
  store: ScopedStore,
): Promise<readonly Part[]> {
  const standings = new Map(
    (await store.recordStandings(parts.flat())).map((standing) => [standing._id, standing]),
  );
  return Promise.all(
    parts.map(async (ids) => {
      const core = ids.filter((id) => {
        const standing = standings.get(id);
        return standing?.state === 'ACTIVE' && standing.nature !== 'OTHER';
      });
      const [first] = core;
      const isDispute =
        core.length > 1 || (first !== undefined && standings.get(first)?.nature === 'DISPUTE');
      const links = await store.heldTogether(ids, MOST_LINKS);
      const known = links.length < MOST_LINKS ? links.map(({ recordIds }) => recordIds) : [];
      return {
        canStand: first !== undefined,
        bonds: [
          ...(isDispute || first === undefined ? [] : [[first, first] as RecordPair]),
          ...bridgesBetween(ids, known),
        ],
      };
    }),
  );
}

/** Pairs that connect what links leave apart. */
export function bridgesBetween(ids: readonly string[], links: readonly RecordPair[]): readonly RecordPair[] {
  const groupOf = new Map(ids.map((id) => [id, id]));
  const rootOf = (id: string): string => {
    let root = id;
    for (let up = groupOf.get(root) ?? root; up !== root; up = groupOf.get(root) ?? root) root = up;
    return root;
  };
  for (const [a, b] of links) groupOf.set(rootOf(b), rootOf(a));
  const bridges: RecordPair[] = [];
  for (const [index, id] of ids.entries()) {
    const before = ids[index - 1];
    if (before === undefined || rootOf(before) === rootOf(id)) continue;
    bridges.push([before, id]);
    groupOf.set(rootOf(id), rootOf(before));
  }
  return bridges;
}
