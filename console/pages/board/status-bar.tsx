import { Alert, Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTexts } from '../../language/language-context.ts';
import { momentText } from '../../language/times.ts';
import { useNow } from '../../parts/use-now.ts';
import type { CaughtUp, StreamStatus } from './follow-events.ts';
import { BOARD } from './texts.ts';

/** Whether the board is live; said aloud when that changes. */
export function StreamState({ status }: { readonly status: StreamStatus }): ReactNode {
  const t = useTexts(BOARD);
  return (
    <span className={`board-live board-live-${status.state}`} role="status">
      <span aria-hidden="true" className="board-live-dot" />
      {status.state === 'live' && t('live')}
      {status.state === 'connecting' && t('connecting')}
      {status.state === 'lost' && <Countdown until={status.retryAt} />}
      {status.state === 'refused' && t('refused', { why: status.message })}
    </span>
  );
}

function Countdown({ until }: { readonly until: number }): ReactNode {
  const t = useTexts(BOARD);
  const nowMs = useNow();
  return t('lost', { seconds: Math.max(0, Math.ceil((until - nowMs) / 1_000)) });
}

/** What was caught up after the connection was lost, until somebody has read it. */
export function CatchUpNotice({ status }: { readonly status: StreamStatus }): ReactNode {
  const t = useTexts(BOARD);
  const [read, setRead] = useState<CaughtUp | null>(null);
  const caughtUp = status.state === 'live' ? status.caughtUp : null;
  if (caughtUp === null || caughtUp === read) return null;
  const time = momentText(new Date(caughtUp.at)).slice(11, 19);
  const { count, isIncomplete } = caughtUp;
  return (
    <Alert
      role="status"
      className="board-notice"
      type={isIncomplete ? 'warning' : 'info'}
      showIcon
      title={
        <>
          {count === 0 ? t('caughtUpNone', { time }) : t('caughtUp', { time, count })}
          {isIncomplete && ` ${t('gap')}`}
        </>
      }
      action={
        <Button
          size="small"
          onClick={() => {
            setRead(caughtUp);
          }}
        >
          {t('dismiss')}
        </Button>
      }
    />
  );
}
