import { digest } from '../../../schema/canonical/ids.ts';
import { LatelyMade } from '../lately-made.ts';

/** A party of a record or of a dispute, as far as a projection has left it. */
export interface SeenParty {
  readonly kind?: string;
  readonly name?: string | null;
  readonly phone?: string | null;
  readonly phones?: readonly string[];
  readonly idNumber?: string | null;
  readonly matching?: {
    readonly name?: string | null;
    readonly phone?: string | null;
    readonly idNumber?: string | null;
  };
}

/**
 * One hash for one person wherever they stand: by identity document, else by telephone, else by name. 16 hex digits; null of organisations and of parties of
 * whom nothing was read.
 */
export function personHashOf({ kind, name, phone, phones, idNumber, matching }: SeenParty): string | null {
  if (kind === 'ORGANISATION') return null;
  const strongest =
    marked('id', matching?.idNumber ?? idNumber) ??
    marked('phone', matching?.phone ?? phone ?? phones?.[0]) ??
    marked('name', matching?.name ?? name);
  if (strongest === null) return null;
  return hashes.of(strongest, () => digest('person-seen', strongest).slice(0, 16));
}

/** The same people stand in many answers. */
const hashes = new LatelyMade<string>(20_000);

function marked(kind: string, value: string | null | undefined): string | null {
  return value == null || value === '' ? null : `${kind}:${value}`;
}
