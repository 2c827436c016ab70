import { LockOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTexts } from '../../language/language-context.ts';
import { minuteText } from '../../language/times.ts';
import { ColourTag } from '../../parts/colour-tag.tsx';
import { FeedTag } from '../../parts/feed-tag.tsx';
import { Withheld } from '../../parts/states.tsx';
import { Ago } from '../../parts/time.tsx';
import { Link } from '../../routing/link.tsx';
import { useNames } from '../../vocabulary/use-names.ts';
import type { FoundDispute } from './search.ts';
import { SEARCH } from './texts.ts';
import type { Hit } from './use-hits.ts';

interface DisputeRowProps {
  readonly dispute: FoundDispute;
  /** Its records that matched. */
  readonly hits: readonly Hit[];
}

export function DisputeRow({ dispute, hits }: DisputeRowProps): ReactNode {
  const t = useTexts(SEARCH);
  const nameOf = useNames();
  const { risk, workflow, region, category, address } = dispute;
  const matched = [...new Set(hits.flatMap((hit) => hit.matched ?? []))];
  return (
    <li className="result">
      <div className="result-colour">
        {risk?.colour == null ? null : <ColourTag colour={risk.colour} />}
        {risk?.awaitsConfirmation === true && <span className="result-awaits">{t('awaits')}</span>}
      </div>
      <div className="result-main">
        <Link to={`/disputes/${dispute.code}`} className="result-title">
          {dispute.title ?? dispute.code}
        </Link>
        {dispute.title === null && <Withheld field="Dispute.title" />}
        {dispute.sensitivity !== null && dispute.sensitivity !== 'NORMAL' && (
          <span className="result-sensitive">
            <LockOutlined aria-hidden="true" /> {nameOf('Sensitivity', dispute.sensitivity)}
          </span>
        )}
        <p className="result-facts">
          <span className="code">{dispute.code}</span>
          {category !== null && <span>{nameOf('DisputeCategory', category)}</span>}
          {region !== null && !(address ?? '').includes(region.path?.at(-1) ?? region.code) && (
            <span>{region.path?.slice(-2).join(' ') ?? region.code}</span>
          )}
          {address !== null && <span className="result-address">{address}</span>}
        </p>
        {matched.length > 0 && (
          <p className="result-matched">
            <span className="muted">{t('matched')}</span>
            {matched.map((one) => (
              <mark key={one}>{nameOf('SearchMatch', one)}</mark>
            ))}
            {hits.slice(0, 2).map(({ recordId, feed, record }) =>
              record === null ? null : (
                <span key={recordId} className="result-record">
                  {feed !== null && <FeedTag feed={feed} />} <span className="code">{record.number}</span>{' '}
                  {record.title !== dispute.title && record.title}
                </span>
              ),
            )}
          </p>
        )}
      </div>
      <div className="result-side">
        <span className="result-feeds">
          {dispute.feeds?.map((feed) => (
            <FeedTag key={feed} feed={feed} />
          ))}
        </span>
        <span className="result-state">
          {workflow === null ? (
            <span className="muted">{t('unregistered')}</span>
          ) : (
            <>
              {workflow.state !== null && nameOf('WorkflowState', workflow.state)}
              {workflow.supervised === true && <span className="result-supervised">{t('supervised')}</span>}
            </>
          )}
        </span>
        <span className="muted">
          {workflow?.dueAt == null ? (
            dispute.lastActivityAt !== null && <Ago time={dispute.lastActivityAt} />
          ) : (
            <time dateTime={workflow.dueAt}>{t('due', { time: minuteText(workflow.dueAt) })}</time>
          )}
        </span>
      </div>
    </li>
  );
}
