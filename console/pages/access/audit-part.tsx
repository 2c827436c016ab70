import { Button, Form, Input } from 'antd';
import type { ReactNode } from 'react';
import { useQuery } from 'urql';
import { useTexts } from '../../language/language-context.ts';
import { useBoxIcons } from '../../parts/use-box-icons.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { Failure, Loading } from '../../parts/states.tsx';
import { Moment } from '../../parts/time.tsx';
import { setAddress, useAddress } from '../../routing/location.ts';
import type { Purpose } from '../../vocabulary/enums.ts';
import { useNames } from '../../vocabulary/use-names.ts';
import { ExportButton } from '../exports/export-button.tsx';
import { ACCESS_AUDIT, ACCESS_USAGE } from './access.ts';
import { actorsOf } from './actors-of.ts';
import { chainLink } from './chain-link.ts';
import { PageFrame, PagesOf } from './pages.tsx';
import { ACCESS } from './texts.ts';

const VERIFY = './tributary audit verify';

/** Who looked at what: by dispute, partner, person. What is looked for stands in the address. */
export function AuditPart(): ReactNode {
  const t = useTexts(ACCESS);
  const { clearing } = useBoxIcons();
  const address = useAddress();
  const asked = {
    code: address.get('code') ?? '',
    partner: address.get('partner') ?? '',
    actor: address.get('actor') ?? '',
  };
  return (
    <>
      <Form
        key={`form ${JSON.stringify(asked)}`}
        layout="inline"
        className="access-bar"
        initialValues={asked}
        onFinish={(filled: typeof asked) => {
          setAddress({
            code: filled.code.trim() || null,
            partner: filled.partner.trim() || null,
            actor: filled.actor.trim() || null,
          });
        }}
      >
        <Form.Item name="code" label={t('dispute')}>
          <Input allowClear={clearing} />
        </Form.Item>
        <Form.Item name="partner" label={t('partner')}>
          <Input allowClear={clearing} />
        </Form.Item>
        <Form.Item name="actor" label={t('person')}>
          <Input allowClear={clearing} />
        </Form.Item>
        <Button htmlType="submit" type="primary">
          {t('search')}
        </Button>
        <ExportButton
          sources={[{ list: 'AUDIT_ENTRIES', rows: { auditEntries: { filter: givenOf(asked) } } }]}
        />
      </Form>
      <p className="muted">{t('chainHint', { command: VERIFY })}</p>
      <PagesOf
        key={JSON.stringify(asked)}
        page={(after, onMore, isLast) => <AuditPage {...{ after, onMore, isLast, asked }} />}
      />
    </>
  );
}

interface AuditPageProps {
  readonly after: string | null;
  readonly onMore: (cursor: string) => void;
  readonly isLast: boolean;
  readonly asked: { readonly code: string; readonly partner: string; readonly actor: string };
}

/** Conditions that somebody gave. */
function givenOf(asked: AuditPageProps['asked']): Partial<AuditPageProps['asked']> {
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== ''));
}

function AuditPage({ after, onMore, isLast, asked }: AuditPageProps): ReactNode {
  const t = useTexts(ACCESS);
  const nameOf = useNames();
  const filter = givenOf(asked);
  const [{ data, error, fetching }] = useQuery({
    query: ACCESS_AUDIT,
    variables: { filter, after },
    requestPolicy: 'cache-and-network',
  });
  const entries = data?.auditEntries?.nodes ?? [];
  return (
    <PageFrame error={error} isFetching={fetching} found={data?.auditEntries} isLast={isLast} onMore={onMore}>
      <DataTable
        label={t('audit')}
        columns={[
          t('at'),
          t('partner'),
          t('person'),
          t('purpose'),
          t('kind'),
          t('operation'),
          t('rowCount'),
          t('field'),
          t('codes'),
          t('chain'),
        ]}
      >
        {entries.map((entry) => (
          <tr key={entry.id}>
            <th scope="row">{entry.at !== null && <Moment time={entry.at} />}</th>
            <td>{entry.partner ?? '–'}</td>
            <td>{actorsOf(entry) || '–'}</td>
            <td className="data-words">
              {entry.purpose === null ? '–' : nameOf('Purpose', entry.purpose as Purpose)}
              {entry.reason !== null && <p className="muted">{entry.reason}</p>}
            </td>
            <td>{entry.kind !== null && nameOf('AuditKind', entry.kind)}</td>
            <td>{entry.operationName ?? '–'}</td>
            <td className="figures">{entry.rowCount}</td>
            <td>
              <details>
                <summary>{entry.fields?.length ?? 0}</summary>
                <ul className="access-list code">
                  {entry.fields?.map((field) => (
                    <li key={field}>{field}</li>
                  ))}
                </ul>
              </details>
            </td>
            <td className="code">{entry.codes?.join(' ')}</td>
            <td title={entry.hash ?? undefined}>
              <span className={chainLink(entry, entries) === 'broken' ? 'access-over' : undefined}>
                {entry.seq} · {t(chainLink(entry, entries))}
              </span>
            </td>
          </tr>
        ))}
      </DataTable>
    </PageFrame>
  );
}

/** Which fields are asked for, the most frequent first. */
export function UsagePart(): ReactNode {
  const t = useTexts(ACCESS);
  const [{ data, error, fetching }] = useQuery({
    query: ACCESS_USAGE,
    requestPolicy: 'cache-and-network',
  });
  return (
    <>
      <Failure error={error} isPartial={data?.auditUsage != null} />
      {fetching && data === undefined && <Loading />}
      {data?.auditUsage != null && (
        <DataTable label={t('usage')} columns={[t('field'), t('looks'), t('last')]}>
          {data.auditUsage.map(({ key, looks, lastAt }) => (
            <tr key={key}>
              <th scope="row" className="code">
                {key ?? '–'}
              </th>
              <td className="figures">{looks}</td>
              <td>{lastAt !== null && <Moment time={lastAt} />}</td>
            </tr>
          ))}
        </DataTable>
      )}
    </>
  );
}
