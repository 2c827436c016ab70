import { Button, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { useMutation, useQuery } from 'urql';
import { faultsOf, type Fault } from '../../graph/faults.ts';
import { useTexts } from '../../language/language-context.ts';
import { Failure } from '../../parts/states.tsx';
import { useReread } from '../../parts/use-reread.ts';
import { ENUM_NAMES, type RiskWebhookDeliveryState } from '../../vocabulary/enums.ts';
import { useNames } from '../../vocabulary/use-names.ts';
import { ExportButton } from '../exports/export-button.tsx';
import { DeliveryTable } from './delivery-table.tsx';
import { REDELIVER_WEBHOOK, WEBHOOK_DELIVERIES } from './developers.ts';
import { PageButtons } from './page-buttons.tsx';
import { RefusedNotice } from './refused-notice.tsx';
import { WEBHOOKS } from './webhook-texts.ts';

const REREAD_MS = 3_000;
const WEEK_MS = 7 * 86_400_000;
const STATES = Object.keys(ENUM_NAMES.RiskWebhookDeliveryState) as RiskWebhookDeliveryState[];

interface DeliveriesViewProps {
  readonly webhookId: string;
  readonly onChanged: () => void;
}

/** What was sent, the newest first, read again while it is open; one delivery or all that were given up can be sent again. */
export function DeliveriesView({ webhookId, onChanged }: DeliveriesViewProps): ReactNode {
  const t = useTexts(WEBHOOKS);
  const nameOf = useNames();
  const [state, setState] = useState<RiskWebhookDeliveryState | null>(null);
  const [after, setAfter] = useState<string | null>(null);
  const [told, setTold] = useState('');
  const [fault, setFault] = useState<Fault | null>(null);
  const [{ data, error }, reread] = useQuery({
    query: WEBHOOK_DELIVERIES,
    variables: { id: webhookId, state: state === null ? null : [state], after },
    requestPolicy: 'cache-and-network',
  });
  useReread(reread, REREAD_MS);
  const [{ fetching }, redeliver] = useMutation(REDELIVER_WEBHOOK);
  const again = async (which: { deliveryId: string } | { failedSince: string }): Promise<void> => {
    const input = { clientMutationId: crypto.randomUUID(), id: webhookId, ...which };
    const answer = await redeliver({ input });
    const queued = answer.data?.redeliverRiskWebhook?.queued;
    setFault(faultsOf(answer.error)[0] ?? null);
    setTold(queued == null ? '' : t('queuedAgain', { count: queued }));
    reread({ requestPolicy: 'network-only' });
    onChanged();
  };
  const page = data?.riskWebhook?.deliveries;
  return (
    <div className="webhook-deliveries">
      <div className="webhook-bar">
        <h3>{t('deliveries')}</h3>
        {page != null && <span className="muted figures">{t('count', { count: page.totalCount })}</span>}
        <Select
          size="small"
          aria-label={t('state')}
          placeholder={t('anyState')}
          allowClear
          popupMatchSelectWidth={false}
          value={state}
          options={STATES.map((value) => ({ value, label: nameOf('RiskWebhookDeliveryState', value) }))}
          onChange={(next?: RiskWebhookDeliveryState | null) => {
            setState(next ?? null);
            setAfter(null);
          }}
        />
        <Button
          size="small"
          loading={fetching}
          onClick={() => void again({ failedSince: new Date(Date.now() - WEEK_MS).toISOString() })}
        >
          {t('redeliverFailed')}
        </Button>
        <ExportButton
          sources={[
            {
              list: 'WEBHOOK_DELIVERIES',
              rows: { webhookDeliveries: { id: webhookId, state: state === null ? null : [state] } },
            },
          ]}
          isSmall
        />
        <span role="status" className="muted">
          {told}
        </span>
      </div>
      <RefusedNotice fault={fault} />
      <Failure error={error} isPartial={page != null} />
      {page?.nodes.length === 0 && <p className="muted">{t('noDeliveries')}</p>}
      {page != null && page.nodes.length > 0 && (
        <DeliveryTable
          deliveries={page.nodes}
          onAgain={(deliveryId) => {
            void again({ deliveryId });
          }}
        />
      )}
      {page != null && (
        <PageButtons
          isFirst={after === null}
          next={page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null}
          onGo={setAfter}
        />
      )}
    </div>
  );
}
