import { Button, Modal, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTexts } from '../../language/language-context.ts';
import { WEBHOOKS } from './webhook-texts.ts';

export interface ShownSecret {
  readonly url: string;
  readonly secret: string;
}

interface SecretOnceProps {
  readonly shown: ShownSecret;
  readonly onClose: () => void;
}

/** The secret that signs: kept nowhere on the page once it is closed, and not to be had again. */
export function SecretOnce({ shown: { url, secret }, onClose }: SecretOnceProps): ReactNode {
  const t = useTexts(WEBHOOKS);
  return (
    <Modal
      open
      title={t('secretTitle')}
      closable={false}
      mask={{ closable: false }}
      footer={
        <Button type="primary" onClick={onClose}>
          {t('secretKept')}
        </Button>
      }
    >
      <p className="webhook-url code">{url}</p>
      <p>{t('secretOnce')}</p>
      <Typography.Text code copyable className="webhook-secret">
        {secret}
      </Typography.Text>
    </Modal>
  );
}
