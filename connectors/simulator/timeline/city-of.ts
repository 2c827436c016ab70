import type { AgencyName } from '../agencies/agency.ts';
import { courtCase, type CourtCase } from '../agencies/court/shape.ts';
import { gridEvent, type GridEvent } from '../agencies/grid/shape.ts';
import { hotlineTicket, type HotlineTicket } from '../agencies/hotline12345/shape.ts';
import { serviceRow, type ServiceRow } from '../agencies/open311/shape.ts';
import { policeRow, type PoliceRow } from '../agencies/police110/shape.ts';
import type { Truth } from '../truth/truth.ts';
import { rfc3339 } from '../writing/time.ts';
import { CityClock } from './clock.ts';
import { DueQueue } from './due-queue.ts';
import { CityLife } from './life.ts';
import { reachedMs, type Change, type RecordPlan, type VersionPlan } from './plan.ts';
import { takeDown, type TakenDown } from './take-down.ts';

export interface CityOptions {
  readonly seed: string;
  /** Records (not versions) of the history; a finite city has exactly so many. */
  readonly records: number;
  /** Days of the history. */
  readonly days: number;
  /** RFC 3339 or epoch milliseconds: when the history begins. */
  readonly start: string | number;
  /** After the history the city goes on for ever, so many times faster than the clock. Without it the city ends with its history. */
  readonly livingPace?: number;
}

interface VersionOf<Agency extends AgencyName, Body> {
  readonly agency: Agency;
  readonly sourceId: string;
  /** RFC 3339, +08:00: the version of the record in its agency's system. */
  readonly sourceTime: string;
  /** Epoch milliseconds at which the agency's interface shows or sends it. */
  readonly visibleMs: number;
  readonly change: Change | 'repeated';
  /** In the agency's own shape. */
  readonly body: Body;
  /** What is really behind the record; the same object for all its versions. */
  readonly truth: Truth;
}

/** One version of one record as it arrives from its agency. */
export type CityVersion =
  | VersionOf<'police110', PoliceRow>
  | VersionOf<'hotline12345', HotlineTicket>
  | VersionOf<'court', CourtCase>
  | VersionOf<'grid', GridEvent>
  | VersionOf<'open311', ServiceRow>;

interface Due {
  readonly record: RecordPlan;
  readonly version: VersionPlan;
  readonly change: Change | 'repeated';
  readonly last: boolean;
}

/**
 * The city's records as they arrive, in order of arrival: pure, the same for the same options on every machine. Only what is under way
 * is held in memory, so a million records can be streamed. What is in the city, its noise model and its truth: `docs/simulated-city.md`.
 */
export function* cityOf(options: CityOptions): Generator<CityVersion, void, undefined> {
  const startMs = typeof options.start === 'number' ? options.start : Date.parse(options.start);
  const endMs = startMs + options.days * 86_400_000;
  const living = options.livingPace !== undefined;
  const clock = living ? new CityClock(endMs, options.livingPace) : new CityClock();
  const life = new CityLife({ ...options, startMs, endMs, living, clock });
  const due = new DueQueue<Due>();
  const taken = new Map<RecordPlan, TakenDown>();
  const horizonMs = living ? Infinity : endMs;

  const show = ({ record, version, change, last }: Due, visibleMs: number): CityVersion => {
    let down = taken.get(record);
    if (down === undefined) {
      down = takeDown(record, life.numbering);
      taken.set(record, down);
    }
    if (last) taken.delete(record);
    return versionOf(down, version, change, visibleMs);
  };

  for (const records of life.matters()) {
    for (const record of records.plans) {
      const shows = record.versions.flatMap((version): (Omit<Due, 'last'> & { atMs: number })[] => [
        { record, version, change: version.change, atMs: version.visibleMs },
        ...(version.repeatedMs === null
          ? []
          : [{ record, version, change: 'repeated' as const, atMs: version.repeatedMs }]),
      ]);
      const shown = shows.filter(({ atMs }) => atMs <= horizonMs);
      const lastMs = Math.max(...shown.map(({ atMs }) => atMs));
      for (const one of shown) due.add(one.atMs, { ...one, last: one.atMs === lastMs });
    }
    while (due.nextDueMs() <= records.nothingBeforeMs) {
      const visibleMs = due.nextDueMs();
      const next = due.take();
      if (next !== undefined) yield show(next, visibleMs);
    }
  }
  for (let visibleMs = due.nextDueMs(); visibleMs < Infinity; visibleMs = due.nextDueMs()) {
    const next = due.take();
    if (next !== undefined) yield show(next, visibleMs);
  }
}

function versionOf(
  down: TakenDown,
  version: VersionPlan,
  change: Due['change'],
  visibleMs: number,
): CityVersion {
  const { truth } = down;
  const common = {
    sourceId: truth.sourceId,
    sourceTime: rfc3339(version.sourceMs),
    visibleMs,
    change,
    truth,
  };
  if (down.agency === 'open311') {
    const body = serviceRow(down.request, version.sourceMs, reachedMs(version, 1));
    return { ...common, agency: 'open311', body };
  }
  const { report } = down;
  switch (down.agency) {
    case 'police110':
      return { ...common, agency: 'police110', body: policeRow(report, version) };
    case 'hotline12345':
      return { ...common, agency: 'hotline12345', body: hotlineTicket(report, version) };
    case 'court':
      return { ...common, agency: 'court', body: courtCase(report, version) };
    case 'grid':
      return { ...common, agency: 'grid', body: gridEvent(report, version) };
  }
}
