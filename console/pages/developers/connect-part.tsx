import { App, Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useClient } from 'urql';
import { faultsOf, type Fault } from '../../graph/faults.ts';
import { useTexts } from '../../language/language-context.ts';
import { Card } from '../../parts/card.tsx';
import { saveFile } from '../../parts/save-file.ts';
import { Moment } from '../../parts/time.tsx';
import { useSession } from '../../session/session-context.ts';
import { INTROSPECTION } from './introspection.ts';
import { RefusedNotice } from './refused-notice.tsx';
import { DEVELOPERS } from './texts.ts';

/** Files of the project that say more, with what they are about. */
const DOCUMENTS = [
  ['docs/integrate.md', 'docIntegrate'],
  ['docs/gateway.md', 'docGateway'],
  ['docs/streams.md', 'docStreams'],
  ['docs/access.md', 'docAccess'],
  ['docs/workflow.md', 'docWorkflow'],
  ['docs/risk.md', 'docRisk'],
  ['docs/feeds.md', 'docFeeds'],
  ['docs/push.md', 'docPush'],
  ['docs/risk-webhook.schema.json', 'docWebhook'],
] as const;

/** What a program needs: a token, addresses, the schema as a file, and where the rest is written. */
export function ConnectPart(): ReactNode {
  const t = useTexts(DEVELOPERS);
  return (
    <div className="connect">
      <TokenCard />
      <Card title={t('addresses')}>
        <dl className="connect-facts">
          <Address name={t('graph')} address={`${location.origin}/graphql`} />
          <Address name={t('socket')} address={`${location.origin.replace(/^http/, 'ws')}/graphql`} />
          <Address name={t('stream')} address={`${location.origin}/graphql/stream`} />
          <Address name={t('explorer')} address={`${location.origin}/graphiql`} />
        </dl>
        <p className="muted">{t('addressesHint')}</p>
      </Card>
      <SchemaCard />
      <Card title={t('documents')}>
        <p className="muted">{t('documentsHint')}</p>
        <dl className="connect-facts">
          {DOCUMENTS.map(([path, about]) => (
            <Address key={path} name={t(about)} address={path} />
          ))}
        </dl>
      </Card>
    </div>
  );
}

function Address({ name, address }: { readonly name: string; readonly address: string }): ReactNode {
  return (
    <>
      <dt>{name}</dt>
      <dd className="code">{address}</dd>
    </>
  );
}

function TokenCard(): ReactNode {
  const t = useTexts(DEVELOPERS);
  const { message } = App.useApp();
  const { token, facts } = useSession();
  return (
    <Card title={t('token')}>
      <dl className="connect-facts">
        <dt>{t('partner')}</dt>
        <dd>{facts?.partner ?? '–'}</dd>
        <dt>{t('scopes')}</dt>
        <dd className="code">{facts?.scopes.join(' ') ?? '–'}</dd>
        <dt>{t('until')}</dt>
        <dd>{facts?.expiresAt == null ? '–' : <Moment time={facts.expiresAt.toISOString()} />}</dd>
      </dl>
      <p className="muted">{t('tokenHint')}</p>
      <div className="connect-bar">
        <Button
          onClick={() => {
            void navigator.clipboard.writeText(token).then(() => message.success(t('tokenCopied')));
          }}
        >
          {t('copyToken')}
        </Button>
      </div>
      <p className="muted">{t('tokenTerminal')}</p>
      <pre className="connect-code" tabIndex={0} role="region" aria-label={t('tokenTerminal')}>
        {[
          'TOKEN=$(./tributary token police)',
          `curl -s ${location.origin}/graphql \\`,
          '  -H "authorization: Bearer $TOKEN" \\',
          `  -H 'content-type: application/json' \\`,
          `  -d '{"query":"{ feeds { name secondsBehind } }"}'`,
        ].join('\n')}
      </pre>
    </Card>
  );
}

function SchemaCard(): ReactNode {
  const t = useTexts(DEVELOPERS);
  const client = useClient();
  const [isSaving, setIsSaving] = useState(false);
  const [fault, setFault] = useState<Fault | null>(null);
  const save = async (): Promise<void> => {
    setIsSaving(true);
    const { data, error } = await client.query(INTROSPECTION, {}).toPromise();
    setFault(faultsOf(error)[0] ?? null);
    if (data?.__schema != null) {
      const { sdlOf } = await import('./sdl.ts');
      saveFile('tributary.graphql', sdlOf(data.__schema), 'application/graphql');
    }
    setIsSaving(false);
  };
  return (
    <Card title={t('sdl')}>
      <p>{t('sdlHint')}</p>
      <RefusedNotice fault={fault} />
      <div className="connect-bar">
        <Button loading={isSaving} onClick={() => void save()}>
          {t('saveSdl')}
        </Button>
      </div>
      <p className="muted">{t('sdlElsewhere')}</p>
      <dl className="connect-facts">
        <Address name={t('sdlSupergraph')} address="schema/supergraph.graphql" />
        <Address name={t('sdlSubgraphs')} address="schema/subgraphs/*.graphql" />
        <Address name={t('sdlCheck')} address="./tributary schema check" />
      </dl>
    </Card>
  );
}
