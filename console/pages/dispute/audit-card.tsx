import type { ReactNode } from 'react';
import { useQuery } from 'urql';
import { useTexts } from '../../language/language-context.ts';
import { Card } from '../../parts/card.tsx';
import { Failure, Loading } from '../../parts/states.tsx';
import { Moment } from '../../parts/time.tsx';
import { useSession } from '../../session/session-context.ts';
import type { Purpose } from '../../vocabulary/enums.ts';
import { useNames } from '../../vocabulary/use-names.ts';
import { actorsOf } from '../access/actors-of.ts';
import { WHO_LOOKED } from './dispute.ts';
import { DISPUTE } from './texts.ts';

/** Who looked at this dispute: for those whose token may ask, because asking is written down too. */
export function AuditCard({ code }: { readonly code: string }): ReactNode {
  const { facts } = useSession();
  return facts?.scopes.includes('admin') === true ? <Looks code={code} /> : null;
}

function Looks({ code }: { readonly code: string }): ReactNode {
  const t = useTexts(DISPUTE);
  const nameOf = useNames();
  const [{ data, error, fetching }] = useQuery({ query: WHO_LOOKED, variables: { code } });
  const looks = data?.auditEntries?.nodes;
  return (
    <Card title={t('looked')} extra={<span className="muted figures">{data?.auditEntries?.totalCount}</span>}>
      {fetching && looks === undefined && <Loading rows={2} />}
      <Failure error={error} />
      {looks?.length === 0 && <p className="muted">{t('nobodyLooked')}</p>}
      <ul className="looks">
        {looks?.map(({ id, at, partner, actor, streams, kind, purpose, reason, operationName, count }) => (
          <li key={id}>
            <span>{`${partner ?? ''} ${actorsOf({ actor, streams })}`}</span>
            <span className="muted">
              {[
                operationName === 'BreakGlass' ? t('emergency') : null,
                operationName?.startsWith('Reveal') === true ? t('revealed') : null,
                kind === null ? null : nameOf('AuditKind', kind),
                purpose === null ? null : nameOf('Purpose', purpose as Purpose),
              ]
                .filter((one) => one !== null)
                .join(' · ')}
            </span>
            {reason !== null && <q className="look-reason">{reason}</q>}
            {count !== null && count > 1 && <span className="muted">{t('times', { count })}</span>}
            <span className="muted">{at !== null && <Moment time={at} />}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
