import { digest } from '../../../schema/canonical/ids.ts';
import { disputeCodeOf, endsAmbiguously } from '../../../schema/canonical/dispute-code.ts';
import type { Linkable } from './linkable.ts';

/** Crockford's base 32: no I, L, O, U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CHARACTERS = 5;
const UNKNOWN_COUNTY = '000000';

/**
 * The codes that a dispute founded by this record may have, in order of choice (docs/decisions/0002): county and day of the first report,
 * then five characters of the founding hash, the next five after a clash, and so on: ten choices, less those whose check character looks
 * like another (one in nine).
 */
export function codeChoicesOf(foundingSeed: string, founder: Linkable): string[] {
  const county = /^\d{6}/.exec(founder.record.place.regionCode ?? '')?.[0] ?? UNKNOWN_COUNTY;
  const day = founder.record.reportedAt.slice(2, 10).replaceAll('-', '');
  let bits = BigInt(`0x${digest('code', foundingSeed)}`);
  const characters: string[] = [];
  // The lowest bits first: 51 characters are in 256 bits.
  while (characters.length < 10 * CHARACTERS) {
    characters.push(ALPHABET.charAt(Number(bits & 31n)));
    bits >>= 5n;
  }
  return Array.from({ length: 10 }, (_, n) =>
    disputeCodeOf(county, day, characters.slice(n * CHARACTERS, (n + 1) * CHARACTERS).join('')),
  ).filter((code) => !endsAmbiguously(code));
}
