import { CopyOutlined, LockOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import type { ReactNode } from 'react';
import { yuanText } from '../../language/amounts.ts';
import { useTexts } from '../../language/language-context.ts';
import { FeedTag } from '../../parts/feed-tag.tsx';
import { LiveMark } from '../../parts/live-mark.tsx';
import { Withheld } from '../../parts/states.tsx';
import { Ago, Moment } from '../../parts/time.tsx';
import { Link } from '../../routing/link.tsx';
import type { StreamStatus } from '../../graph/use-stream.ts';
import { useSession } from '../../session/session-context.ts';
import { useNames } from '../../vocabulary/use-names.ts';
import { ExportButton } from '../exports/export-button.tsx';
import { disputeSources } from '../exports/export-source.ts';
import type { ShowDisputeAnswer } from './dispute.ts';
import { DISPUTE } from './texts.ts';

export type Shown = NonNullable<ShowDisputeAnswer['dispute']>;

interface DisputeHeaderProps {
  readonly dispute: Shown;
  readonly stream: StreamStatus['state'];
  readonly withheld: ReadonlyMap<string, string>;
}

export function DisputeHeader({ dispute, stream, withheld }: DisputeHeaderProps): ReactNode {
  const t = useTexts(DISPUTE);
  const nameOf = useNames();
  const { message } = App.useApp();
  const mayAudit = useSession().facts?.scopes.includes('admin') === true;
  const copy = (): void => {
    void navigator.clipboard.writeText(dispute.code).then(() => message.success(t('copied')));
  };
  const { state, sensitivity, category } = dispute;
  return (
    <header className="dispute-header">
      <p className="dispute-code">
        <span className="code">{dispute.code}</span>
        <Button size="small" type="text" icon={<CopyOutlined />} aria-label={t('copyCode')} onClick={copy} />
        {state !== null && state !== 'ACTIVE' && <span className="tag">{nameOf('DisputeState', state)}</span>}
        {sensitivity !== null && sensitivity !== 'NORMAL' && (
          <span className="tag tag-red">
            <LockOutlined aria-hidden="true" /> {nameOf('Sensitivity', sensitivity)}
          </span>
        )}
        <LiveMark state={stream} />
        <span className="dispute-export">
          <ExportButton sources={disputeSources(dispute.code, mayAudit)} isSmall />
        </span>
      </p>
      <h1>{dispute.title ?? <Withheld field="Dispute.title" rule={withheld.get('Dispute.title')} />}</h1>
      <ul className="dispute-facts">
        {category !== null && <li>{nameOf('DisputeCategory', category)}</li>}
        {(dispute.recordCounts ?? []).map(({ feed, count }) =>
          feed === null ? null : (
            <li key={feed}>
              <FeedTag feed={feed} /> <span className="figures muted">{`×${count ?? 0}`}</span>
            </li>
          ),
        )}
        {dispute.openedAt !== null && (
          <li>
            <span className="muted">{t('opened')}</span> <Moment time={dispute.openedAt} />
          </li>
        )}
        {dispute.lastActivityAt !== null && (
          <li>
            <span className="muted">{t('lastActivity')}</span> <Ago time={dispute.lastActivityAt} />
          </li>
        )}
        {dispute.amountFen !== null && (
          <li>
            <span className="muted">{t('amount')}</span>{' '}
            <span className="figures">{yuanText(dispute.amountFen)}</span>
          </li>
        )}
        {(dispute.formerCodes ?? []).length > 0 && (
          <li>
            <span className="muted">{t('formerCodes')}</span>{' '}
            <span className="code">{dispute.formerCodes?.join(' ')}</span>
          </li>
        )}
        {(dispute.mergedFrom ?? []).map(({ code, title }) => (
          <li key={code}>
            <span className="muted">{t('mergedFrom')}</span> <span className="code">{code}</span> {title}
          </li>
        ))}
        {dispute.mergedInto !== null && (
          <li>
            <Link to={`/disputes/${dispute.mergedInto.code}`}>{dispute.mergedInto.code}</Link>
          </li>
        )}
      </ul>
    </header>
  );
}
