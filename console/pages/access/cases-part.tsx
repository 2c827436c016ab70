import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useMutation, useQuery } from 'urql';
import { useTexts } from '../../language/language-context.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Moment } from '../../parts/time.tsx';
import { Link } from '../../routing/link.tsx';
import { useNames } from '../../vocabulary/use-names.ts';
import { ACCESS_CORRECTIONS, ACCESS_EMERGENCIES, ANSWER_CORRECTION, REVIEW_BREAK_GLASS } from './access.ts';
import { PageFrame, PagesOf } from './pages.tsx';
import { ReasonForm } from './reason-form.tsx';
import { ACCESS } from './texts.ts';

interface PageProps {
  readonly after: string | null;
  readonly onMore: (cursor: string) => void;
  readonly isLast: boolean;
}

interface Verdict {
  readonly id: string;
  readonly isYes: boolean;
}

/** Values that somebody calls wrong; the partner whose record it is answers. */
export function CorrectionsPart({ partner }: { readonly partner: string }): ReactNode {
  return (
    <PagesOf page={(after, onMore, isLast) => <CorrectionPage {...{ after, onMore, isLast, partner }} />} />
  );
}

function CorrectionPage({
  after,
  onMore,
  isLast,
  partner,
}: PageProps & { readonly partner: string }): ReactNode {
  const t = useTexts(ACCESS);
  const nameOf = useNames();
  const [{ data, error, fetching }, reread] = useQuery({
    query: ACCESS_CORRECTIONS,
    variables: { after },
    requestPolicy: 'cache-and-network',
  });
  const [, answer] = useMutation(ANSWER_CORRECTION);
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const found = data?.corrections;
  return (
    <PageFrame error={error} isFetching={fetching} found={found} isLast={isLast} onMore={onMore}>
      <DataTable
        label={t('corrections')}
        columns={[
          t('field'),
          t('record'),
          t('proposed'),
          t('reason'),
          t('partner'),
          t('asked'),
          t('state'),
          t('answered'),
          t('actions'),
        ]}
      >
        {found?.nodes.map((one) => (
          <tr key={one.id}>
            <th scope="row" className="code">
              {one.field}
            </th>
            <td className="code">{one.recordId}</td>
            <td className="data-words">{one.proposed}</td>
            <td className="data-words">{one.reason}</td>
            <td>{one.partner}</td>
            <td>{one.createdAt !== null && <Moment time={one.createdAt} />}</td>
            <td>{one.state !== null && nameOf('CorrectionState', one.state)}</td>
            <td className="data-words">{one.answer ?? '–'}</td>
            <td>
              {one.state === 'OPEN' && one.owner === partner && (
                <YesNo id={one.id} yes={t('correct')} no={t('keep')} onChosen={setVerdict} />
              )}
            </td>
          </tr>
        ))}
      </DataTable>
      {verdict !== null && (
        <ReasonForm
          title={t(verdict.isYes ? 'correct' : 'keep')}
          onDecide={async (reason, clientMutationId) => {
            const input = { clientMutationId, id: verdict.id, corrected: verdict.isYes, answer: reason };
            const { error: fault } = await answer({ input });
            reread({ requestPolicy: 'network-only' });
            return fault;
          }}
          onClose={() => {
            setVerdict(null);
          }}
        />
      )}
    </PageFrame>
  );
}

/** Disputes that were opened in an emergency, and what others found of it. */
export function EmergenciesPart({ mayDecide }: { readonly mayDecide: boolean }): ReactNode {
  return (
    <PagesOf page={(after, onMore, isLast) => <EmergencyPage {...{ after, onMore, isLast, mayDecide }} />} />
  );
}

function EmergencyPage({
  after,
  onMore,
  isLast,
  mayDecide,
}: PageProps & { readonly mayDecide: boolean }): ReactNode {
  const t = useTexts(ACCESS);
  const nameOf = useNames();
  const [{ data, error, fetching }, reread] = useQuery({
    query: ACCESS_EMERGENCIES,
    variables: { after },
    requestPolicy: 'cache-and-network',
  });
  const [, review] = useMutation(REVIEW_BREAK_GLASS);
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const found = data?.breakGlasses;
  return (
    <PageFrame error={error} isFetching={fetching} found={found} isLast={isLast} onMore={onMore}>
      <DataTable
        label={t('emergencies')}
        columns={[
          t('dispute'),
          t('partner'),
          t('caseNumber'),
          t('reason'),
          t('open'),
          t('state'),
          t('review'),
          t('actions'),
        ]}
      >
        {found?.nodes.map((one) => (
          <tr key={one.id}>
            <th scope="row">
              <Link to={`/disputes/${one.code}`}>{one.code}</Link>
            </th>
            <td>
              {one.partner} · {one.actor}
            </td>
            <td>{one.caseNumber}</td>
            <td className="data-words">{one.reason}</td>
            <td>
              {one.createdAt !== null && <Moment time={one.createdAt} />} –{' '}
              {one.until !== null && <Moment time={one.until} />}
            </td>
            <td>{one.state !== null && nameOf('BreakGlassState', one.state)}</td>
            <td className="data-words">
              {one.review === null ? '–' : `${one.review.actor ?? ''}: ${one.review.reason ?? ''}`}
            </td>
            <td>
              {mayDecide && one.state === 'UNREVIEWED' && (
                <YesNo id={one.id} yes={t('justified')} no={t('unjustified')} onChosen={setVerdict} />
              )}
            </td>
          </tr>
        ))}
      </DataTable>
      {verdict !== null && (
        <ReasonForm
          title={t(verdict.isYes ? 'justified' : 'unjustified')}
          onDecide={async (reason, clientMutationId) => {
            const input = { clientMutationId, id: verdict.id, justified: verdict.isYes, reason };
            const { error: fault } = await review({ input });
            reread({ requestPolicy: 'network-only' });
            return fault;
          }}
          onClose={() => {
            setVerdict(null);
          }}
        />
      )}
    </PageFrame>
  );
}

interface YesNoProps {
  readonly id: string;
  readonly yes: string;
  readonly no: string;
  readonly onChosen: (verdict: Verdict) => void;
}

function YesNo({ id, yes, no, onChosen }: YesNoProps): ReactNode {
  return (
    <div className="access-bar">
      {([true, false] as const).map((isYes) => (
        <Button
          key={yes + String(isYes)}
          size="small"
          onClick={() => {
            onChosen({ id, isYes });
          }}
        >
          {isYes ? yes : no}
        </Button>
      ))}
    </div>
  );
}
