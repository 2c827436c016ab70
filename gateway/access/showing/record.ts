import type { RecordDoc } from '../../../schema/store/documents.ts';
import type { Shown } from './context.ts';
import { RECORD_DETAILS, showDetails } from './details.ts';
import { showRecordParty } from './parties.ts';
import { whenAsked } from './when-asked.ts';

/** A record as far as it was read, shown: what was not read stays away, and what is not looked at is not made. */
export function showRecord(record: Partial<RecordDoc>, shown: Shown): Partial<RecordDoc> {
  const { versionKey, title, narrative, place, parties, amountFen, events, occurredAt, details, feed } =
    record;
  return whenAsked(record, {
    // Behind the time stands a digest of the original bytes, by which a guess at what is hidden could be tried.
    ...(versionKey === undefined ? {} : { versionKey: () => versionKey.split('|', 1)[0] ?? '' }),
    // Null where texts are withheld: the graph says so.
    ...(title === undefined ? {} : { title: () => shown.text(title) as string }),
    ...(narrative === undefined ? {} : { narrative: () => shown.text(narrative) }),
    ...(occurredAt === undefined ? {} : { occurredAt: () => shown.value('DATE', occurredAt) }),
    ...(amountFen === undefined ? {} : { amountFen: () => shown.value('AMOUNT', amountFen) }),
    ...(place === undefined ? {} : { place: () => showPlace(place, shown) }),
    ...(parties === undefined
      ? {}
      : { parties: () => parties.map((party) => showRecordParty(party, shown)) }),
    ...(events === undefined
      ? {}
      : {
          events: () =>
            events.map((event) =>
              event.note === null ? event : whenAsked(event, { note: () => shown.text(event.note) }),
            ),
        }),
    ...(details === undefined || feed === undefined
      ? {}
      : { details: () => showDetails(details, RECORD_DETAILS[feed], shown, parties) }),
  });
}

/** What of a place was read. The folded address is for matching, and not for whoever sees a mask. */
function showPlace(place: Partial<RecordDoc['place']>, shown: Shown): RecordDoc['place'] {
  const { longitude = null, latitude = null } = place;
  const position =
    longitude === null || latitude === null ? null : shown.value('COORDINATES', { longitude, latitude });
  return {
    regionCode: place.regionCode ?? null,
    address: shown.value('ADDRESS', place.address ?? null),
    longitude: position?.longitude ?? null,
    latitude: position?.latitude ?? null,
    matchingAddress: null,
  };
}

/** Whether anything was read in which the people of a record may be named. */
export function hasTexts({ title, narrative, events, details }: Partial<RecordDoc>): boolean {
  return (
    title !== undefined ||
    narrative != null ||
    (events !== undefined && events.length > 0) ||
    (details !== undefined && Object.keys(details).some((name) => name !== 'gridCode'))
  );
}
