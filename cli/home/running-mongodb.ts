import { HubError } from '../../schema/canonical/hub-error.ts';
import type { Settings } from '../../runtime/settings.ts';
import { withRunningServers } from './running-servers.ts';

/** Where the MongoDB of the environment, or of the `up` that runs in this home, is. @throws HubError HUB_CONFIG_INVALID when there is none. */
export function runningMongodb(settings: Settings): string {
  const { mongodbUri } = withRunningServers(settings);
  if (mongodbUri !== null) return mongodbUri;
  throw new HubError(
    'HUB_CONFIG_INVALID',
    'where MongoDB is, is not known: start the hub with ./tributary up, or set TRIBUTARY_MONGODB_URI',
    { field: 'TRIBUTARY_MONGODB_URI' },
  );
}
