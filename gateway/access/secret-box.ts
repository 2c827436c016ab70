import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { HubError } from '../../schema/canonical/hub-error.ts';

/** Seals what the store keeps but nobody may read there. */
export interface SecretBox {
  /** @param owner what the secret belongs to: it opens for the same alone. */
  seal(secret: Uint8Array, owner: string): string;
  /** @throws HubError HUB_CONFIG_INVALID when it was sealed with another key. */
  open(sealed: string, owner: string): Uint8Array;
}

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM under a key of 32 bytes; the text is base64url of IV, tag and what was sealed. */
export function createSecretBox(key: Uint8Array): SecretBox {
  return {
    seal: (secret, owner) => {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(CIPHER, key, iv).setAAD(Buffer.from(owner));
      const body = Buffer.concat([cipher.update(secret), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
    },
    open: (sealed, owner) => {
      const bytes = Buffer.from(sealed, 'base64url');
      try {
        const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, IV_BYTES), {
          authTagLength: TAG_BYTES,
        });
        decipher.setAAD(Buffer.from(owner));
        decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
        return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
      } catch (cause) {
        throw new HubError(
          'HUB_CONFIG_INVALID',
          `the secret of ${owner} was sealed with another key; copy keys/webhooks.key from another gateway of this hub, or rotate the secret`,
          { cause },
        );
      }
    },
  };
}
