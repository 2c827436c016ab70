import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { HubError } from '../canonical/hub-error.ts';
import type { ScrubParty } from '../masking/party-forms.ts';

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Seals what is to be looked for in clear, for as long as it is looked for. @param id of the erasure: it opens for it alone */
export function sealPerson(values: readonly ScrubParty[], key: Uint8Array, id: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, keyOf(key), iv).setAAD(Buffer.from(id));
  const body = Buffer.concat([cipher.update(JSON.stringify(values), 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
}

/** @throws HubError HUB_CONFIG_INVALID when it was sealed with another key. */
export function openPerson(sealed: string, key: Uint8Array, id: string): readonly ScrubParty[] {
  const bytes = Buffer.from(sealed, 'base64url');
  try {
    const decipher = createDecipheriv(CIPHER, keyOf(key), bytes.subarray(0, IV_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(Buffer.from(id));
    decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    const body = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
    return JSON.parse(body.toString('utf8')) as ScrubParty[];
  } catch (cause) {
    throw new HubError(
      'HUB_CONFIG_INVALID',
      `${id} was asked for with another key than this process has; keys/erasure.key must be the same in gateway and pipeline`,
      { cause },
    );
  }
}

/** Marks and seals take different keys, made of one. */
function keyOf(key: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', key, 'tributary', 'sealed-person', 32));
}
