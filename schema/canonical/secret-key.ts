import { createSecretKey, type KeyObject } from 'node:crypto';

const made = new WeakMap<Uint8Array, KeyObject>();

/**
 * Secret bytes as a key of node:crypto, made once as long as the bytes are held: given bytes, Node 24 spends some 15 µs on each HMAC or cipher before
 * it begins, three times what the HMAC of a push takes. The bytes must not be changed afterwards.
 */
export function secretKeyOf(bytes: Uint8Array): KeyObject {
  const known = made.get(bytes);
  if (known !== undefined) return known;
  const key = createSecretKey(bytes);
  made.set(bytes, key);
  return key;
}
