import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useMutation, useQuery } from 'urql';
import { useTexts } from '../../language/language-context.ts';
import { dayText } from '../../language/times.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Moment } from '../../parts/time.tsx';
import { useReread } from '../../parts/use-reread.ts';
import { useNames } from '../../vocabulary/use-names.ts';
import { ACCESS_GRANTS, REVOKE_GRANT, type AccessGrantsAnswer } from './access.ts';
import { LevelsText } from './levels-text.tsx';
import { PageFrame, PagesOf } from './pages.tsx';
import { ReasonForm } from './reason-form.tsx';
import { ACCESS } from './texts.ts';

const REREAD_MS = 5_000;

type Grant = NonNullable<AccessGrantsAnswer['grants']>['nodes'][number];

/** Who may see what, until when; read again while the page is open, for a grant can end at any moment. */
export function GrantsPart({ mayDecide }: { readonly mayDecide: boolean }): ReactNode {
  return (
    <PagesOf page={(after, onMore, isLast) => <GrantPage {...{ after, onMore, isLast, mayDecide }} />} />
  );
}

interface GrantPageProps {
  readonly after: string | null;
  readonly onMore: (cursor: string) => void;
  readonly isLast: boolean;
  readonly mayDecide: boolean;
}

function GrantPage({ after, onMore, isLast, mayDecide }: GrantPageProps): ReactNode {
  const t = useTexts(ACCESS);
  const [{ data, error, fetching }, reread] = useQuery({
    query: ACCESS_GRANTS,
    variables: { after },
    requestPolicy: 'cache-and-network',
  });
  const [, revoke] = useMutation(REVOKE_GRANT);
  const [ended, setEnded] = useState<Grant | null>(null);
  useReread(reread, REREAD_MS);
  const columns = [
    t('partner'),
    t('dataset'),
    t('state'),
    t('term'),
    t('rows'),
    t('levels'),
    t('rights'),
    t('purposes'),
    t('why'),
  ];
  return (
    <PageFrame error={error} isFetching={fetching} found={data?.grants} isLast={isLast} onMore={onMore}>
      <DataTable label={t('grants')} columns={mayDecide ? [...columns, t('actions')] : columns}>
        {data?.grants?.nodes.map((grant) => (
          <GrantRow
            key={grant.id}
            grant={grant}
            onRevoke={
              mayDecide
                ? () => {
                    setEnded(grant);
                  }
                : null
            }
          />
        ))}
      </DataTable>
      {ended !== null && (
        <ReasonForm
          title={t('revokeOf', { partner: ended.partner ?? '', dataset: ended.dataset ?? '' })}
          onDecide={async (reason, clientMutationId) => {
            const answer = await revoke({ input: { clientMutationId, id: ended.id, reason } });
            reread({ requestPolicy: 'network-only' });
            return answer.error;
          }}
          onClose={() => {
            setEnded(null);
          }}
        />
      )}
    </PageFrame>
  );
}

function GrantRow({
  grant,
  onRevoke,
}: {
  readonly grant: Grant;
  readonly onRevoke: (() => void) | null;
}): ReactNode {
  const t = useTexts(ACCESS);
  const nameOf = useNames();
  const { partner, actor, dataset, state, validFrom, validTo, rows, rights, purposes } = grant;
  const last = grant.changes?.at(-1);
  return (
    <tr>
      <th scope="row">{[partner, actor].filter((one) => one !== null).join(' · ')}</th>
      <td>{dataset !== null && nameOf('DatasetName', dataset)}</td>
      <td>
        <span className={state === 'REVOKED' ? 'access-over' : undefined}>
          {state !== null && nameOf('GrantState', state)}
        </span>{' '}
        {grant.revokedAt !== null && <Moment time={grant.revokedAt} />}
      </td>
      <td className="figures">
        {validFrom !== null && dayText(validFrom)} – {validTo === null ? t('noEnd') : dayText(validTo)}
      </td>
      <td className="data-words">
        {[
          rows?.regionPrefixes?.join(' ') ?? t('everywhere'),
          rows?.sensitivity == null ? null : t('upTo', { level: nameOf('Sensitivity', rows.sensitivity) }),
          rows?.ownReferralsOnly === true ? t('ownOnly') : null,
        ]
          .filter((one) => one !== null)
          .join(' · ')}
      </td>
      <td className="data-words">
        <LevelsText levels={grant.levels ?? []} withheld={grant.withheldFields ?? []} />
      </td>
      <td className="data-words">
        {rights?.map((right) => nameOf('AccessRight', right)).join(' · ') || '–'}
      </td>
      <td className="data-words">{purposes?.map((one) => nameOf('Purpose', one)).join(' · ')}</td>
      <td className="data-words">{state === 'REVOKED' ? last?.reason : grant.reason}</td>
      {onRevoke !== null && (
        <td className="data-actions">
          {state === 'ACTIVE' && (
            <Button
              size="small"
              danger
              aria-label={t('revokeOf', { partner: partner ?? '', dataset: dataset ?? '' })}
              onClick={onRevoke}
            >
              {t('revoke')}
            </Button>
          )}
        </td>
      )}
    </tr>
  );
}
