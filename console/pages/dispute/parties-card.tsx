import { BankOutlined, UserOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTexts } from '../../language/language-context.ts';
import { Card } from '../../parts/card.tsx';
import { Withheld } from '../../parts/states.tsx';
import { useNames } from '../../vocabulary/use-names.ts';
import type { ShownParty } from './dispute.ts';
import { DISPUTE } from './texts.ts';

interface PartiesCardProps {
  readonly parties: readonly ShownParty[] | null;
  readonly withheld: ReadonlyMap<string, string>;
}

/** Who quarrels, as far as the grant shows it: masked values are shown as they come. */
export function PartiesCard({ parties, withheld }: PartiesCardProps): ReactNode {
  const t = useTexts(DISPUTE);
  const nameOf = useNames();
  const cut = (field: string): ReactNode =>
    withheld.has(field) ? <Withheld field={field} rule={withheld.get(field)} /> : null;
  return (
    <Card title={t('parties')}>
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
