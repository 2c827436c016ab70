import type { ReactNode } from 'react';
import type { StreamStatus } from '../graph/use-stream.ts';
import { useTexts } from '../language/language-context.ts';
import { PARTS } from './texts.ts';
import './live-mark.css';

/** Whether what is shown follows changes: a dot and a word. */
export function LiveMark({ state }: { readonly state: StreamStatus['state'] }): ReactNode {
  const t = useTexts(PARTS);
  return (
    <span className={`live live-${state}`} role="status">
      {t(state)}
    </span>
  );
}
