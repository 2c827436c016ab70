import type { ReactNode } from 'react';
import { setAddress } from '../routing/location.ts';
import './part-tabs.css';

interface PartTabsProps<Part extends string> {
  readonly label: string;
  readonly parts: readonly Part[];
  readonly current: Part;
  readonly nameOf: (part: Part) => string;
}

/** The parts of a page of which one is shown; which one stands in the address as `part`. */
export function PartTabs<Part extends string>({
  label,
  parts,
  current,
  nameOf,
}: PartTabsProps<Part>): ReactNode {
  return (
    <nav aria-label={label}>
      <ul className="part-tabs">
        {parts.map((part) => (
          <li key={part}>
            <button
              type="button"
              className="part-tab"
              aria-current={part === current ? 'page' : undefined}
              onClick={() => {
                setAddress({ part });
              }}
            >
              {nameOf(part)}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
