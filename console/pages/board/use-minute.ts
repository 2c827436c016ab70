import { useEffect, useState } from 'react';

const MINUTE_MS = 60_000;

/** The beginning of the minute, epoch ms: for what need not be drawn each second. */
export function useMinute(): number {
  const [minuteMs, setMinuteMs] = useState(minuteNow);
  useEffect(() => {
    const every = setInterval(() => {
      setMinuteMs(minuteNow());
    }, MINUTE_MS);
    return () => {
      clearInterval(every);
    };
  }, []);
  return minuteMs;
}

function minuteNow(): number {
  return Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
}
