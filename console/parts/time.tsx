import type { ReactNode } from 'react';
import { useLanguage } from '../language/language-context.ts';
import { minuteText, momentText, relativeText } from '../language/times.ts';
import { useNow } from './use-now.ts';

/** A moment in Asia/Shanghai; the whole of it with its offset as the title. */
export function Moment({ time }: { readonly time: string }): ReactNode {
  return (
    <time dateTime={time} title={momentText(time)}>
      {minuteText(time)}
    </time>
  );
}

/** How long ago, or how long still; counts on by itself. */
export function Ago({ time }: { readonly time: string }): ReactNode {
  const language = useLanguage();
  const nowMs = useNow();
  return (
    <time dateTime={time} title={momentText(time)}>
      {relativeText(time, nowMs, language)}
    </time>
  );
}
