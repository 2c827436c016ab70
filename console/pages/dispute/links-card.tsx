import { Button, Collapse } from 'antd';
import type { ReactNode } from 'react';
import { Evidence } from '../../links/evidence.tsx';
import { LINKS } from '../../links/texts.ts';
import { useLinkDecisions, type LinkDecisions } from '../../links/use-link-decisions.ts';
import { useTexts } from '../../language/language-context.ts';
import { Card } from '../../parts/card.tsx';
import { FeedTag } from '../../parts/feed-tag.tsx';
import { useAgencyNames } from '../../vocabulary/use-agency-names.ts';
import { useNames } from '../../vocabulary/use-names.ts';
import type { ShownLink } from './dispute.ts';
import type { Shown } from './dispute-header.tsx';
import { DISPUTE } from './texts.ts';

interface LinksCardProps {
  readonly dispute: Shown;
  readonly onDecided: () => void;
}

/** More would hide what stands below them: a group quarrel has dozens. */
const OPEN_AT_FIRST = 2;

/** Why its records are held to be about one dispute, and what people decide about that. */
export function LinksCard({ dispute, onDecided }: LinksCardProps): ReactNode {
  const t = useTexts(DISPUTE);
  const decisions = useLinkDecisions(onDecided);
  const reviews = dispute.reviews?.nodes.flatMap(({ link }) => (link === null ? [] : [link])) ?? [];
  const reviewed = new Set(reviews.map(({ id }) => id));
  const links = dispute.links?.nodes.filter(({ id }) => !reviewed.has(id)) ?? [];
  const all = [...reviews, ...links];
  return (
    <Card title={t('links')} extra={<span className="muted figures">{all.length}</span>}>
      {all.length === 0 ? (
        <p className="muted">{t('noLinks')}</p>
      ) : (
        <Collapse
          size="small"
          defaultActiveKey={reviews.slice(0, OPEN_AT_FIRST).map(({ id }) => id)}
          items={all.map((link) => ({
            key: link.id,
            label: <LinkTitle link={link} />,
            children: <LinkBody link={link} decisions={decisions} />,
          }))}
        />
      )}
    </Card>
  );
}

function LinkTitle({ link }: { readonly link: ShownLink }): ReactNode {
  const t = useTexts(LINKS);
  const nameOf = useNames();
  return (
    <span className="link-title">
      {link.status !== null && (
        <span className={link.status === 'REVIEW' ? 'tag tag-yellow' : 'tag'}>
          {nameOf('LinkStatus', link.status)}
        </span>
      )}
      {(link.records ?? []).map((record) =>
        record === null ? null : (
          <span key={record.id}>
            {record.feed !== null && <FeedTag feed={record.feed} />}{' '}
            <span className="code">{record.number}</span>
          </span>
        ),
      )}
      <span className="muted">
        {t('probability', { percent: Math.round((link.probability ?? 0) * 100) })}
      </span>
    </span>
  );
}

function LinkBody({
  link,
  decisions,
}: {
  readonly link: ShownLink;
  readonly decisions: LinkDecisions;
}): ReactNode {
  const t = useTexts(LINKS);
  const agencyName = useAgencyNames();
  const { decision } = link;
  return (
    <>
      <Evidence fields={link.fields ?? []} />
      {decision !== null && (
        <p className="muted">
          {t('decidedBy', { partner: agencyName(decision.partner ?? ''), actor: decision.actor ?? '' })}{' '}
          {decision.note}
        </p>
      )}
      <p className="link-actions">
        {link.status !== 'CONFIRMED' && (
          <Button size="small" disabled={decisions.isBusy} onClick={() => void decisions.decide(link, true)}>
            {t('same')}
          </Button>
        )}
        {link.status !== 'REJECTED' && (
          <Button size="small" disabled={decisions.isBusy} onClick={() => void decisions.decide(link, false)}>
            {t('different')}
          </Button>
        )}
        {decision !== null && (
          <Button size="small" disabled={decisions.isBusy} onClick={() => void decisions.undo(decision.id)}>
            {t('undo')}
          </Button>
        )}
      </p>
    </>
  );
}
