import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTexts } from '../../language/language-context.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Moment } from '../../parts/time.tsx';
import type { RiskWebhookDeliveryState } from '../../vocabulary/enums.ts';
import { useNames } from '../../vocabulary/use-names.ts';
import type { WebhookDeliveriesAnswer } from './developers.ts';
import { WEBHOOKS } from './webhook-texts.ts';

type Webhook = NonNullable<WebhookDeliveriesAnswer['riskWebhook']>;
export type Delivery = NonNullable<Webhook['deliveries']>['nodes'][number];
type Attempt = NonNullable<Delivery['attempts']>[number];

const TAGS: Readonly<Record<RiskWebhookDeliveryState, string>> = {
  WAITING: 'tag',
  RETRYING: 'tag tag-yellow',
  DELIVERED: 'tag tag-green',
  DEAD: 'tag tag-red',
};

interface DeliveryTableProps {
  readonly deliveries: readonly Delivery[];
  readonly onAgain: (deliveryId: string) => void;
}

/** Each delivery with every attempt and what was answered. */
export function DeliveryTable({ deliveries, onAgain }: DeliveryTableProps): ReactNode {
  const t = useTexts(WEBHOOKS);
  const nameOf = useNames();
  const columns = [t('event'), t('kind'), t('state'), t('queued'), t('attempts'), t('again')];
  return (
    <DataTable label={t('deliveries')} columns={columns}>
      {deliveries.map(({ id, eventId, kind, state, queuedAt, nextTryAt, tries, redeliveries, attempts }) => (
        <tr key={id}>
          <th scope="row" className="code webhook-event" title={eventId ?? ''}>
            {eventId}
          </th>
          <td>{kind !== null && nameOf('RiskEventKind', kind)}</td>
          <td>
            {state !== null && (
              <span className={TAGS[state]}>{nameOf('RiskWebhookDeliveryState', state)}</span>
            )}
            {nextTryAt !== null && (
              <p className="muted webhook-next">
                {t('nextTry')} <Moment time={nextTryAt} />
              </p>
            )}
          </td>
          <td>{queuedAt !== null && <Moment time={queuedAt} />}</td>
          <td className="data-words">
            <Attempts attempts={attempts ?? []} tries={tries ?? 0} redeliveries={redeliveries ?? 0} />
          </td>
          <td>
            <Button
              size="small"
              aria-label={t('againOf', { event: eventId ?? id })}
              onClick={() => {
                onAgain(id);
              }}
            >
              {t('redeliver')}
            </Button>
          </td>
        </tr>
      ))}
    </DataTable>
  );
}

interface AttemptsProps {
  readonly attempts: readonly Attempt[];
  readonly tries: number;
  readonly redeliveries: number;
}

function Attempts({ attempts, tries, redeliveries }: AttemptsProps): ReactNode {
  const t = useTexts(WEBHOOKS);
  const last = attempts.at(-1);
  if (last === undefined) return <span className="muted">{t('notTried')}</span>;
  return (
    <details>
      <summary>
        <AttemptWords attempt={last} />{' '}
        <span className="muted">
          {t('tries', { count: tries })}
          {redeliveries > 0 && ` · ${t('redelivered', { count: redeliveries })}`}
        </span>
      </summary>
      <ol className="webhook-attempts">
        {attempts.toReversed().map((attempt, index) => (
          <li key={`${attempt.at ?? ''} ${index}`}>
            {attempt.at !== null && <Moment time={attempt.at} />} <AttemptWords attempt={attempt} />
          </li>
        ))}
      </ol>
    </details>
  );
}

/** `204 · 12 ms`, or why it was in vain. */
function AttemptWords({ attempt: { status, durationMs, error } }: { readonly attempt: Attempt }): ReactNode {
  const t = useTexts(WEBHOOKS);
  return (
    <span className={error === null ? 'figures' : 'figures webhook-failed'}>
      {[status ?? t('noAnswer'), durationMs === null ? null : t('ms', { count: durationMs }), error]
        .filter((one) => one !== null)
        .join(' · ')}
    </span>
  );
}
