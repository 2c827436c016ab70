import { App, Button, Form, Input, InputNumber, Modal, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { useMutation, useQuery } from 'urql';
import { troubles } from '../../graph/faults.ts';
import { useTexts } from '../../language/language-context.ts';
import { dayText, momentArgument } from '../../language/times.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Moment } from '../../parts/time.tsx';
import { ENUM_NAMES, type DatasetName, type Purpose } from '../../vocabulary/enums.ts';
import { useNames } from '../../vocabulary/use-names.ts';
import {
  ACCESS_APPLICATIONS,
  APPLY_FOR_ACCESS,
  APPROVE_ACCESS,
  REFUSE_ACCESS,
  WITHDRAW_ACCESS,
  type AccessApplicationsAnswer,
} from './access.ts';
import { PageFrame, PagesOf } from './pages.tsx';
import { ReasonForm } from './reason-form.tsx';
import { ACCESS } from './texts.ts';

const DAY_MS = 86_400_000;
const YEAR_DAYS = 365;

type Application = NonNullable<AccessApplicationsAnswer['accessApplications']>['nodes'][number];
type Decision = 'approve' | 'refuse' | 'withdraw';

interface PartProps {
  readonly mayDecide: boolean;
  readonly partner: string;
}

/** Who asked for what; two people of other partners approve. */
export function ApplicationsPart({ mayDecide, partner }: PartProps): ReactNode {
  const t = useTexts(ACCESS);
  const [isApplying, setApplying] = useState(false);
  return (
    <>
      <div className="access-bar">
        <Button
          type="primary"
          onClick={() => {
            setApplying(true);
          }}
        >
          {t('apply')}
        </Button>
      </div>
      <PagesOf
        page={(after, onMore, isLast) => (
          <ApplicationPage {...{ after, onMore, isLast, mayDecide, partner }} />
        )}
      />
      {isApplying && (
        <ApplyForm
          onClose={() => {
            setApplying(false);
          }}
        />
      )}
    </>
  );
}

interface PageProps extends PartProps {
  readonly after: string | null;
  readonly onMore: (cursor: string) => void;
  readonly isLast: boolean;
}

function ApplicationPage({ after, onMore, isLast, mayDecide, partner }: PageProps): ReactNode {
  const t = useTexts(ACCESS);
  const [{ data, error, fetching }, reread] = useQuery({
    query: ACCESS_APPLICATIONS,
    variables: { after },
    requestPolicy: 'cache-and-network',
  });
  const [, approve] = useMutation(APPROVE_ACCESS);
  const [, refuse] = useMutation(REFUSE_ACCESS);
  const [, withdraw] = useMutation(WITHDRAW_ACCESS);
  const decide = { approve, refuse, withdraw };
  const [decision, setDecision] = useState<{ readonly id: string; readonly kind: Decision } | null>(null);
  const found = data?.accessApplications;
  return (
    <PageFrame error={error} isFetching={fetching} found={found} isLast={isLast} onMore={onMore}>
      <DataTable
        label={t('applications')}
        columns={[
          t('partner'),
          t('dataset'),
          t('state'),
          t('approvals'),
          t('purposes'),
          t('asked'),
          t('term'),
          t('reason'),
          t('answered'),
          t('actions'),
        ]}
      >
        {found?.nodes.map((one) => (
          <ApplicationRow
            key={one.id}
            application={one}
            decisions={
              one.state !== 'PENDING'
                ? []
                : one.partner === partner
                  ? ['withdraw']
                  : mayDecide
                    ? ['approve', 'refuse']
                    : []
            }
            onDecide={(kind) => {
              setDecision({ id: one.id, kind });
            }}
          />
        ))}
      </DataTable>
      {decision !== null && (
        <ReasonForm
          title={t(decision.kind)}
          onDecide={async (reason, clientMutationId) => {
            const input = { clientMutationId, id: decision.id, reason };
            const answer = await decide[decision.kind]({ input });
            reread({ requestPolicy: 'network-only' });
            return answer.error;
          }}
          onClose={() => {
            setDecision(null);
          }}
        />
      )}
    </PageFrame>
  );
}

interface RowProps {
  readonly application: Application;
  readonly decisions: readonly Decision[];
  readonly onDecide: (kind: Decision) => void;
}

function ApplicationRow({ application, decisions, onDecide }: RowProps): ReactNode {
  const t = useTexts(ACCESS);
  const nameOf = useNames();
  const { partner, actor, dataset, state, approvals, purposes, createdAt, validTo } = application;
  return (
    <tr>
      <th scope="row">
        {partner} · {actor}
      </th>
      <td>{dataset !== null && nameOf('DatasetName', dataset)}</td>
      <td>{state !== null && nameOf('AccessApplicationState', state)}</td>
      <td className="data-words">
        {t('fourEyes', { count: approvals?.length ?? 0 })}
        {approvals?.map((one) => (
          <p key={one.actor} className="muted">
            {one.partner} · {one.actor}: {one.reason}
          </p>
        ))}
      </td>
      <td className="data-words">{purposes?.map((one) => nameOf('Purpose', one)).join(' · ')}</td>
      <td>{createdAt !== null && <Moment time={createdAt} />}</td>
      <td>{validTo !== null && dayText(validTo)}</td>
      <td className="data-words">{application.reason}</td>
      <td className="data-words">{application.answer ?? '–'}</td>
      <td>
        <div className="access-bar">
          {decisions.map((kind) => (
            <Button
              key={kind}
              size="small"
              type={kind === 'approve' ? 'primary' : 'default'}
              onClick={() => {
                onDecide(kind);
              }}
            >
              {t(kind)}
            </Button>
          ))}
        </div>
      </td>
    </tr>
  );
}

interface Filled {
  readonly dataset: DatasetName;
  readonly purposes: readonly Purpose[];
  readonly days: number;
  readonly reason: string;
}

function ApplyForm({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useTexts(ACCESS);
  const nameOf = useNames();
  const { message } = App.useApp();
  const [form] = Form.useForm<Filled>();
  const [clientMutationId] = useState(() => crypto.randomUUID());
  const [, apply] = useMutation(APPLY_FOR_ACCESS);
  const required = [{ required: true, message: t('required') }];
  const submit = async ({ dataset, purposes, days, reason }: Filled): Promise<void> => {
    const validTo = momentArgument(new Date(Date.now() + days * DAY_MS));
    const { data, error } = await apply({ input: { clientMutationId, dataset, purposes, validTo, reason } });
    if (data?.applyForAccess == null) {
      void message.error(`${t('refused')}: ${troubles(error)[0]?.message ?? error?.message ?? ''}`);
      return;
    }
    void message.success(t('done'));
    onClose();
  };
  return (
    <Modal
      open
      title={t('apply')}
      okText={t('ok')}
      cancelText={t('cancel')}
      onOk={() => {
        form.submit();
      }}
      onCancel={onClose}
      destroyOnHidden
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ days: YEAR_DAYS }}
        onFinish={(filled) => {
          void submit(filled);
        }}
      >
        <Form.Item name="dataset" label={t('dataset')} rules={required}>
          <Select
            options={(Object.keys(ENUM_NAMES.DatasetName) as DatasetName[]).map((value) => ({
              value,
              label: nameOf('DatasetName', value),
            }))}
          />
        </Form.Item>
        <Form.Item name="purposes" label={t('purposes')} rules={required}>
          <Select
            mode="multiple"
            options={(Object.keys(ENUM_NAMES.Purpose) as Purpose[]).map((value) => ({
              value,
              label: nameOf('Purpose', value),
            }))}
          />
        </Form.Item>
        <Form.Item name="days" label={t('until')} rules={required}>
          <InputNumber min={1} max={730} precision={0} />
        </Form.Item>
        <Form.Item name="reason" label={t('reason')} rules={required}>
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
