import { Alert } from 'antd';
import type { ReactNode } from 'react';
import { useTexts } from '../language/language-context.ts';
import { SHELL } from './texts.ts';

/** Says why the page looks otherwise than a moment ago: a grant ended while it was open. */
export function LessNotice({ onRead }: { readonly onRead: () => void }): ReactNode {
  const t = useTexts(SHELL);
  return (
    <Alert
      className="shell-notice"
      type="warning"
      showIcon
      role="alert"
      title={t('less')}
      description={t('lessWhy')}
      closable={{ 'aria-label': t('close'), onClose: onRead }}
    />
  );
}
