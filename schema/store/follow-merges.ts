import { HubError } from '../canonical/hub-error.ts';

/** Id or unified code. */
export type NamedDispute = { readonly id: string } | { readonly code: string };

const MOST_MERGES = 100;

export function nameOf(named: NamedDispute): string {
  return 'id' in named ? named.id : named.code;
}

/**
 * The dispute that stands for the one that is meant: what it was merged into, what that was merged into, and so on. `read` finds a dispute by a filter;
 * null where it finds none. `passing` is asked about each that was merged away: what it answers, other than null, ends the way there.
 * @throws HubError HUB_INTERNAL when merges have no end; what `read` throws.
 */
export async function followMerges<Doc extends { readonly mergedInto: string | null }, Found = never>(
  named: NamedDispute,
  read: (filter: Readonly<Record<string, string>>) => Promise<Doc | null>,
  passing: (merged: Doc) => Found | null = () => null,
): Promise<Doc | Found | null> {
  let filter: Record<string, string> = 'id' in named ? { _id: named.id } : { code: named.code };
  for (let merges = 0; merges < MOST_MERGES; merges += 1) {
    const dispute = await read(filter);
    const { mergedInto = null } = dispute ?? {};
    if (dispute === null || mergedInto === null) return dispute;
    const found = passing(dispute);
    if (found !== null) return found;
    filter = { _id: mergedInto };
  }
  throw new HubError('HUB_INTERNAL', 'merges of a dispute have no end');
}

/** What is told of a dispute that is not there, or not for who asks. */
export function noSuchDispute(named: NamedDispute): HubError {
  return new HubError(
    'HUB_NOT_FOUND',
    `there is no dispute ${nameOf(named)}; look it up with dispute(code) or search`,
  );
}
