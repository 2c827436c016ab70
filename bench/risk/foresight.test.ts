import { describe, expect, test } from 'vitest';
import { riskCityOf } from './city-disputes.ts';
import { DisputeOverTime, type Standing } from './colours-over-time.ts';

describe('a small city', () => {
  const { disputes } = riskCityOf('foresight', 2_400, 17);
  const ahead = disputes.filter(({ eventMs }) => eventMs !== null);
  const harmless = disputes.filter((dispute) => dispute.harmless);

  test('a dispute turns RED by itself, those of quarrels that escalate more often than others', () => {
    const shareOfRed = (wanted: boolean): number => {
      const among = disputes.filter((dispute) => dispute.harmless === wanted);
      const red = among.filter(
        (dispute) => new DisputeOverTime(dispute).firstColours(Infinity).redMs !== null,
      );
      return red.length / among.length;
    };
    expect(shareOfRed(false)).toBeGreaterThan(0.1);
    expect(shareOfRed(false)).toBeGreaterThan(4 * shareOfRed(true));
  });

  test('before the event the score tells quarrels that escalate from others, better than the number of contacts', () => {
    const before = ahead.flatMap(
      (dispute) => new DisputeOverTime(dispute).at((dispute.eventMs ?? 0) - 1) ?? [],
    );
    const calm = harmless.flatMap(
      (dispute) => new DisputeOverTime(dispute).at(dispute.arrivals.at(-1)?.atMs ?? 0) ?? [],
    );
    const told = (of: (standing: Standing) => number): number => {
      const pairs = before.flatMap((one) => calm.map((other) => Math.sign(of(one) - of(other))));
      return pairs.reduce((sum, sign) => sum + (sign + 1) / 2, 0) / pairs.length;
    };
    expect(before.length).toBeGreaterThan(2);
    expect(told(({ score }) => score)).toBeGreaterThan(told(({ contacts }) => contacts) + 0.05);
  });

  test('nothing that comes at or after the event counts before it', () => {
    for (const dispute of ahead) {
      const { arrivals, eventMs } = dispute;
      const until = arrivals.filter(({ atMs }) => eventMs !== null && atMs < eventMs);
      const known = new DisputeOverTime({ ...dispute, arrivals: until }).firstColours(Infinity);
      expect(new DisputeOverTime(dispute).firstColours(eventMs ?? 0)).toEqual(known);
    }
    expect(
      ahead.some(({ arrivals, eventMs }) => arrivals.some(({ atMs }) => atMs >= (eventMs ?? Infinity))),
    ).toBe(true);
  });
});
