import type { AgencyName } from '../agencies/agency.ts';
import { NOISE_MODEL } from '../noise/model.ts';
import type { Random } from '../noise/random.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../writing/time.ts';
import type { CityClock } from './clock.ts';
import type { Change, Stage, VersionPlan } from './plan.ts';

interface Step {
  readonly share: number;
  readonly leastMs: number;
  readonly mostMs: number;
}

/** How records go on in their own system: after the first stage each later one is reached with a share, so long after the report. */
const STEPS: Readonly<Record<AgencyName, readonly Step[]>> = {
  /** 接警 → 处警反馈 → 补充反馈 */
  police110: [
    { share: 0.92, leastMs: 20 * MINUTE_MS, mostMs: 95 * MINUTE_MS },
    { share: 0.12, leastMs: DAY_MS, mostMs: 3 * DAY_MS },
  ],
  /** 已受理 → 已派遣 → 已结案 */
  hotline12345: [
    { share: 0.6, leastMs: HOUR_MS, mostMs: 6 * HOUR_MS },
    { share: 0.75, leastMs: DAY_MS, mostMs: 8 * DAY_MS },
  ],
  /** 预立案 → 调解中 → 结案 */
  court: [
    { share: 0.7, leastMs: DAY_MS, mostMs: 3 * DAY_MS },
    { share: 0.6, leastMs: 6 * DAY_MS, mostMs: 20 * DAY_MS },
  ],
  /** 上报 → 处置 → 结案 */
  grid: [
    { share: 0.6, leastMs: 2 * HOUR_MS, mostMs: 30 * HOUR_MS },
    { share: 0.75, leastMs: 31 * HOUR_MS, mostMs: 5 * DAY_MS },
  ],
  /** Open → Closed */
  open311: [{ share: 0.85, leastMs: HOUR_MS, mostMs: 6 * DAY_MS }],
};

interface Scheduled {
  readonly change: Change;
  /** Null where the change reaches no stage. */
  readonly stage: number | null;
  readonly cityMs: number;
}

/** Plans the versions of one record: its stages, a correction, a withdrawal, repeats, late commits. */
export function planVersions(
  agency: AgencyName,
  reportedCityMs: number,
  clock: CityClock,
  random: Random,
): { versions: readonly VersionPlan[]; corrected: boolean; late: boolean } {
  const { arrival } = NOISE_MODEL;
  const named = agency !== 'open311';
  const scheduled: Scheduled[] = [
    { change: 'new', stage: 0, cityMs: reportedCityMs + random.int(20, 540) * 1_000 },
    ...STEPS[agency].flatMap((step, index): Scheduled[] => {
      const cityMs = reportedCityMs + random.int(step.leastMs, step.mostMs);
      return random.chance(step.share) ? [{ change: 'progress', stage: index + 1, cityMs }] : [];
    }),
  ];
  const corrected = named && random.chance(arrival.corrected);
  if (corrected) {
    scheduled.push({
      change: 'corrected',
      stage: null,
      cityMs: reportedCityMs + random.int(12 * MINUTE_MS, 20 * HOUR_MS),
    });
  }
  let kept = scheduled.toSorted((left, right) => left.cityMs - right.cityMs);
  if (named && random.chance(arrival.withdrawn)) {
    const cityMs =
      Math.max(reportedCityMs, corrected ? (kept.at(-1)?.cityMs ?? 0) : 0) +
      random.int(10 * MINUTE_MS, agency === 'police110' ? 5 * HOUR_MS : 2 * DAY_MS);
    kept = [...kept.filter((step) => step.cityMs < cityMs), { change: 'withdrawn', stage: null, cityMs }];
  }
  const repeatedIndex = random.chance(arrival.repeated) ? random.int(0, kept.length - 1) : -1;
  const late = agency === 'hotline12345' && random.chance(arrival.lateCommit);
  return { versions: timed(kept, { agency, clock, random, repeatedIndex, late }), corrected, late };
}

function timed(
  steps: readonly Scheduled[],
  how: { agency: AgencyName; clock: CityClock; random: Random; repeatedIndex: number; late: boolean },
): VersionPlan[] {
  const { clock, random } = how;
  const { lateCommitMostMs } = NOISE_MODEL.arrival;
  const stages: Stage[] = [];
  let correctedYet = false;
  let lastMs = -Infinity;
  let lastVisibleMs = -Infinity;
  return steps.map(({ change, stage, cityMs }, index) => {
    // Whole seconds, and never two versions of one record in the same second: the source's time is its version.
    const sourceMs = Math.max(Math.ceil(clock.wallMs(cityMs) / 1_000) * 1_000, lastMs + 1_000);
    lastMs = sourceMs;
    if (stage !== null) stages.push({ stage, ms: sourceMs });
    correctedYet ||= change === 'corrected';
    const delayMs =
      how.late && index === 0
        ? random.int(5_000, lateCommitMostMs)
        : random.int(0, how.agency === 'hotline12345' ? 800 : 20_000);
    // Nobody can change a row that a transaction still holds.
    const visibleMs = Math.max(sourceMs + delayMs, lastVisibleMs);
    lastVisibleMs = visibleMs;
    return {
      change,
      sourceMs,
      visibleMs,
      repeatedMs: index === how.repeatedIndex ? visibleMs + random.int(30, 7_200) * 1_000 : null,
      stages: [...stages],
      corrected: correctedYet,
      withdrawn: change === 'withdrawn',
    };
  });
}
