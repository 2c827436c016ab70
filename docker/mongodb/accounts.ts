import { HubError } from '../../schema/canonical/hub-error.ts';

/** Name of the account that the initiating job makes first and that makes the others. */
export const ADMIN_USER = 'admin';

/** What the hub logs in to MongoDB with, and where its data lie. */
export interface HubAccount {
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

const WITH_ACCOUNT = /^mongodb:\/\/(?<user>[^:@/]+):(?<password>[^:@/]+)@[^/]+\/(?<database>[^?/]+)/;

/** The account that a URI names; several hosts are beyond `URL`. @throws HubError HUB_CONFIG_INVALID, without the URI: it holds a password. */
export function accountOf(uri: string, origin: string): HubAccount {
  const named = WITH_ACCOUNT.exec(uri)?.groups;
  if (named === undefined) {
    throw new HubError(
      'HUB_CONFIG_INVALID',
      `${origin} holds no URI with an account and a database; write mongodb://USER:PASSWORD@HOST:27017,…/DATABASE?replicaSet=rs0 into it`,
      { field: origin },
    );
  }
  const { user = '', password = '', database = '' } = named;
  return { user: decodeURIComponent(user), password: decodeURIComponent(password), database };
}
