import { ClockCircleOutlined, WarningFilled } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { catalogue } from '../language/catalogue.ts';
import { useTexts } from '../language/language-context.ts';
import { momentText } from '../language/times.ts';
import { useNow } from './use-now.ts';
import './tags.css';

const DUE = catalogue({
  en: {
    left: '{time} left',
    over: 'Overdue by {time}',
    day: '{count} d',
    hour: '{count} h',
    minute: '{count} min',
  },
  'zh-CN': {
    left: '剩 {time}',
    over: '已超期 {time}',
    day: '{count} 天',
    hour: '{count} 小时',
    minute: '{count} 分',
  },
  'zh-TW': {
    left: '剩 {time}',
    over: '已逾期 {time}',
    day: '{count} 天',
    hour: '{count} 小時',
    minute: '{count} 分',
  },
});

const MINUTE_MS = 60_000;
const SOON_MS = 24 * 60 * MINUTE_MS;

/** A deadline that counts down: how much is left or over, in its two largest units. */
export function Due({ time }: { readonly time: string }): ReactNode {
  const t = useTexts(DUE);
  const leftMs = new Date(time).getTime() - useNow();
  const minutes = Math.floor(Math.abs(leftMs) / MINUTE_MS);
  const [days, hours, rest] = [Math.floor(minutes / 1_440), Math.floor((minutes % 1_440) / 60), minutes % 60];
  const words =
    days > 0
      ? `${t('day', { count: days })} ${t('hour', { count: hours })}`
      : `${t('hour', { count: hours })} ${t('minute', { count: rest })}`;
  const isOver = leftMs < 0;
  const colour = isOver ? 'red' : leftMs < SOON_MS ? 'yellow' : 'plain';
  return (
    <time className={`tag tag-${colour}`} dateTime={time} title={momentText(time)}>
      <span aria-hidden="true">{isOver ? <WarningFilled /> : <ClockCircleOutlined />}</span>
      {t(isOver ? 'over' : 'left', { time: words })}
    </time>
  );
}
