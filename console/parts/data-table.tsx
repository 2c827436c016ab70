import type { ReactNode } from 'react';
import './data-table.css';

interface DataTableProps {
  readonly label: string;
  readonly columns: readonly string[];
  /** Rows: `tr` with a `th scope="row"` first. */
  readonly children: ReactNode;
}

/** A dense table that scrolls sideways within its own frame, by keyboard too. */
export function DataTable({ label, columns, children }: DataTableProps): ReactNode {
  return (
    <div className="data-scroll" tabIndex={0} role="region" aria-label={label}>
      <table className="data-table">
        <thead>
          <tr>
            {columns.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
