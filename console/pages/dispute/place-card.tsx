import { EnvironmentOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTexts } from '../../language/language-context.ts';
import { Card } from '../../parts/card.tsx';
import type { Shown } from './dispute-header.tsx';
import { DISPUTE } from './texts.ts';

/** Where it is, in words and figures: no map is shipped. */
export function PlaceCard({ dispute }: { readonly dispute: Shown }): ReactNode {
  const t = useTexts(DISPUTE);
  const { address, region } = dispute;
  const at = dispute.members?.nodes.find(({ record }) => record?.location != null)?.record?.location;
  return (
    <Card title={t('place')}>
      {address === null && region === null ? (
        <p className="muted">{t('noPlace')}</p>
      ) : (
        <div className="place">
          <EnvironmentOutlined aria-hidden="true" />
          <div>
            {address !== null && <p className="place-address">{address}</p>}
            {region !== null && (
              <p className="muted">
                <span className="unseen">{t('region')}</span>
                {region.path?.join(' › ')} <span className="code">{region.code}</span>
              </p>
            )}
            {at?.longitude != null && at.latitude != null && (
              <p className="muted figures">
                {t('coordinates', { longitude: at.longitude.toFixed(4), latitude: at.latitude.toFixed(4) })}
              </p>
            )}
          </div>
        </div>
      )}
    </Card>
  );
}
