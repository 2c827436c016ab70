import { Segmented } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTexts } from '../../language/language-context.ts';
import { TRENDS } from './texts.ts';

interface ChartCardProps {
  readonly title: string;
  readonly isWide?: boolean;
  /** Said in place of both, where there is nothing to show. */
  readonly instead?: string | null;
  readonly note?: string | null;
  readonly chart: ReactNode;
  readonly table: ReactNode;
}

/** A chart, and the same as a table: by keyboard and by ear the table is the better one. */
export function ChartCard({
  title,
  isWide = false,
  instead = null,
  note = null,
  chart,
  table,
}: ChartCardProps): ReactNode {
  const t = useTexts(TRENDS);
  const [shown, setShown] = useState<'chart' | 'table'>('chart');
  return (
    <section className={isWide ? 'trend-card trend-wide' : 'trend-card'} aria-label={title}>
      <header className="trend-card-head">
        <h2>{title}</h2>
        <Segmented
          size="small"
          aria-label={title}
          value={shown}
          options={[
            { value: 'chart', label: t('chart') },
            { value: 'table', label: t('table') },
          ]}
          onChange={setShown}
        />
      </header>
      {instead !== null && <p className="muted">{instead}</p>}
      {instead === null && (shown === 'chart' ? chart : table)}
      {note !== null && <p className="muted trend-note">{note}</p>}
    </section>
  );
}
