import type { ReactNode } from 'react';
import { useTexts } from '../../language/language-context.ts';
import type { FeedOverviewAnswer } from './feeds.ts';
import { FEEDS } from './texts.ts';

type Minute = NonNullable<NonNullable<FeedOverviewAnswer['feeds']>[number]['minutes']>[number];

const WIDTH = 120;
const HEIGHT = 26;

/** An hour in sixty bars: what was stored, and on it what was refused. */
export function MinuteBars({
  title,
  minutes,
}: {
  readonly title: string;
  readonly minutes: readonly Minute[];
}): ReactNode {
  const t = useTexts(FEEDS);
  const sum = (of: (minute: Minute) => number | null): number =>
    minutes.reduce((total, minute) => total + (of(minute) ?? 0), 0);
  const all = (minute: Minute): number =>
    (minute.stored ?? 0) + (minute.repeats ?? 0) + (minute.refused ?? 0);
  const most = Math.max(1, ...minutes.map(all));
  const step = WIDTH / Math.max(1, minutes.length);
  // By the root of the number: one minute in which a backlog came would leave the others flat.
  const tall = (count: number): number => (count === 0 ? 0 : Math.max(1.5, Math.sqrt(count / most) * HEIGHT));
  const label = t('hourOf', {
    feed: title,
    stored: sum(({ stored }) => stored),
    repeats: sum(({ repeats }) => repeats),
    refused: sum(({ refused }) => refused),
  });
  return (
    <svg className="feeds-bars" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      <title>{label}</title>
      {minutes.map((minute, index) => {
        const total = tall(all(minute));
        const refused = tall(minute.refused ?? 0);
        const x = index * step;
        return (
          <g key={minute.at ?? index}>
            <rect x={x} y={HEIGHT - total} width={step * 0.8} height={total} className="feeds-bar" />
            <rect
              x={x}
              y={HEIGHT - refused}
              width={step * 0.8}
              height={refused}
              className="feeds-bar-refused"
            />
          </g>
        );
      })}
    </svg>
  );
}
