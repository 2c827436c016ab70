import { createCipheriv, createDecipheriv } from 'node:crypto';
import { secretKeyOf } from '../../schema/canonical/secret-key.ts';

const CIPHER = 'aes-256-gcm';
const TAG_BYTES = 12;
/** AES-GCM's own (NIST SP 800-38D section 5.2.1.1). */
export const NONCE_BYTES = 12;

/** What a seal is made with. */
export interface Seal {
  /** 32 bytes. */
  readonly key: Uint8Array;
  /** For whom it is sealed: it opens for nobody else; empty for everybody with the key. */
  readonly owner: Uint8Array;
}

/** Encrypts a short body under a nonce (AES-256-GCM, 96-bit tag) to base64url without padding: nonce, tag, body. */
export function sealedText({ key, owner }: Seal, nonce: Uint8Array, body: Uint8Array): string {
  const cipher = createCipheriv(CIPHER, secretKeyOf(key), nonce, { authTagLength: TAG_BYTES }).setAAD(owner);
  const sealed = Buffer.concat([cipher.update(body), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** The body of a sealed text; null for what was not sealed with this key for this owner, is longer than `maxCharacters` or is spelt otherwise. */
export function openedText({ key, owner }: Seal, text: string, maxCharacters: number): Buffer | null {
  if (text.length > maxCharacters) return null;
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length < NONCE_BYTES + TAG_BYTES || bytes.toString('base64url') !== text) return null;
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv(CIPHER, secretKeyOf(key), nonce, { authTagLength: TAG_BYTES }).setAAD(
    owner,
  );
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  try {
    const body = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
    return Buffer.concat([body, decipher.final()]);
  } catch {
    return null;
  }
}
