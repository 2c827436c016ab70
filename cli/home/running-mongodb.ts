import { HubError } from '../../schema/canonical/hub-error.ts';
import type { Settings } from '../../runtime/settings.ts';
import { withRunningServers } from './running-servers.ts';

/** Where the MongoDB of the environment, or of the `up` that runs in this home, is. @throws HubError HUB_CONFIG_INVALID when there is none. */
export function runningMongodb(settings: Settings): string {
  const { mongodbUri } = withRunningServers(settings);
  if (mongodbUri !== null) return mongodbUri;
  throw new HubError(
    'HUB_CONFIG_INVALID',
    `no hub runs in ${settings.home}, and TRIBUTARY_MONGODB_URI is not set: start one with ./tributary up, or say where its MongoDB is`,
    { field: 'TRIBUTARY_MONGODB_URI' },
  );
}
