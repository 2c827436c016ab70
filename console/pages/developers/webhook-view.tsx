import { App, Button } from 'antd';
import type { CombinedError } from '@urql/core';
import { useState, type ReactNode } from 'react';
import { useMutation } from 'urql';
import { faultsOf, type Fault } from '../../graph/faults.ts';
import { useTexts } from '../../language/language-context.ts';
import { Ago, Moment } from '../../parts/time.tsx';
import { useNames } from '../../vocabulary/use-names.ts';
import { DeliveriesView } from './deliveries-view.tsx';
import { DELETE_WEBHOOK, ROTATE_WEBHOOK_SECRET, TEST_WEBHOOK, UPDATE_WEBHOOK } from './developers.ts';
import { RefusedNotice } from './refused-notice.tsx';
import type { ShownSecret } from './secret-once.tsx';
import type { Webhook } from './webhook.ts';
import { WebhookForm } from './webhook-form.tsx';
import { WEBHOOKS } from './webhook-texts.ts';
import '../../parts/tags.css';

interface WebhookViewProps {
  readonly webhook: Webhook;
  readonly onSecret: (secret: ShownSecret) => void;
  readonly onChanged: () => void;
}

/** What came of the last thing that was done to it. */
type Outcome =
  | { readonly state: 'refused'; readonly fault: Fault | null }
  | { readonly state: 'tested'; readonly status: number | null; readonly durationMs: number | null }
  | { readonly state: 'failed'; readonly why: string };

/** One webhook: whether it is on, how far it is, what can be done to it, and what was sent. */
export function WebhookView({ webhook, onSecret, onChanged }: WebhookViewProps): ReactNode {
  const t = useTexts(WEBHOOKS);
  const { modal } = App.useApp();
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [isEdited, setIsEdited] = useState(false);
  const [{ fetching: isTurning }, turn] = useMutation(UPDATE_WEBHOOK);
  const [{ fetching: isRotating }, rotate] = useMutation(ROTATE_WEBHOOK_SECRET);
  const [{ fetching: isTesting }, test] = useMutation(TEST_WEBHOOK);
  const [{ fetching: isDeleting }, remove] = useMutation(DELETE_WEBHOOK);
  const { id, state } = webhook;
  const url = webhook.url ?? '';
  const isOn = state === 'ENABLED';
  const input = (): { clientMutationId: string; id: string } => ({
    clientMutationId: crypto.randomUUID(),
    id,
  });
  const settle = (error: CombinedError | undefined): void => {
    setOutcome(error === undefined ? null : { state: 'refused', fault: faultsOf(error)[0] ?? null });
    onChanged();
  };
  const sendTest = async (): Promise<void> => {
    const { data, error } = await test({ input: input() });
    const told = data?.testRiskWebhook;
    if (told == null) {
      settle(error);
      return;
    }
    const { delivered, status, durationMs } = told;
    if (delivered === true) setOutcome({ state: 'tested', status, durationMs });
    else setOutcome({ state: 'failed', why: told.error ?? String(status ?? '–') });
  };
  const changeSecret = async (): Promise<void> => {
    const { data, error } = await rotate({ input: input() });
    const secret = data?.rotateRiskWebhookSecret?.secret;
    settle(error);
    if (secret != null) onSecret({ url, secret });
  };
  return (
    <section className="card webhook" aria-label={url}>
      <WebhookHead webhook={webhook} />
      {isEdited && (
        <WebhookForm
          webhook={webhook}
          onDone={() => {
            setIsEdited(false);
            settle(undefined);
          }}
        />
      )}
      <div className="webhook-bar">
        <Button size="small" loading={isTesting} onClick={() => void sendTest()}>
          {t('test')}
        </Button>
        <Button
          size="small"
          loading={isTurning}
          onClick={() =>
            void turn({ input: { ...input(), enabled: !isOn } }).then(({ error }) => {
              settle(error);
            })
          }
        >
          {t(isOn ? 'pause' : 'resume')}
        </Button>
        <Button
          size="small"
          aria-expanded={isEdited}
          onClick={() => {
            setIsEdited(!isEdited);
          }}
        >
          {t('edit')}
        </Button>
        <Button
          size="small"
          loading={isRotating}
          onClick={() => {
            void modal.confirm({
              title: t('rotateSure'),
              okText: t('rotate'),
              cancelText: t('cancel'),
              onOk: changeSecret,
            });
          }}
        >
          {t('rotate')}
        </Button>
        <Button
          size="small"
          danger
          loading={isDeleting}
          onClick={() => {
            void modal.confirm({
              title: t('deleteSure'),
              content: url,
              okText: t('delete'),
              okButtonProps: { danger: true },
              cancelText: t('cancel'),
              onOk: async () => {
                settle((await remove({ input: input() })).error);
              },
            });
          }}
        >
          {t('delete')}
        </Button>
        <span role="status">
          <OutcomeWords outcome={outcome} />
        </span>
      </div>
      {outcome?.state === 'refused' && <RefusedNotice fault={outcome.fault} />}
      <DeliveriesView webhookId={id} onChanged={onChanged} />
    </section>
  );
}

function OutcomeWords({ outcome }: { readonly outcome: Outcome | null }): ReactNode {
  const t = useTexts(WEBHOOKS);
  if (outcome?.state === 'tested') {
    const { status, durationMs } = outcome;
    return (
      <span className="tag tag-green">{t('tested', { status: status ?? '–', ms: durationMs ?? '–' })}</span>
    );
  }
  if (outcome?.state === 'failed')
    return <span className="webhook-failed">{t('testFailed', { why: outcome.why })}</span>;
  return null;
}

function WebhookHead({ webhook }: { readonly webhook: Webhook }): ReactNode {
  const t = useTexts(WEBHOOKS);
  const nameOf = useNames();
  const { url, description, state, stateReason, createdAt, failingSince, lag, filter } = webhook;
  const chosen = [
    ...(filter?.kinds ?? []).map((kind) => nameOf('RiskEventKind', kind)),
    ...(filter?.colours ?? []).map((colour) => nameOf('Colour', colour)),
    ...(filter?.regionCode == null ? [] : [t('inRegion', { code: filter.regionCode })]),
    ...(filter?.minScore == null ? [] : [t('fromScore', { score: filter.minScore })]),
  ];
  return (
    <header className="webhook-head">
      <h2>
        <span className="code webhook-url">{url}</span>
        {state !== null && (
          <span className={state === 'ENABLED' ? 'tag tag-green' : 'tag tag-yellow'}>
            {nameOf('RiskWebhookState', state)}
          </span>
        )}
        {failingSince !== null && (
          <span className="tag tag-red">
            {t('failing')} <Ago time={failingSince} />
          </span>
        )}
      </h2>
      {description !== null && description !== '' && <p>{description}</p>}
      {stateReason !== null && <p className="webhook-failed">{stateReason}</p>}
      <p className="muted webhook-facts">
        <span>{chosen.join(' · ')}</span>
        {lag !== null && (
          <span className="figures">
            {t('lag', { behind: lag.behind ?? '–', waiting: lag.waiting ?? '–' })}
          </span>
        )}
        {createdAt !== null && (
          <span>
            {t('created')} <Moment time={createdAt} />
          </span>
        )}
      </p>
    </header>
  );
}
