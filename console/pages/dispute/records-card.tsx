import type { ReactNode } from 'react';
import { inLanguage } from '../../language/bilingual.ts';
import { useLanguage, useTexts } from '../../language/language-context.ts';
import { minuteText } from '../../language/times.ts';
import { Card } from '../../parts/card.tsx';
import { FeedTag } from '../../parts/feed-tag.tsx';
import { Moment } from '../../parts/time.tsx';
import type { Shown } from './dispute-header.tsx';
import { RevealButton } from './reveal-parts.tsx';
import { DISPUTE } from './texts.ts';
import type { Reveal } from './use-reveal.ts';

/** What each agency wrote, and why it is held to be about this dispute; what looks like more of it. */
export function RecordsCard({
  dispute,
  reveal,
}: {
  readonly dispute: Shown;
  readonly reveal: Reveal;
}): ReactNode {
  const t = useTexts(DISPUTE);
  const language = useLanguage();
  const recurrences = dispute.recurrences ?? [];
  return (
    <>
      <Card title={t('records')} extra={<span className="muted">{t('members')}</span>}>
        <ul className="records">
          {dispute.members?.nodes.map(({ recordId, feed, why, record: usual, state }) => {
            const open = reveal.revealed?.record;
            const record = usual !== null && open?.id === recordId ? { ...usual, ...open } : usual;
            return (
              <li key={recordId} className={state === 'WITHDRAWN' ? 'record-withdrawn' : undefined}>
                <p>
                  {feed !== null && <FeedTag feed={feed} />} <span className="code">{record?.number}</span>{' '}
                  <strong>{record?.title}</strong>{' '}
                  <span className="muted">
                    {record?.reportedAt != null && <Moment time={record.reportedAt} />}
                  </span>
                  {record?.status?.label != null && <span className="tag">{record.status.label}</span>}
                </p>
                {record?.narrative != null && <p>{record.narrative}</p>}
                {why !== null && <p className="muted">{inLanguage(why, language)}</p>}
                {recordId !== null && (
                  <RevealButton reveal={reveal} scope={{ kind: 'record', id: recordId }} />
                )}
              </li>
            );
          })}
        </ul>
      </Card>
      {recurrences.length > 0 && (
        <Card title={t('recurrences')}>
          <ul className="records">
            {recurrences.map(({ recordId, feed, probability, attachedAt, record }) => (
              <li key={recordId}>
                {feed !== null && <FeedTag feed={feed} />}{' '}
                <span className="code">{record?.number ?? recordId}</span> {record?.title}{' '}
                <span className="muted">
                  {t('recurrence', {
                    percent: Math.round((probability ?? 0) * 100),
                    time: attachedAt === null ? '' : minuteText(attachedAt),
                  })}
                </span>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </>
  );
}
