import { z } from 'zod';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import { CanonicalRecordSchema, type CanonicalRecord } from '../../../schema/canonical/record.ts';

/** RFC 3339 on a day that every month has; the last days of a month are left to the schema. */
const DATE_TIME =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/**
 * The canonical schema's promises that types alone do not keep, by hand, in a fraction of the schema's time. A record that fails here is
 * given to the schema, which has the last word and says what is wrong; a test holds the two together.
 */
export function keepsTheSchema(record: CanonicalRecord): boolean {
  const { place } = record;
  return (
    record.sourceId.length >= 1 &&
    record.sourceId.length <= 200 &&
    record.parties.length <= 500 &&
    isDateTime(record.sourceTime) &&
    isDateTime(record.receivedAt) &&
    isDateTime(record.reportedAt) &&
    isDateTimeOrNull(record.occurredAt) &&
    isDateTimeOrNull(record.closedAt) &&
    record.events.every(({ at }) => isDateTime(at)) &&
    isCountOrNull(record.amountFen) &&
    isCountOrNull(record.peopleInvolved) &&
    isWithinOrNull(place.longitude, 180) &&
    isWithinOrNull(place.latitude, 90)
  );
}

/** @throws HubError HUB_RECORD_INVALID naming the first field that breaks the canonical schema. */
export function checkRecord(record: CanonicalRecord): CanonicalRecord {
  if (keepsTheSchema(record)) return record;
  const parsed = CanonicalRecordSchema.safeParse(record);
  if (parsed.success) return record;
  const [issue] = parsed.error.issues;
  throw new HubError(
    'HUB_RECORD_INVALID',
    `record ${record.sourceId.slice(0, 200)}: ${z.prettifyError(parsed.error)}`,
    {
      cause: parsed.error,
      field: issue?.path.join('.') ?? '',
    },
  );
}

function isDateTime(text: string): boolean {
  return DATE_TIME.test(text);
}

function isDateTimeOrNull(text: string | null): boolean {
  return text === null || isDateTime(text);
}

function isCountOrNull(value: number | null): boolean {
  return value === null || (Number.isSafeInteger(value) && value >= 0);
}

function isWithinOrNull(value: number | null, most: number): boolean {
  return value === null || (value >= -most && value <= most);
}
