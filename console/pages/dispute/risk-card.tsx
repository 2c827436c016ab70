import type { ReactNode } from 'react';
import { useQuery } from 'urql';
import { useTexts } from '../../language/language-context.ts';
import { minuteText } from '../../language/times.ts';
import { Card } from '../../parts/card.tsx';
import { ColourTag } from '../../parts/colour-tag.tsx';
import { FeedTag } from '../../parts/feed-tag.tsx';
import { Failure, Loading, Withheld } from '../../parts/states.tsx';
import { useAgencyNames } from '../../vocabulary/use-agency-names.ts';
import { useNames } from '../../vocabulary/use-names.ts';
import { withheldFields } from '../../graph/faults.ts';
import { ColourActions } from './colour-actions.tsx';
import { DISPUTE_RISK, type DisputeRiskAnswer } from './dispute.ts';
import { DISPUTE } from './texts.ts';
import { useRefreshed, type Refresh } from './use-refresh.ts';

type Factor = NonNullable<NonNullable<NonNullable<DisputeRiskAnswer['dispute']>['risk']>['factors']>[number];

interface RiskCardProps {
  readonly code: string;
  readonly refresh: Refresh;
  readonly onDecided: () => void;
}

/** The colour and why: each factor with its points and what it rests on. */
export function RiskCard({ code, refresh, onDecided }: RiskCardProps): ReactNode {
  const t = useTexts(DISPUTE);
  const agencyName = useAgencyNames();
  const [{ data, error, fetching }, again] = useQuery({ query: DISPUTE_RISK, variables: { code } });
  useRefreshed(refresh, again);
  const risk = data?.dispute?.risk;
  const withheld = withheldFields(error);
  if (risk == null) {
    return (
      <Card title={t('risk')}>
        {fetching && <Loading rows={2} />}
        <Failure error={error} />
        {withheld.size > 0 ? (
          <Withheld field="Dispute.risk" rule={[...withheld.values()][0]} />
        ) : (
          !fetching && error === undefined && <p className="muted">{t('noRisk')}</p>
        )}
      </Card>
    );
  }
  const { decision } = risk;
  return (
    <Card
      title={t('risk')}
      extra={
        <>
          {risk.colour !== null && <ColourTag colour={risk.colour} />}
          {risk.score !== null && (
            <span className="muted figures">{t('score', { score: Math.round(risk.score) })}</span>
          )}
        </>
      }
    >
      <Failure error={error} isPartial />
      {risk.awaitsConfirmation === true && <p className="risk-awaits">{t('awaits')}</p>}
      {decision !== null && (
        <p className="muted">
          {t('decidedBy', {
            partner: agencyName(decision.partner ?? ''),
            actor: decision.actor ?? '',
            reason: decision.reason ?? '',
          })}
        </p>
      )}
      {risk.factors === null && (
        <Withheld field="DisputeRisk.factors" rule={withheld.get('DisputeRisk.factors')} />
      )}
      <ul className="factors">
        {risk.factors?.map((factor) => (
          <FactorRow key={factor.name} factor={factor} />
        ))}
      </ul>
      <ColourActions code={code} risk={risk} onDecided={onDecided} />
      <p className="muted risk-version">
        {t('asOf', {
          time: risk.asOf === null ? '' : minuteText(risk.asOf),
          version: risk.ruleVersion ?? '',
        })}
      </p>
    </Card>
  );
}

const MOST_POINTS = 40;

function FactorRow({ factor }: { readonly factor: Factor }): ReactNode {
  const t = useTexts(DISPUTE);
  const nameOf = useNames();
  const points = factor.points ?? 0;
  return (
    <li>
      <p className="factor-name">
        <span>{factor.name !== null && nameOf('RiskFactorName', factor.name)}</span>
        <span className="figures">{t('points', { points: Math.round(points) })}</span>
      </p>
      <div className="factor-track" aria-hidden="true">
        <div style={{ width: `${Math.min(100, (points / MOST_POINTS) * 100)}%` }} />
      </div>
      <p className="muted">{factor.note}</p>
      {(factor.evidence ?? []).length > 0 && (
        <ul className="factor-evidence" aria-label={t('evidence')}>
          {factor.evidence?.map((one) => (
            <li key={`${one.recordId}${one.words ?? ''}`}>
              {one.feed !== null && <FeedTag feed={one.feed} />}{' '}
              <span className="code">{one.record?.number}</span> {one.words !== null && <q>{one.words}</q>}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
