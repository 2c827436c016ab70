import { readSharedKey } from '../../runtime/shared-key.ts';

/**
 * The secret `<home>/keys/cursors.key` by which cursors are sealed. All gateways of a hub, and its events and disputes subgraphs where they run
 * alone, must have the same.
 * @throws HubError HUB_CONFIG_INVALID when the file holds something else.
 */
export async function readCursorKey(home: string): Promise<Uint8Array> {
  return readSharedKey(home, 'cursors', 'every cursor that clients hold');
}
