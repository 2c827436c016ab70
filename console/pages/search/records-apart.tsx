import type { ReactNode } from 'react';
import { useTexts } from '../../language/language-context.ts';
import { FeedTag } from '../../parts/feed-tag.tsx';
import { Moment } from '../../parts/time.tsx';
import { useNames } from '../../vocabulary/use-names.ts';
import { SEARCH } from './texts.ts';
import type { Hit } from './use-hits.ts';

/** Records that match and are no dispute's: consultations, praise, lost property. */
export function RecordsApart({ hits }: { readonly hits: readonly Hit[] }): ReactNode {
  const t = useTexts(SEARCH);
  const nameOf = useNames();
  if (hits.length === 0) return null;
  return (
    <section className="apart">
      <h2>{t('apart')}</h2>
      <ul>
        {hits.map(({ recordId, feed, record, matched }) => (
          <li key={recordId}>
            {feed !== null && <FeedTag feed={feed} />}
            <span className="code">{record?.number}</span>
            <span>{record?.title}</span>
            {record?.reportedAt != null && (
              <span className="muted">
                <Moment time={record.reportedAt} />
              </span>
            )}
            {matched?.map((one) => (
              <mark key={one}>{nameOf('SearchMatch', one)}</mark>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
