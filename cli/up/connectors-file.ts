import { createHash } from 'node:crypto';
import { stringify } from 'yaml';
import type { Settings } from '../../runtime/settings.ts';

const MARK = '# untouched: ';

/**
 * The standard `connectors.yaml` of a home. Its first line holds a digest of the rest, so that `up` can tell a file that a person has
 * changed from its own. Without the simulated city there is no hotline to poll.
 */
export function connectorsFileText(
  settings: Pick<Settings, 'host' | 'simulatorPort'>,
  withCity: boolean,
): string {
  const hotline = {
    name: 'hotline12345-rest',
    config: {
      'connector.class': 'hotline12345.rest',
      'base.url': `http://${settings.host}:${settings.simulatorPort}`,
      'token.file': 'hotline12345.token',
      'poll.interval.ms': 1_000,
      'overlap.ms': 600_000,
      'page.size': 200,
    },
  };
  const connectors = [
    {
      name: 'police110-push',
      config: { 'connector.class': 'police110.push', 'secret.file': 'police110.hmac' },
    },
    ...(withCity ? [hotline] : []),
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
  const body = [
    '# The connectors that bring feeds in, named as in Kafka Connect. Files of secrets lie in the folder secrets beside this file,',
    '# folders are relative to it. Change what you like: once changed, `tributary up` leaves this file alone.',
    stringify(connectors),
  ].join('\n');
  return `${MARK}${digestOf(body)}\n${body}`;
}

/** Whether the text is what `connectorsFileText` once wrote, of whatever version. */
export function isUntouched(text: string): boolean {
  const end = text.indexOf('\n');
  return text.startsWith(MARK) && text.slice(MARK.length, end) === digestOf(text.slice(end + 1));
}

function digestOf(body: string): string {
  return createHash('sha256').update(body).digest('hex').slice(0, 16);
}
