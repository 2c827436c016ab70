import { Alert } from 'antd';
import { useEffect, type ReactNode } from 'react';
import { useQuery } from 'urql';
import { withheldFields } from '../../graph/faults.ts';
import { useStream, type StreamStatus } from '../../graph/use-stream.ts';
import { useTexts } from '../../language/language-context.ts';
import { Failure, Loading, Notice } from '../../parts/states.tsx';
import { Link } from '../../routing/link.tsx';
import { navigate, useAddress } from '../../routing/location.ts';
import type { PageProps } from '../../shell/page-props.ts';
import { AuditCard } from './audit-card.tsx';
import { FOLLOW_DISPUTE, SHOW_DISPUTE } from './dispute.ts';
import { DisputeHeader, type Shown } from './dispute-header.tsx';
import { HandlingCard } from './handling-card.tsx';
import { LinksCard } from './links-card.tsx';
import { PartiesCard } from './parties-card.tsx';
import { PlaceCard } from './place-card.tsx';
import { RecordsCard } from './records-card.tsx';
import { RiskCard } from './risk-card.tsx';
import { DISPUTE } from './texts.ts';
import { Timeline } from './timeline.tsx';
import { EmergencyNotice } from './reveal-parts.tsx';
import { useRefresh, type Refresh } from './use-refresh.ts';
import { useReveal } from './use-reveal.ts';
import './dispute.css';

const NO_FEEDS: readonly never[] = [];

/** Everything that the agencies and the hub know about one dispute; it follows changes as they happen. */
export function DisputePage({ params }: PageProps): ReactNode {
  const t = useTexts(DISPUTE);
  const code = params['code'] ?? '';
  const from = useAddress().get('from');
  const [{ data, error, fetching }, again] = useQuery({ query: SHOW_DISPUTE, variables: { code } });
  const refresh = useRefresh();
  const reload = (): void => {
    again({ requestPolicy: 'network-only' });
    refresh.tell();
  };
  const { state } = useStream({
    document: FOLLOW_DISPUTE,
    variables: { code },
    cursorOf: ({ disputeChanged }) => disputeChanged?.cursor,
    onItem: ({ disputeChanged }) => {
      if (disputeChanged?.event != null) reload();
    },
  });
  const dispute = data?.dispute;
  const survivor = dispute?.code;
  useEffect(() => {
    // A merged code answers its survivor: the address says which it is.
    if (survivor !== undefined && survivor !== code) {
      navigate(`/disputes/${survivor}?from=${code}`, { replace: true });
    }
  }, [survivor, code]);
  if (dispute == null) {
    if (fetching) return <Loading rows={12} />;
    if (error !== undefined) return <Failure error={error} onRetry={reload} />;
    return (
      <Notice title={code} text={t('notFound')}>
        <Link to="/search">{t('toSearch')}</Link>
      </Notice>
    );
  }
  return (
    <article className="dispute">
      {from !== null && <Alert type="info" showIcon title={t('merged', { code: from })} />}
      <Failure error={error} isPartial onRetry={reload} />
      <Parts
        dispute={dispute}
        withheld={withheldFields(error)}
        stream={state}
        refresh={refresh}
        onChange={reload}
      />
    </article>
  );
}

interface PartsProps {
  readonly dispute: Shown;
  readonly withheld: ReadonlyMap<string, string>;
  readonly stream: StreamStatus['state'];
  readonly refresh: Refresh;
  /** Asks for all of it anew. */
  readonly onChange: () => void;
}

function Parts({ dispute, withheld, stream, refresh, onChange }: PartsProps): ReactNode {
  const { code, feeds, parties } = dispute;
  const reveal = useReveal({ id: dispute.id, code, feeds: feeds ?? NO_FEEDS, parties }, onChange);
  return (
    <>
      <EmergencyNotice reveal={reveal} />
      <DisputeHeader dispute={dispute} stream={stream} withheld={withheld} />
      <div className="dispute-columns">
        <div className="dispute-main">
          <PartiesCard parties={parties} withheld={withheld} reveal={reveal} />
          <Timeline code={code} feeds={feeds ?? NO_FEEDS} refresh={refresh} />
          <LinksCard dispute={dispute} onDecided={onChange} />
          <RecordsCard dispute={dispute} reveal={reveal} />
        </div>
        <aside className="dispute-side">
          <HandlingCard code={code} refresh={refresh} onMoved={onChange} />
          <RiskCard code={code} refresh={refresh} onDecided={onChange} />
          <PlaceCard dispute={dispute} />
          <AuditCard code={code} />
        </aside>
      </div>
    </>
  );
}
