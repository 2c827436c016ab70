import { createHmac, hkdfSync } from 'node:crypto';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { secretKeyOf } from '../../schema/canonical/secret-key.ts';
import { NONCE_BYTES, openedText, sealedText } from './sealed-text.ts';

/** The places in one list as one partner gets them. */
export interface Listing {
  /** Equal positions give equal cursors, so that a page that stays the same reads the same. */
  seal(position: readonly string[]): string;
  /**
   * @param length how many values a position in this list has
   * @throws HubError HUB_CURSOR_INVALID for what no gateway of this hub sealed for this partner and this list.
   */
  open(cursor: string, length: number): readonly string[];
}

/** The lists of one partner, by a name that also says in which order they are. */
export type Listings = (partner: string, name: string) => Listing;

const MAX_CHARACTERS = 2_000;

/**
 * Positions in lists are values by which rows are sorted: a time, a number of points, an identifier. They are encrypted, so a cursor tells none of
 * them; they open for the partner and the list that they were sealed for and nobody else, so that no place of another's list can be tried.
 * The nonce is made of all that is sealed (as in RFC 5297): the same nonce comes again only with the same cursor.
 */
export function createListings(secret: Uint8Array): Listings {
  const key = keyOf(secret, 'tributary list cursors');
  const nonceKey = keyOf(secret, 'tributary list cursor nonces');
  return (partner, name) => {
    const owner = Buffer.from(JSON.stringify([partner, name]));
    const nonceOf = (body: Buffer): Buffer =>
      createHmac('sha256', secretKeyOf(nonceKey))
        .update(owner)
        .update('\0')
        .update(body)
        .digest()
        .subarray(0, NONCE_BYTES);
    return {
      seal(position) {
        const body = Buffer.from(JSON.stringify(position));
        return sealedText({ key, owner }, nonceOf(body), body);
      },
      open(cursor, length) {
        const body = openedText({ key, owner }, cursor, MAX_CHARACTERS);
        // What opens was sealed here, so it is a position.
        const position = body === null ? [] : (JSON.parse(body.toString('utf8')) as readonly string[]);
        if (position.length !== length) throw noCursor();
        return position;
      },
    };
  };
}

function keyOf(secret: Uint8Array, use: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', use, 32));
}

function noCursor(): HubError {
  return new HubError(
    'HUB_CURSOR_INVALID',
    'after: this is no cursor of this list in this order; use an endCursor of the same query, or leave it out to begin at the start',
    { field: 'after' },
  );
}
