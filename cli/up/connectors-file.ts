import { createHash } from 'node:crypto';
import { stringify } from 'yaml';
import type { Settings } from '../../runtime/settings.ts';

const MARK = '# untouched: ';

interface ListedConnector {
  readonly name: string;
  readonly config: Readonly<Record<string, unknown>>;
}

/** What connectors.yaml needs to know of where the simulated city answers. */
export interface CityPlace {
  readonly host: string;
  readonly simulatorPort: number;
  readonly gridHost: string;
  readonly simulatorGridPort: number;
}

/**
 * The standard `connectors.yaml` of a home. Its first line holds a digest of the rest, so that `up` can tell a file that a person has
 * changed from its own. Without a city there is nobody to poll: only the push and the drop folders are open.
 */
export function connectorsFileText(city: CityPlace | null): string {
  const connectors = [...takers(), ...(city === null ? [] : [...pollers(city), ...tellers(city)])];
  const body = [
    '# The connectors that bring feeds in and tell agencies, named as in Kafka Connect. Files of secrets lie in the folder secrets beside this file,',
    '# folders are relative to it. Change what you like: once changed, `tributary up` leaves this file alone.',
    stringify(connectors),
  ].join('\n');
  return `${MARK}${digestOf(body)}\n${body}`;
}

/** Where the city answers whose place the settings name: beside the hub, unless told otherwise. */
export function cityPlaceOf(settings: Settings): CityPlace {
  const { simulatorHost, simulatorPort, simulatorGridHost, simulatorGridPort } = settings;
  return { host: simulatorHost, simulatorPort, gridHost: simulatorGridHost, simulatorGridPort };
}

/** Whether the text is what `connectorsFileText` once wrote, of whatever version. */
export function isUntouched(text: string): boolean {
  const end = text.indexOf('\n');
  return text.startsWith(MARK) && text.slice(MARK.length, end) === digestOf(text.slice(end + 1));
}

/** Connectors that wait for what agencies bring. */
function takers(): readonly ListedConnector[] {
  return [
    {
      name: 'police110-push',
      config: { 'connector.class': 'police110.push', 'secret.file': 'police110.hmac' },
    },
    {
      name: 'hotline12345-export',
      config: {
        'connector.class': 'hotline12345.export',
        folder: 'drop/hotline12345',
        'poll.interval.ms': 1_000,
      },
    },
    {
      name: 'court-drop',
      config: { 'connector.class': 'court.drop', folder: 'drop/court', 'poll.interval.ms': 1_000 },
    },
    {
      name: 'open311-drop',
      config: {
        'connector.class': 'open311.drop',
        folder: 'drop/open311',
        profile: 'nyc',
        'poll.interval.ms': 1_000,
      },
    },
  ];
}

/** The grid platform's lists: name of the connector, kind, view. */
const GRID_LISTS = [
  ['grid-grids', 'GRID', 'share.grids'],
  ['grid-communities', 'COMMUNITY', 'share.communities'],
  ['grid-committees', 'MEDIATION_COMMITTEE', 'share.mediation_committees'],
  ['grid-mediators', 'MEDIATOR', 'share.mediators'],
] as const;

/** Connectors that ask the simulated agencies' systems. */
function pollers({
  host,
  simulatorPort,
  gridHost,
  simulatorGridPort,
}: CityPlace): readonly ListedConnector[] {
  const cityUrl = `http://${host}:${simulatorPort}`;
  const gridDatabase = {
    host: gridHost,
    port: simulatorGridPort,
    database: 'grid',
    user: 'tributary',
    'password.file': 'grid.password',
    // On this machine only.
    'ssl.mode': 'disable',
  };
  return [
    {
      name: 'hotline12345-rest',
      config: {
        'connector.class': 'hotline12345.rest',
        'base.url': cityUrl,
        'token.file': 'hotline12345.token',
        'poll.interval.ms': 1_000,
        'overlap.ms': 600_000,
        'page.size': 200,
      },
    },
    {
      name: 'open311-georeport',
      config: {
        'connector.class': 'open311.georeport',
        'base.url': `${cityUrl}/open311/v2`,
        'poll.interval.ms': 5_000,
        'overlap.ms': 600_000,
        'page.size': 200,
      },
    },
    {
      name: 'grid-events',
      config: {
        'connector.class': 'grid.sql',
        ...gridDatabase,
        view: 'share.grid_events',
        'poll.interval.ms': 1_000,
        'overlap.ms': 600_000,
      },
    },
    ...GRID_LISTS.map(([name, kind, view]) => ({
      name,
      config: {
        'connector.class': 'grid.reference',
        kind,
        ...gridDatabase,
        view,
        'poll.interval.ms': 60_000,
      },
    })),
  ];
}

/** Name of the connector, agency as referrals name it, its feed, which is also its name in the city. */
const TOLD = [
  ['police110-referrals', 'police', 'police110'],
  ['hotline12345-referrals', 'hotline', 'hotline12345'],
  ['court-referrals', 'court', 'court'],
  ['grid-referrals', 'grid', 'grid'],
] as const;

/** Connectors that tell the simulated agencies what becomes of their disputes. */
function tellers({ host, simulatorPort }: CityPlace): readonly ListedConnector[] {
  return TOLD.map(([name, agency, feed]) => ({
    name,
    config: {
      'connector.class': 'hub.webhook',
      agency,
      feed,
      url: `http://${host}:${simulatorPort}/agencies/${feed}/referrals`,
      'secret.file': 'referrals.hmac',
    },
  }));
}

function digestOf(body: string): string {
  return createHash('sha256').update(body).digest('hex').slice(0, 16);
}
