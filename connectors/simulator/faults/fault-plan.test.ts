import { expect, test } from 'vitest';
import { storyOf } from '../testing/story.ts';
import { isInGeoReport } from '../agencies/open311/georeport.ts';
import { FAULTY_CHANNELS, type FaultChannel } from './fault-kinds.ts';
import { FaultPlan } from './fault-plan.ts';

const CHANNELS = Object.keys(FAULTY_CHANNELS) as FaultChannel[];

function faultsOf(plan: FaultPlan, channel: FaultChannel, count: number): (string | null)[] {
  return Array.from({ length: count }, (_, position) => plan.at(channel, position)?.fault ?? null);
}

test('the same seed gives the same faults whatever was asked before, another seed others', () => {
  const fresh = new FaultPlan('a', 0.02);
  const used = new FaultPlan('a', 0.02);
  faultsOf(used, 'police110.push', 777);
  for (const channel of CHANNELS) {
    expect(faultsOf(used, channel, 500)).toEqual(faultsOf(fresh, channel, 500));
    expect(faultsOf(used, channel, 500)).not.toEqual(faultsOf(new FaultPlan('b', 0.02), channel, 500));
  }
});

test('a city day of 2,000 records shows every kind of fault on every record channel', () => {
  const { versions } = storyOf({ seed: 'day', records: 2_000, days: 1, start: '2026-11-02T00:00:00+08:00' });
  const counts: Partial<Record<FaultChannel, number>> = {
    'police110.push': versions.filter(({ agency }) => agency === 'police110').length,
    'hotline12345.items': versions.filter(({ agency }) => agency === 'hotline12345').length,
    'hotline12345.export': versions.filter((one) => one.agency === 'hotline12345' && one.change === 'new')
      .length,
    'court.drop': versions.filter(({ agency }) => agency === 'court').length,
    'open311.drop': versions.filter((one) => one.agency === 'open311' && !isInGeoReport(one.sourceId)).length,
    'open311.items': versions.filter((one) => one.agency === 'open311' && isInGeoReport(one.sourceId)).length,
    'grid.rows': versions.filter(({ agency }) => agency === 'grid').length,
  };
  for (const seed of ['a', 'b', 'c', 'nantong']) {
    const plan = new FaultPlan(seed, 0.02);
    for (const channel of CHANNELS) {
      const seen = new Set(faultsOf(plan, channel, counts[channel] ?? 100));
      for (const { fault } of FAULTY_CHANNELS[channel].kinds) expect(seen, channel).toContain(fault);
    }
  }
});

test('the share is kept, two faults never follow each other, and without a share nothing goes wrong', () => {
  for (const channel of CHANNELS) {
    const faults = faultsOf(new FaultPlan('share', 0.004), channel, 50_000);
    const happened = faults.filter((fault) => fault !== null).length;
    expect(happened / faults.length).toBeCloseTo(0.004 * FAULTY_CHANNELS[channel].weight, 3);
    const many = faultsOf(new FaultPlan('share', 1), channel, 1_000);
    for (const [index, fault] of many.entries()) {
      if (fault !== null) expect(many[index + 1] ?? null).toBeNull();
    }
    expect(faultsOf(new FaultPlan('none', 0), channel, 1_000).every((fault) => fault === null)).toBe(true);
  }
});
