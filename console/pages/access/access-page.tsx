import type { ReactNode } from 'react';
import { useTexts } from '../../language/language-context.ts';
import { PartTabs } from '../../parts/part-tabs.tsx';
import { useAddress } from '../../routing/location.ts';
import { useSession } from '../../session/session-context.ts';
import { ExportButton } from '../exports/export-button.tsx';
import { wholeSource, type ExportSource } from '../exports/export-source.ts';
import { ApplicationsPart } from './applications-part.tsx';
import { AuditPart, UsagePart } from './audit-part.tsx';
import { CorrectionsPart, EmergenciesPart } from './cases-part.tsx';
import { CataloguePart } from './catalogue-part.tsx';
import { GrantsPart } from './grants-part.tsx';
import { ACCESS } from './texts.ts';
import './access.css';

const PARTS = [
  'grants',
  'applications',
  'catalogue',
  'corrections',
  'emergencies',
  'audit',
  'usage',
] as const;
type Part = (typeof PARTS)[number];

/** What a part has in a file; the audit has its own button, beside its filter. */
const SOURCES: Readonly<Partial<Record<Part, ExportSource>>> = {
  grants: wholeSource('GRANTS'),
  applications: wholeSource('ACCESS_APPLICATIONS'),
  catalogue: wholeSource('CATALOGUE'),
  corrections: wholeSource('CORRECTIONS'),
  emergencies: wholeSource('BREAK_GLASSES'),
  usage: { list: 'AUDIT_USAGE', rows: { auditUsage: { by: 'FIELD' } } },
};

/** Who may see what, who asked for it, and who looked. */
export function AccessPage(): ReactNode {
  const t = useTexts(ACCESS);
  const asked = useAddress().get('part');
  const part = PARTS.find((one) => one === asked) ?? 'grants';
  const source = SOURCES[part];
  return (
    <div className="access-page">
      <header className="access-head">
        <h1>{t('title')}</h1>
        {source !== undefined && <ExportButton key={part} sources={[source]} />}
      </header>
      <PartTabs label={t('parts')} parts={PARTS} current={part} nameOf={t} />
      <section className="access-part" aria-label={t(part)}>
        <Shown part={part} />
      </section>
    </div>
  );
}

function Shown({ part }: { readonly part: Part }): ReactNode {
  const { facts } = useSession();
  const partner = facts?.partner ?? '';
  // What the token says hides buttons alone: the graph decides.
  const mayDecide = facts?.scopes.includes('admin') ?? false;
  switch (part) {
    case 'grants':
      return <GrantsPart mayDecide={mayDecide} />;
    case 'applications':
      return <ApplicationsPart mayDecide={mayDecide} partner={partner} />;
    case 'catalogue':
      return <CataloguePart />;
    case 'corrections':
      return <CorrectionsPart partner={partner} />;
    case 'emergencies':
      return <EmergenciesPart mayDecide={mayDecide} />;
    case 'audit':
      return <AuditPart />;
    case 'usage':
      return <UsagePart />;
  }
}
