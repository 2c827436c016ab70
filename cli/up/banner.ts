import type { Settings } from '../../runtime/settings.ts';
import type { Home } from '../home/home.ts';
import { DROP_FEEDS } from './prepare-home.ts';
import type { SampleDispute } from './sample-query.ts';

export interface BannerFacts {
  readonly settings: Settings;
  readonly home: Home;
  readonly withCity: boolean;
  /** Where people sign in, or null where the issuers are others. */
  readonly signIn: string | null;
  /** See `curlCommand`. */
  readonly curl: string;
  /** The dispute that the command asks for, or null when it asks for the feeds. */
  readonly sample: SampleDispute | null;
}

/** What a person needs once all of it is up. */
export function banner({ settings, home, withCity, signIn, curl, sample }: BannerFacts): string {
  const base = `http://${settings.host}`;
  const rows: readonly (readonly [string, string])[] = [
    ['Console', `${base}:${settings.gatewayPort}/console`],
    ['GraphQL', `${base}:${settings.gatewayPort}/graphql`],
    ['GraphiQL', `${base}:${settings.gatewayPort}/graphiql`],
    ...(signIn === null ? [] : [['Sign-in', `${signIn} (sample people, no passwords)`] as const]),
    ['Police push intake', `${base}:${settings.intakePort}/intake/police110`],
    ['Drop folders', `${home.dropDir}/{${DROP_FEEDS.join(',')}}`],
    ...(withCity
      ? [
          ['Simulated city', `${base}:${settings.simulatorPort}`] as const,
          ['Its grid database', `postgres://${settings.host}:${settings.simulatorGridPort}/grid`] as const,
        ]
      : []),
    ['Logs', home.logsDir],
  ];
  const asks =
    sample === null
      ? 'Ask for the feeds'
      : `Ask for dispute ${sample.code}, known to ${sample.feeds.length} agencies, in one request`;
  return [
    '',
    'Tributary is up.',
    ...rows.map(([name, value]) => `  ${name.padEnd(22)} ${value}`),
    '',
    `${asks} (its token is valid for 12 hours):`,
    '',
    curl,
    '',
    signIn === null
      ? 'Tokens: from the issuers in TRIBUTARY_ISSUERS_FILE, or ./tributary token NAME where there is no such file'
      : 'Other tokens: ./tributary token police | hotline | court | grid | analyst | admin',
    '',
  ].join('\n');
}
