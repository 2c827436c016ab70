import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useQuery } from 'urql';
import { inLanguage } from '../../language/bilingual.ts';
import { useLanguage, useTexts } from '../../language/language-context.ts';
import { Card } from '../../parts/card.tsx';
import { FeedTag, useFeedNames } from '../../parts/feed-tag.tsx';
import { Failure, Loading, Nothing } from '../../parts/states.tsx';
import { Moment } from '../../parts/time.tsx';
import type { FeedName } from '../../vocabulary/enums.ts';
import { useAgencyNames } from '../../vocabulary/use-agency-names.ts';
import { DISPUTE_TIMELINE, type DisputeTimelineAnswer } from './dispute.ts';
import { DISPUTE } from './texts.ts';
import { useRefreshed, type Refresh } from './use-refresh.ts';

const STEP = 60;

type Happened = NonNullable<NonNullable<DisputeTimelineAnswer['dispute']>['timeline']>['nodes'][number];

interface TimelineProps {
  readonly code: string;
  readonly feeds: readonly FeedName[];
  readonly refresh: Refresh;
}

/** One line of time with a lane for each agency and one for what partners do together; the newest first. */
export function Timeline({ code, feeds, refresh }: TimelineProps): ReactNode {
  const t = useTexts(DISPUTE);
  const feedName = useFeedNames();
  const [first, setFirst] = useState(STEP);
  const [{ data, error, fetching }, again] = useQuery({
    query: DISPUTE_TIMELINE,
    variables: { code, first },
  });
  useRefreshed(refresh, again);
  const timeline = data?.dispute?.timeline;
  const columns = { gridTemplateColumns: `118px repeat(${feeds.length + 1}, 52px) minmax(0, 1fr)` };
  return (
    <Card title={t('timeline')} extra={<span className="muted figures">{timeline?.totalCount}</span>}>
      {timeline == null && fetching && <Loading />}
      <Failure error={error} isPartial={timeline != null} />
      {timeline?.totalCount === 0 && <Nothing text={t('noEvents')} />}
      {timeline != null && timeline.totalCount > 0 && (
        <div className="lanes">
          <div className="lanes-head" style={columns} aria-hidden="true">
            <span>{t('when')}</span>
            {feeds.map((feed) => (
              <span key={feed}>{feedName(feed)}</span>
            ))}
            <span>{t('hub')}</span>
          </div>
          <ol>
            {timeline.nodes.map((one) => (
              <Entry key={one.id} one={one} feeds={feeds} columns={columns} />
            ))}
          </ol>
        </div>
      )}
      {timeline?.pageInfo.hasNextPage === true && (
        <Button
          block
          onClick={() => {
            setFirst(Math.min(100, first + STEP));
          }}
        >
          {t('earlier')}
        </Button>
      )}
    </Card>
  );
}

interface EntryProps {
  readonly one: Happened;
  readonly feeds: readonly FeedName[];
  readonly columns: { readonly gridTemplateColumns: string };
}

function Entry({ one, feeds, columns }: EntryProps): ReactNode {
  const t = useTexts(DISPUTE);
  const agencyName = useAgencyNames();
  const language = useLanguage();
  const note = one.note === null || one.note === '' ? null : inLanguage(one.note, language);
  return (
    <li className="lane-row" style={columns}>
      <span className="lane-time">{one.at !== null && <Moment time={one.at} />}</span>
      {[...feeds, null].map((lane) => (
        <span
          key={lane}
          aria-hidden="true"
          className={lane === one.feed ? `lane lane-${(one.origin ?? 'HUB').toLowerCase()}` : 'lane'}
        />
      ))}
      <div className="lane-entry">
        <span className="lane-who">{one.feed === null ? t('hub') : <FeedTag feed={one.feed} />}</span>
        <strong>{one.label ?? one.kind}</strong>
        {one.partner !== null && <span className="muted">{agencyName(one.partner)}</span>}
        {one.record != null && <span className="code muted">{one.record.number}</span>}
        {note !== null && <span className="lane-note">{note}</span>}
      </div>
    </li>
  );
}
