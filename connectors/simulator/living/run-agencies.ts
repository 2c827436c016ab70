import { join } from 'node:path';
import type { Settings } from '../../../runtime/settings.ts';
import { courtFile } from '../agencies/court/files.ts';
import { spoiltCourtFile } from '../agencies/court/spoil.ts';
import { ExportSeries } from '../agencies/export-series.ts';
import type { GridReference } from '../agencies/grid/reference.ts';
import { serviceCsv } from '../agencies/open311/drop.ts';
import { isInGeoReport } from '../agencies/open311/georeport.ts';
import { spoiltServiceFile } from '../agencies/open311/spoil.ts';
import type { PoliceVersion } from '../agencies/police110/events.ts';
import type { CityVersion } from '../timeline/city-of.ts';
import { runChronicle } from './chronicle.ts';
import { runFileDrop } from './drop-files.ts';
import type { GeoReportDesk } from './georeport-desk.ts';
import type { HistoryProgress } from './history-progress.ts';
import type { HotlineDesk } from './hotline-desk.ts';
import type { OutletOptions } from './outlet-options.ts';
import { gridOf } from './grid-of.ts';
import { policeSending } from './police-sending.ts';
import { runGrid, type GridVersion } from './run-grid.ts';
import { runHotlineExports } from './run-hotline-exports.ts';
import { runPolice } from './run-police.ts';
import { runReferrals, type Answering } from './run-referrals.ts';
import type { SharedTimeline } from './shared-timeline.ts';
import { openPosition } from './state.ts';

type CourtVersion = Extract<CityVersion, { agency: 'court' }>;
type ServiceVersion = Extract<CityVersion, { agency: 'open311' }>;

interface Agencies extends Answering {
  readonly timeline: SharedTimeline;
  readonly seed: string;
  readonly gridReference: () => GridReference;
  readonly hotline: HotlineDesk;
  readonly georeport: GeoReportDesk;
  readonly progress: HistoryProgress;
  readonly watch: (name: string, run: Promise<void>) => Promise<void>;
  readonly onCaughtUp: () => void;
  readonly exportsMayBegin: () => boolean;
}

const COURT_MOST_ROWS = 40;
const SERVICE_MOST_ROWS = 200;

/** Every agency hands over what is its own, at its own pace, until the signal aborts. */
export async function runAgencies(
  options: OutletOptions,
  settings: Settings,
  agencies: Agencies,
): Promise<void> {
  const { folder } = options;
  const { timeline, seed, series, watch } = agencies;
  const drop = (agency: string): string => join(settings.home, 'drop', agency);
  const positionOf = (name: string) => openPosition(join(folder, `${name}.json`));
  const [police, court, service, hotlineExport] = await Promise.all(
    ['police110', 'court', 'open311-drop', 'hotline12345-export'].map(positionOf),
  );
  if (!police || !court || !service || !hotlineExport) throw new Error('a position is missing');
  const all = timeline.branch((version): version is CityVersion => version.visibleMs >= 0);
  const incidents = timeline.branch((version): version is PoliceVersion => version.agency === 'police110');
  const cases = timeline.branch((version): version is CourtVersion => version.agency === 'court');
  const requests = timeline.branch(
    (version): version is ServiceVersion => version.agency === 'open311' && !isInGeoReport(version.sourceId),
  );
  const events = agencies.withGrid
    ? timeline.branch((version): version is GridVersion => version.agency === 'grid')
    : null;
  await Promise.all([
    watch('chronicle', runChronicle(options, all, agencies)),
    watch(
      'hotline12345 export',
      runHotlineExports(options, hotlineExport, {
        desk: agencies.hotline,
        folder: drop('hotline12345'),
        seed,
        share: settings.simulator.faultShare,
        mayBegin: agencies.exportsMayBegin,
      }),
    ),
    watch('police110', runPolice(options, incidents, police, policeSending(settings, options.now))),
    watch(
      'court',
      runFileDrop(options, cases, court, {
        agency: 'court',
        channel: 'court.drop',
        folder: drop('court'),
        series: new ExportSeries(drop('court'), `court-${series}`),
        mostRows: COURT_MOST_ROWS,
        fileOf: (versions, from) =>
          courtFile(
            versions.map(({ body }) => body),
            from,
            versions.at(-1)?.visibleMs ?? 0,
          ),
        spoilt: (fault, version, whole) => spoiltCourtFile(fault, version.body, version.visibleMs, whole),
      }),
    ),
    watch(
      'open311',
      runFileDrop(options, requests, service, {
        agency: 'open311',
        channel: 'open311.drop',
        folder: drop('open311'),
        series: new ExportSeries(drop('open311'), `nyc311-${series}`),
        mostRows: SERVICE_MOST_ROWS,
        fileOf: (versions) => ({
          bytes: Buffer.from(serviceCsv(versions.map(({ body }) => body))),
          extension: 'csv',
        }),
        spoilt: (fault, version, whole) => spoiltServiceFile(fault, version.body, whole.bytes),
      }),
    ),
    watch('referrals', runReferrals(options, settings, agencies)),
    events === null
      ? undefined
      : watch('grid', runGrid(options, events, gridOf(settings, series), agencies.gridReference)),
  ]);
}
