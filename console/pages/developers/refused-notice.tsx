import { Alert } from 'antd';
import type { ReactNode } from 'react';
import type { Fault } from '../../graph/faults.ts';
import { useTexts } from '../../language/language-context.ts';
import { WEBHOOKS } from './webhook-texts.ts';

/** Why a change was not made, also where a grant is what it lacks; nothing when nothing was refused. */
export function RefusedNotice({ fault }: { readonly fault: Fault | null }): ReactNode {
  const t = useTexts(WEBHOOKS);
  if (fault === null) return null;
  return (
    <Alert
      role="alert"
      type="error"
      showIcon
      title={t('refused')}
      description={
        <>
          <span>{fault.code === 'NETWORK' ? t('network') : fault.message}</span>{' '}
          <span className="code muted">{fault.code}</span>
        </>
      }
    />
  );
}
