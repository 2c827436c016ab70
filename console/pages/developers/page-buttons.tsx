import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTexts } from '../../language/language-context.ts';
import { WEBHOOKS } from './webhook-texts.ts';

interface PageButtonsProps {
  readonly isFirst: boolean;
  /** Cursor behind which the next page begins; null at the end. */
  readonly next: string | null;
  readonly onGo: (after: string | null) => void;
}

/** To the next page of a list, and back to its beginning. */
export function PageButtons({ isFirst, next, onGo }: PageButtonsProps): ReactNode {
  const t = useTexts(WEBHOOKS);
  if (isFirst && next === null) return null;
  return (
    <div className="webhook-bar">
      <Button
        size="small"
        disabled={isFirst}
        onClick={() => {
          onGo(null);
        }}
      >
        {t('first')}
      </Button>
      <Button
        size="small"
        disabled={next === null}
        onClick={() => {
          onGo(next);
        }}
      >
        {t('next')}
      </Button>
    </div>
  );
}
