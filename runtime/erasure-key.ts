import { readSharedKey } from './shared-key.ts';

/**
 * The secret `<home>/keys/erasure.key` by which erased people are known again. Gateways and pipelines of a hub must have the same, for ever.
 * @throws HubError HUB_CONFIG_INVALID when the file holds something else.
 */
export async function readErasureKey(home: string): Promise<Uint8Array> {
  return readSharedKey(home, 'erasure', 'all that keeps erased people from being taken in again');
}
