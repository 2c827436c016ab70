import { cityOf, type CityOptions, type CityVersion } from '../timeline/city-of.ts';
import type { Truth } from '../truth/truth.ts';

export interface Story {
  /** In order of arrival. */
  readonly versions: readonly CityVersion[];
  /** One a record, in order of arrival. */
  readonly truths: readonly Truth[];
}

/** A whole finite city in memory: for tests and benches, no servers. */
export function storyOf(options: Omit<CityOptions, 'livingPace'>): Story {
  const versions = [...cityOf(options)];
  return {
    versions,
    truths: versions.filter(({ change }) => change === 'new').map(({ truth }) => truth),
  };
}

/** The versions of one agency, with its own shape of body. */
export function ofAgency<Agency extends CityVersion['agency']>(
  versions: readonly CityVersion[],
  agency: Agency,
): Extract<CityVersion, { readonly agency: Agency }>[] {
  return versions.filter(
    (version): version is Extract<CityVersion, { readonly agency: Agency }> => version.agency === agency,
  );
}

/** Records of the same quarrel, oldest first. */
export function quarrelsOf(truths: readonly Truth[]): ReadonlyMap<string, readonly Truth[]> {
  const quarrels = new Map<string, Truth[]>();
  for (const truth of truths) {
    if (truth.quarrelId === null) continue;
    const records = quarrels.get(truth.quarrelId);
    if (records === undefined) quarrels.set(truth.quarrelId, [truth]);
    else records.push(truth);
  }
  return quarrels;
}
