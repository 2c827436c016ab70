import { BankOutlined, UserOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTexts } from '../../language/language-context.ts';
import { Card } from '../../parts/card.tsx';
import { Withheld } from '../../parts/states.tsx';
import { useNames } from '../../vocabulary/use-names.ts';
import type { ShownParty } from './dispute.ts';
import { RevealButton } from './reveal-parts.tsx';
import { DISPUTE } from './texts.ts';
import type { Reveal } from './use-reveal.ts';

interface PartiesCardProps {
  readonly parties: readonly ShownParty[] | null;
  readonly withheld: ReadonlyMap<string, string>;
  readonly reveal: Reveal;
}

const PARTIES = { kind: 'parties' } as const;

/** Who quarrels, as far as the grant shows it: masked values are shown as they come, and more of them for who says what for. */
export function PartiesCard({ parties: usual, withheld, reveal }: PartiesCardProps): ReactNode {
  const t = useTexts(DISPUTE);
  const nameOf = useNames();
  const parties = reveal.revealed?.parties ?? usual;
  const cut = (field: string): ReactNode =>
    withheld.has(field) ? <Withheld field={field} rule={withheld.get(field)} /> : null;
  return (
    <Card title={t('parties')} extra={<RevealButton reveal={reveal} scope={PARTIES} />}>
      {parties === null && (cut('Dispute.parties') ?? <Withheld field="Dispute.parties" />)}
      {parties?.length === 0 && <p className="muted">{t('nobody')}</p>}
      <ul className="parties">
        {parties?.map((party) => (
          <li key={party.id}>
            <p className="party-name">
              <span aria-hidden="true">
                {party.kind === 'ORGANISATION' ? <BankOutlined /> : <UserOutlined />}
              </span>
              <strong>{party.name ?? cut('Party.name') ?? '—'}</strong>
              {party.roles?.map((role) => (
                <span key={role} className="tag">
                  {nameOf('PartyRole', role)}
                </span>
              ))}
            </p>
            <dl>
              <Value name={t('phone')} value={party.phones?.join('、')} cut={cut('Party.phones')} />
              <Value name={t('idNumber')} value={party.idNumber} cut={cut('Party.idNumber')} />
              <Value name={t('address')} value={party.addresses?.join('；')} cut={cut('Party.addresses')} />
            </dl>
          </li>
        ))}
      </ul>
    </Card>
  );
}

interface ValueProps {
  readonly name: string;
  readonly value: string | null | undefined;
  readonly cut: ReactNode;
}

function Value({ name, value, cut }: ValueProps): ReactNode {
  const isEmpty = value == null || value === '';
  if (isEmpty && cut === null) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd className="figures">{isEmpty ? cut : value}</dd>
    </div>
  );
}
