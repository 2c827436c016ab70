import type { ReactNode } from 'react';
import { useNames } from '../../vocabulary/use-names.ts';
import type { DisclosureLevel, SensitiveKind } from '../../vocabulary/enums.ts';

interface LevelsTextProps {
  readonly levels: readonly { readonly kind: SensitiveKind | null; readonly level: DisclosureLevel | null }[];
  readonly withheld?: readonly string[];
}

/** Kinds of values by how much of them is shown, the count first. */
export function LevelsText({ levels, withheld = [] }: LevelsTextProps): ReactNode {
  const nameOf = useNames();
  if (levels.length + withheld.length === 0) return '–';
  const byLevel = Map.groupBy(levels, ({ level }) => level);
  return (
    <details>
      <summary>
        {[...byLevel]
          .map(
            ([level, kinds]) => `${level === null ? '' : nameOf('DisclosureLevel', level)} ${kinds.length}`,
          )
          .join(' · ') || withheld.length}
      </summary>
      <ul className="access-list">
        {levels.map(({ kind, level }) => (
          <li key={kind}>
            {kind !== null && nameOf('SensitiveKind', kind)}:{' '}
            {level !== null && nameOf('DisclosureLevel', level)}
          </li>
        ))}
        {withheld.map((field) => (
          <li key={field} className="code">
            {field}: {nameOf('DisclosureLevel', 'WITHHELD')}
          </li>
        ))}
      </ul>
    </details>
  );
}
