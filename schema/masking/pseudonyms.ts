import { createHmac, hkdfSync } from 'node:crypto';
import { secretKeyOf } from '../canonical/secret-key.ts';
import { foldAddress, foldName, foldPhone } from '../matching/fold.ts';
import { cardDigits, compactPlate } from './cards-and-plates.ts';
import { foldDocument } from './identity-documents.ts';
import type { IdentifyingKind } from './levels.ts';

/** A secret of the hub with its version; a new version gives every partner new pseudonyms. */
export interface PseudonymSecret {
  readonly version: number;
  /** 32 bytes. */
  readonly secret: Uint8Array;
}

/** Makes one partner's pseudonyms. */
export interface Pseudonyms {
  /** `人-7k3f9x2mq8wd4tvn-1`: kind, 80 bits, version of the secret. Null for a value in which nothing is left after folding. */
  of(kind: IdentifyingKind, value: string): string | null;
}

const PREFIXES: Readonly<Record<IdentifyingKind, string>> = {
  NAME: '人',
  PHONE: '电话',
  ID_NUMBER: '证件',
  ADDRESS: '地址',
  BANK_CARD: '卡',
  PLATE: '车',
  ORGANISATION: '单位',
  BIRTH_DATE: '生日',
};

/** A pseudonym wherever it stands. */
export const PSEUDONYM = new RegExp(`(?:${Object.values(PREFIXES).join('|')})-[0-9a-z]{16}-\\d{1,6}`, 'gu');
const WHOLE = new RegExp(`^${PSEUDONYM.source}$`, 'u');

/** 80 bits: among ten thousand million values two alike come with a probability below one in ten thousand. */
const BYTES = 10;
/** Crockford's base 32: no i, l, o, u. */
const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * Pseudonyms of one partner: HMAC-SHA256 of the folded value (full-width, traditional, +86 and spaces make no difference) by a key of its
 * own, which HKDF (RFC 5869) derives from the hub's secret. The same for one partner at all times, and nothing that two partners could
 * compare. A pseudonym of a pseudonym is itself.
 */
export function pseudonymsOf(partner: string, { version, secret }: PseudonymSecret): Pseudonyms {
  const key = Buffer.from(
    hkdfSync('sha256', secret, `tributary pseudonyms ${version}`, `partner ${partner}`, 32),
  );
  return {
    of(kind, value) {
      if (WHOLE.test(value)) return value;
      const folded = foldOf(kind, value);
      if (folded === '') return null;
      const mac = createHmac('sha256', secretKeyOf(key))
        .update(`${kind}\0${folded}`)
        .digest()
        .subarray(0, BYTES);
      return `${PREFIXES[kind]}-${base32(mac)}-${version}`;
    },
  };
}

/** One text for all ways to write a value. */
export function foldOf(kind: IdentifyingKind, value: string): string {
  switch (kind) {
    case 'PHONE':
      return foldPhone(value) ?? value.normalize('NFKC').replace(/\D/g, '');
    case 'ID_NUMBER':
      return foldDocument(value);
    case 'ADDRESS':
      return foldAddress(value);
    case 'BANK_CARD':
      return cardDigits(value);
    case 'PLATE':
      return compactPlate(value);
    case 'BIRTH_DATE':
      return value.normalize('NFKC').replace(/\D+/g, '-').replace(/-$/, '');
    case 'NAME':
    case 'ORGANISATION':
      return foldName(value);
  }
}

function base32(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    for (; bits >= 5; bits -= 5) text += DIGITS.charAt((held >>> (bits - 5)) & 31);
    held &= (1 << bits) - 1;
  }
  return text;
}
