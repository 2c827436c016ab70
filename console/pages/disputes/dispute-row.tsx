import { memo, type ReactNode } from 'react';
import { useTexts } from '../../language/language-context.ts';
import { ColourTag } from '../../parts/colour-tag.tsx';
import { FeedTag } from '../../parts/feed-tag.tsx';
import { Moment } from '../../parts/time.tsx';
import { Link } from '../../routing/link.tsx';
import { categoryWords } from '../../vocabulary/categories.ts';
import { useNames } from '../../vocabulary/use-names.ts';
import { DISPUTES } from './texts.ts';
import type { DisputeRow } from './use-dispute-pages.ts';

interface DisputeRowProps {
  readonly row: DisputeRow;
  readonly rowIndex: number;
}

/** One dispute of a list, as high as every other. What a grant withholds is said, not left blank. */
export const DisputeRowView = memo(function DisputeRowView({ row, rowIndex }: DisputeRowProps): ReactNode {
  const t = useTexts(DISPUTES);
  const nameOf = useNames();
  const { code, title, region, category, feeds, recordCount, risk, workflow, openedAt, lastActivityAt } = row;
  return (
    <tr aria-rowindex={rowIndex}>
      <td>
        <Link to={`/disputes/${code}`} className="list-title">
          {title ?? t('withheld')}
        </Link>
        <span className="list-line">
          <span className="code">{code}</span>
          {(feeds ?? []).map((feed) => (
            <FeedTag key={feed} feed={feed} />
          ))}
          {recordCount !== null && <span>{t('records', { count: recordCount })}</span>}
        </span>
      </td>
      <td>
        <span className="list-line list-strong">
          {region?.path?.slice(1).join(' ') || t('unknownRegion')}
        </span>
        <span className="list-line">{category === null ? '–' : categoryWords(category, nameOf)}</span>
      </td>
      <td>
        {risk?.colour == null ? (
          <span className="muted">{t(risk === null ? 'unscored' : 'withheld')}</span>
        ) : (
          <ColourTag colour={risk.colour}>
            {risk.score === null ? null : ` ${Math.round(risk.score)}`}
          </ColourTag>
        )}
      </td>
      <td>
        <span className="list-line list-strong">
          {workflow?.state == null ? t('unregistered') : nameOf('WorkflowState', workflow.state)}
          {workflow?.supervised === true && ` · ${t('supervised')}`}
        </span>
        {workflow?.dueAt != null && (
          <span className="list-line">
            {t('due')} <Moment time={workflow.dueAt} />
          </span>
        )}
      </td>
      <td>
        <span className="list-line">{openedAt !== null && <Moment time={openedAt} />}</span>
        <span className="list-line">{lastActivityAt !== null && <Moment time={lastActivityAt} />}</span>
      </td>
    </tr>
  );
});
