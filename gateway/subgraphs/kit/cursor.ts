import { digest } from '../../../schema/canonical/ids.ts';
import { HubError } from '../../../schema/canonical/hub-error.ts';

const MAX_CURSOR_CHARACTERS = 1_000;
const CHECK_CHARACTERS = 8;

/**
 * An opaque cursor: the position's values under a check over them and the name of the listing (root field and order), so that a cursor
 * that was altered, or taken from another listing, is refused instead of silently showing a wrong page.
 */
export function encodeCursor(listing: string, position: readonly string[]): string {
  return Buffer.from(JSON.stringify([checkOf(listing, position), ...position])).toString('base64url');
}

/** Reads a cursor of this listing back. @throws HubError HUB_CURSOR_INVALID. */
export function decodeCursor(listing: string, cursor: string, length: number): readonly string[] {
  const values = valuesIn(cursor);
  const [check, ...position] = values;
  if (position.length !== length || check !== checkOf(listing, position)) {
    throw new HubError(
      'HUB_CURSOR_INVALID',
      'after: this is no cursor of this list in this order; use an endCursor of the same query, or leave it out to begin at the start',
      { field: 'after' },
    );
  }
  return position;
}

function valuesIn(cursor: string): readonly string[] {
  if (cursor.length > MAX_CURSOR_CHARACTERS) return [];
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(values) && values.every((value) => typeof value === 'string') ? values : [];
  } catch {
    return [];
  }
}

function checkOf(listing: string, position: readonly string[]): string {
  return digest('cursor', listing, ...position).slice(0, CHECK_CHARACTERS);
}
