import { connectStore } from '../schema/store/connection.ts';
import { openStore } from '../schema/store/models.ts';
import { insertRevocation, type RevocationTarget } from '../schema/store/revoking.ts';

/** Revokes tokens in a hub's store. @throws HubError HUB_STORE_UNAVAILABLE */
export async function revoke(
  mongodbUri: string,
  target: RevocationTarget,
  told: Parameters<typeof insertRevocation>[2],
): Promise<void> {
  const connection = await connectStore(mongodbUri);
  try {
    await insertRevocation(openStore(connection), target, told);
  } finally {
    await connection.close();
  }
}
