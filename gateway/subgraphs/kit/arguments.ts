import type { InstantRange } from '../../access/criteria.ts';
import { HubError } from '../../../schema/canonical/hub-error.ts';

/** `input DateTimeRange`. */
export interface RangeArgument {
  readonly from?: string | null;
  readonly to?: string | null;
}

export function rangeOf(range: RangeArgument): InstantRange {
  return { from: range.from ?? null, to: range.to ?? null };
}

const REGION_PREFIX = /^\d{2,12}$/;

/** @throws HubError HUB_BAD_REQUEST for what is no beginning of a division code. */
export function regionPrefixOf(text: string): string {
  if (REGION_PREFIX.test(text)) return text;
  throw new HubError(
    'HUB_BAD_REQUEST',
    `regionCode: "${text.slice(0, 20)}" is no division code; write 2 to 12 digits, for example 3206 for 南通市`,
    { field: 'regionCode' },
  );
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** @throws HubError HUB_BAD_REQUEST for what is no day. */
export function dayOf(text: string, field: string): string {
  // What the calendar does not have becomes another day, or none.
  if (DAY.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text)) {
    return text;
  }
  throw new HubError(
    'HUB_BAD_REQUEST',
    `${field}: "${text.slice(0, 20)}" is no day; write it as 2026-11-24`,
    { field },
  );
}

const SHORTEST_QUERY = 2;
const LONGEST_QUERY = 200;

/** A text to search for, trimmed. @throws HubError HUB_BAD_REQUEST when it is too short or too long. */
export function queryTextOf(text: string, field: string): string {
  const trimmed = text.trim();
  const length = Array.from(trimmed).length;
  if (length >= SHORTEST_QUERY && length <= LONGEST_QUERY) return trimmed;
  throw new HubError(
    'HUB_BAD_REQUEST',
    `${field}: ${length} characters are too ${length < SHORTEST_QUERY ? 'few' : 'many'} to search for; write ${SHORTEST_QUERY} to ${LONGEST_QUERY}`,
    { field },
  );
}

const LONGEST_NUMBER = 200;

/** An agency's own number or code of something, trimmed. @throws HubError HUB_BAD_REQUEST when it is empty or longer than any. */
export function numberTextOf(text: string, field: string): string {
  const trimmed = text.trim();
  if (trimmed !== '' && trimmed.length <= LONGEST_NUMBER) return trimmed;
  throw new HubError('HUB_BAD_REQUEST', `${field}: write 1 to ${LONGEST_NUMBER} characters`, { field });
}
