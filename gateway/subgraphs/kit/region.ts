import { LRUCache } from 'lru-cache';
import { isFiller, regionByCode, upperRegions } from '../../../schema/vocabulary/regions.ts';

/** `type Region`. */
export interface RegionView {
  readonly code: string;
  readonly name: string | null;
  readonly path: readonly string[];
}

const LEVEL_LENGTHS = [2, 4, 6] as const;
const known = new LRUCache<string, RegionView>({ max: 5_000 });

/** A division with its name and path; null for no code, a view without name for a code that is in no table. */
export function regionView(code: string | null): RegionView | null {
  if (code === null) return null;
  const view = known.get(code) ?? viewOf(code);
  known.set(code, view);
  return view;
}

function viewOf(code: string): RegionView {
  const own = regionByCode(code);
  if (own === null) return { code, name: null, path: [] };
  const above = LEVEL_LENGTHS.filter((length) => length < code.length).map(
    (length) => upperRegions().get(code.slice(0, length)) ?? '',
  );
  const path = [...above.filter((name) => name !== '' && !isFiller(name)), own.name];
  return { code, name: own.name, path };
}
