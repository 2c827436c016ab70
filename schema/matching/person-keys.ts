import type { RecordParty } from '../canonical/party.ts';

/** Keys of `searchEntries` that tell this person from all others: telephone and number of an identity document, folded. */
export function personKeysOf({ matching: { phone, idNumber } }: Pick<RecordParty, 'matching'>): string[] {
  return [...(phone === null ? [] : [`phone:${phone}`]), ...(idNumber === null ? [] : [`id:${idNumber}`])];
}

/** Whether a key of `searchEntries` is one of those. */
export function tellsPerson(key: string): boolean {
  return key.startsWith('phone:') || key.startsWith('id:');
}
