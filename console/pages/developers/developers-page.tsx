import { CodeOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTexts } from '../../language/language-context.ts';
import { PartTabs } from '../../parts/part-tabs.tsx';
import { useAddress } from '../../routing/location.ts';
import { ConnectPart } from './connect-part.tsx';
import { ExamplesPart } from './examples-part.tsx';
import { SchemaPart } from './schema-part.tsx';
import { DEVELOPERS } from './texts.ts';
import { WebhooksPart } from './webhooks-part.tsx';
import './developers.css';

const PARTS = ['examples', 'schema', 'webhooks', 'connect'] as const;
type Part = (typeof PARTS)[number];

/** For those who build on the graph: what there is, tried out on live data, and what is sent to them. */
export function DevelopersPage(): ReactNode {
  const t = useTexts(DEVELOPERS);
  const asked = useAddress().get('part');
  const part = PARTS.find((one) => one === asked) ?? 'examples';
  return (
    <div className="developers">
      <header className="developers-head">
        <h1>{t('title')}</h1>
        <Button href="/graphiql" icon={<CodeOutlined />} title={t('graphiqlHint')}>
          {t('graphiql')}
        </Button>
      </header>
      <PartTabs label={t('parts')} parts={PARTS} current={part} nameOf={t} />
      <section aria-label={t(part)} className="developers-part">
        <Shown part={part} />
      </section>
    </div>
  );
}

function Shown({ part }: { readonly part: Part }): ReactNode {
  switch (part) {
    case 'examples':
      return <ExamplesPart />;
    case 'schema':
      return <SchemaPart />;
    case 'webhooks':
      return <WebhooksPart />;
    case 'connect':
      return <ConnectPart />;
  }
}
