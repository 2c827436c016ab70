import { CLIENT_NAME_BEGINS } from './client-name.ts';
import type { StoreConnection } from './connection.ts';
import { storing } from './store-fault.ts';

/** A process of the hub, as MongoDB knows it by its connections. */
export interface HubClient {
  readonly role: string;
  readonly pid: string;
  readonly host: string;
}

/**
 * The other processes of the hub that are connected to this database now, by role. The account needs no right for it: MongoDB shows everybody
 * their own connections, and those of the hub use one account.
 * @throws HubError HUB_STORE_UNAVAILABLE.
 */
export async function otherHubClients(connection: StoreConnection): Promise<readonly HubClient[]> {
  const client = connection.getClient();
  const own = client.options.appName ?? '';
  const found = await storing(
    client
      .db('admin')
      .aggregate<{ appName?: string }>(
        [{ $currentOp: { idleConnections: true, allUsers: false } }, { $project: { appName: 1 } }],
        { readConcern: { level: 'local' } },
      )
      .toArray(),
  );
  const names = new Set(
    found.flatMap(({ appName }) => (appName === undefined || appName === own ? [] : [appName])),
  );
  return [...names].sort().flatMap((name) => {
    const [first, role = '', database = '', pid = '', host = ''] = name.split('/');
    return first === CLIENT_NAME_BEGINS && database === connection.name ? [{ role, pid, host }] : [];
  });
}
