import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTexts } from '../language/language-context.ts';
import type { Purpose } from '../vocabulary/enums.ts';
import { useNames } from '../vocabulary/use-names.ts';
import { SHELL } from './texts.ts';

interface PurposePageProps {
  readonly purposes: readonly Purpose[];
  readonly onChoose: (purpose: Purpose) => void;
}

/** Whoever may look for several purposes says for which before anything is shown. */
export function PurposePage({ purposes, onChoose }: PurposePageProps): ReactNode {
  const t = useTexts(SHELL);
  const nameOf = useNames();
  return (
    <section className="sign-in">
      <h1>{t('forWhat')}</h1>
      <p>{t('forWhatWhy')}</p>
      <ul className="shell-purposes">
        {purposes.map((purpose) => (
          <li key={purpose}>
            <Button
              block
              size="large"
              onClick={() => {
                onChoose(purpose);
              }}
            >
              {nameOf('Purpose', purpose)}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
