import { useState, type ReactNode } from 'react';
import { useQuery } from 'urql';
import { Button } from 'antd';
import { useTexts } from '../../language/language-context.ts';
import { Failure, Loading, Nothing } from '../../parts/states.tsx';
import { useReread } from '../../parts/use-reread.ts';
import { ExportButton } from '../exports/export-button.tsx';
import { wholeSource } from '../exports/export-source.ts';
import { DEVELOPER_WEBHOOKS } from './developers.ts';
import { PageButtons } from './page-buttons.tsx';
import { SecretOnce, type ShownSecret } from './secret-once.tsx';
import { WebhookForm } from './webhook-form.tsx';
import { WebhookView } from './webhook-view.tsx';
import { WEBHOOKS } from './webhook-texts.ts';
import './webhooks.css';

const REREAD_MS = 5_000;
const WEBHOOK_LIST = [wholeSource('WEBHOOKS')];

/** Saved webhooks of one's own agency: new ones, what is sent, and their secrets, each shown once. */
export function WebhooksPart(): ReactNode {
  const t = useTexts(WEBHOOKS);
  const [after, setAfter] = useState<string | null>(null);
  const [{ data, error, fetching }, reread] = useQuery({
    query: DEVELOPER_WEBHOOKS,
    variables: { after },
    requestPolicy: 'cache-and-network',
  });
  useReread(reread, REREAD_MS);
  const [isNew, setIsNew] = useState(false);
  const [secret, setSecret] = useState<ShownSecret | null>(null);
  const onChanged = (): void => {
    reread({ requestPolicy: 'network-only' });
  };
  const page = data?.riskWebhooks;
  return (
    <div className="webhooks">
      <header className="webhooks-head">
        <p className="muted">{t('about')}</p>
        <ExportButton sources={WEBHOOK_LIST} />
        <Button
          type="primary"
          aria-expanded={isNew}
          onClick={() => {
            setIsNew(!isNew);
          }}
        >
          {t('create')}
        </Button>
      </header>
      {isNew && (
        <WebhookForm
          onDone={(made) => {
            setIsNew(false);
            if (made !== null) setSecret(made);
            setAfter(null);
            onChanged();
          }}
        />
      )}
      <Failure error={error} isPartial={page != null} />
      {fetching && page == null && <Loading rows={3} />}
      {page?.nodes.length === 0 && <Nothing text={t('none')} />}
      {page?.nodes.map((webhook) => (
        <WebhookView key={webhook.id} webhook={webhook} onSecret={setSecret} onChanged={onChanged} />
      ))}
      {page != null && (
        <PageButtons
          isFirst={after === null}
          next={page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null}
          onGo={setAfter}
        />
      )}
      {secret !== null && (
        <SecretOnce
          shown={secret}
          onClose={() => {
            setSecret(null);
          }}
        />
      )}
    </div>
  );
}
