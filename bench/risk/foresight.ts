import { percentile } from '../percentile.ts';
import { riskCityOf, type CityDispute } from './city-disputes.ts';
import { DisputeOverTime, type FirstColours, type Standing } from './colours-over-time.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** What a list of a duty desk is judged by: whether the dispute escalates within so many days. */
const HORIZON_DAYS = 14;
/** A dispute of which nothing was heard for so many days is on no list. */
const QUIET_DAYS = 30;
export const DEPTHS = [10, 20, 50] as const;

/** Ways to put the disputes of a city in order, the one to look at first at the top. */
export const RANKINGS = {
  score: ({ score, newestMs }: Standing) => [score, newestMs],
  contacts: ({ contacts, newestMs }: Standing) => [contacts, newestMs],
  newest: ({ newestMs }: Standing) => [newestMs, 0],
} as const;
export type Ranking = keyof typeof RANKINGS | 'best possible' | 'by chance';

export interface Foresight {
  /** Mean over city-weeks of the share of the first k that escalate within the horizon. */
  readonly precision: ReadonlyMap<Ranking, readonly number[]>;
  readonly weeks: number;
  /** Quarrels that escalate; of them those that agencies had heard of before, and those of which no record is in a dispute. */
  readonly escalated: number;
  readonly foreseeable: number;
  readonly unlinked: number;
  /** Hours from the first YELLOW or RED, or RED, to the event, of the quarrels that had it before. */
  readonly yellowLeads: readonly number[];
  readonly redLeads: readonly number[];
  /** Disputes none of whose quarrels ever escalates, and of them those that ever are RED, or YELLOW or RED. */
  readonly harmless: number;
  readonly falseReds: number;
  readonly falseYellows: number;
}

/** How well scores foresee what happens in a city. Nothing that came at or after a serious event counts for the dispute before it. */
export function foresightOf(seed: string, records: number, days: number): Foresight {
  const city = riskCityOf(seed, records, days);
  const startMs = Date.parse('2026-01-01T00:00:00+08:00');
  const weeks = Array.from(
    { length: Math.floor((days - HORIZON_DAYS) / 7) },
    (_, n) => startMs + (n + 1) * 7 * DAY_MS,
  );
  const histories = city.disputes.map((dispute) => new DisputeOverTime(dispute));
  const tables = weeks.map((ms) => weekOf(histories, ms)).filter(({ length }) => length > 0);
  const names = [...Object.keys(RANKINGS), 'best possible', 'by chance'] as Ranking[];
  const colours = histories.map(({ dispute }, index): [CityDispute, FirstColours] => [
    dispute,
    // After the last week nothing has to be asked again: each history goes to its event or its end.
    histories[index]?.firstColours(dispute.eventMs ?? Infinity) ?? { yellowMs: null, redMs: null },
  ]);
  const quarrels = byQuarrel(colours);
  const harmless = colours.filter(([dispute]) => dispute.harmless);
  return {
    precision: new Map(
      names.map((name) => [name, DEPTHS.map((k) => mean(tables.map((week) => precisionAt(week, name, k))))]),
    ),
    weeks: tables.length,
    escalated: city.escalated,
    foreseeable: city.escalated - city.unforeseeable,
    unlinked: city.escalated - city.unforeseeable - quarrels.length,
    yellowLeads: quarrels.flatMap(({ eventMs, yellowMs }) => leadOf(yellowMs, eventMs)),
    redLeads: quarrels.flatMap(({ eventMs, redMs }) => leadOf(redMs, eventMs)),
    harmless: harmless.length,
    falseReds: harmless.filter(([, { redMs }]) => redMs !== null).length,
    falseYellows: harmless.filter(([, { yellowMs }]) => yellowMs !== null).length,
  };
}

interface Row extends Standing {
  readonly escalates: boolean;
}

/** The disputes on the list at a moment: heard of lately, and nothing serious has happened yet. */
function weekOf(histories: readonly DisputeOverTime[], ms: number): readonly Row[] {
  return histories.flatMap((history): Row[] => {
    const { arrivals, eventMs, harmless } = history.dispute;
    if ((arrivals[0]?.atMs ?? Infinity) > ms || (eventMs !== null && eventMs <= ms)) return [];
    // Only what follows a serious event is left of it.
    if (eventMs === null && !harmless) return [];
    const standing = history.at(ms);
    if (standing === null || ms - standing.newestMs > QUIET_DAYS * DAY_MS) return [];
    return [{ ...standing, escalates: eventMs !== null && eventMs <= ms + HORIZON_DAYS * DAY_MS }];
  });
}

function precisionAt(week: readonly Row[], name: Ranking, k: number): number {
  const among = Math.min(k, week.length);
  const escalating = week.filter(({ escalates }) => escalates).length;
  if (name === 'by chance') return escalating / week.length;
  if (name === 'best possible') return Math.min(escalating, among) / among;
  const keyOf = RANKINGS[name];
  const sorted = week
    .map((row) => ({ row, key: keyOf(row) }))
    .sort((a, b) => (b.key[0] ?? 0) - (a.key[0] ?? 0) || (b.key[1] ?? 0) - (a.key[1] ?? 0));
  return sorted.slice(0, among).filter(({ row }) => row.escalates).length / among;
}

interface QuarrelColours extends FirstColours {
  readonly eventMs: number;
}

/** Of each quarrel that escalates after it was heard of: the earliest colours of the disputes that its earlier records are in. */
function byQuarrel(colours: readonly (readonly [CityDispute, FirstColours])[]): readonly QuarrelColours[] {
  const quarrels = new Map<string, QuarrelColours>();
  for (const [{ arrivals }, first] of colours) {
    for (const { truth } of arrivals) {
      const { quarrelId, escalation } = truth;
      if (quarrelId === null || escalation?.phase !== 'before') continue;
      const eventMs = Date.parse(escalation.at);
      const known = quarrels.get(quarrelId);
      quarrels.set(quarrelId, {
        eventMs,
        yellowMs: earlier(known?.yellowMs ?? null, first.yellowMs, eventMs),
        redMs: earlier(known?.redMs ?? null, first.redMs, eventMs),
      });
    }
  }
  return [...quarrels.values()];
}

function earlier(known: number | null, found: number | null, eventMs: number): number | null {
  const until = found !== null && found < eventMs ? found : null;
  return known === null || until === null ? (known ?? until) : Math.min(known, until);
}

function leadOf(fromMs: number | null, eventMs: number): number[] {
  return fromMs === null ? [] : [(eventMs - fromMs) / HOUR_MS];
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Lower quartile, median, upper quartile. */
export function quartilesOf(values: readonly number[]): readonly [number, number, number] {
  return [percentile(values, 25), percentile(values, 50), percentile(values, 75)];
}
