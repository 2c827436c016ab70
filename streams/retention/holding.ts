import { recordIdOf } from '../../schema/canonical/ids.ts';
import type { ErasedPerson, Marker } from '../../schema/erasure/marks.ts';
import type { LegalHoldDoc } from '../../schema/store/erasure-docs.ts';
import type { Store } from '../../schema/store/models.ts';
import { storing } from '../../schema/store/store-fault.ts';
import { namesErased, textsOf } from '../erasure/erased-version.ts';
import { isHeld, unitOf, type Unit } from './units.ts';

/** What the legal holds of a moment keep. All reads throw HubError HUB_STORE_UNAVAILABLE. */
export interface Holding {
  /** No hold is in force. */
  readonly isNothing: boolean;
  /** Whether a hold is on anything of the unit. */
  keeps(unit: Unit): boolean;
  /** Whether a hold is on anything that hangs together with the record, or with the dispute. */
  ofRecord(recordId: string): Promise<boolean>;
  ofDispute(disputeId: string): Promise<boolean>;
  /** Whether bytes that nobody may be able to read name a person who is held, or a dispute that is by its code or a number of one of its records. */
  namedIn(bytes: Uint8Array): boolean;
}

/** A shorter number stands in too many texts by chance. */
const SHORTEST_NUMBER = 6;

/**
 * Reads the holds that are in force.
 * @param marker by which people under a hold are known; null: nobody can say, so a hold on any person keeps everything
 * @throws HubError HUB_STORE_UNAVAILABLE.
 */
export async function readHolding(store: Store, marker: Marker | null): Promise<Holding> {
  const holds = await storing(store.legalHolds.find({ releasedAt: null }).lean<LegalHoldDoc[]>().exec());
  const numbers = new Set(holds.flatMap((hold) => hold.numbers));
  const held: ErasedPerson = { numbers, names: new Set(), recordIds: new Set() };
  const isNothing = holds.length === 0;
  const words = await wordsOf(
    store,
    holds.flatMap(({ disputeId }) => disputeId ?? []),
  );
  const keeps = (unit: Unit): boolean => isHeld(unit, holds, marker);
  const around = async (start: Parameters<typeof unitOf>[1]): Promise<boolean> => {
    if (isNothing) return false;
    const unit = await unitOf(store, start);
    // What is too large to end by itself may have anything in it.
    return unit === null || keeps(unit);
  };
  const namesPerson = (bytes: Uint8Array): boolean =>
    numbers.size > 0 && (marker === null || namesErased(bytes, { marker, people: () => [held] }));
  return {
    isNothing,
    keeps,
    ofRecord: (recordId) => around({ recordId }),
    ofDispute: async (disputeId) =>
      holds.some((hold) => hold.disputeId === disputeId) || around({ disputeId }),
    namedIn: (bytes) =>
      namesPerson(bytes) ||
      (words.length > 0 && textsOf(bytes).some((text) => words.some((word) => text.includes(word)))),
  };
}

/** By what disputes and their records are told: codes, and the agencies' own numbers. */
async function wordsOf(store: Store, disputeIds: readonly string[]): Promise<readonly string[]> {
  const words = new Set<string>();
  for (const disputeId of new Set(disputeIds)) {
    const unit = await unitOf(store, { disputeId });
    const disputes = [disputeId, ...(unit?.disputes.keys() ?? [])];
    const codes = await storing(
      store.disputes
        .find({ _id: { $in: disputes } }, { code: 1 })
        .lean()
        .exec(),
    );
    const records = await storing(
      store.records
        .find({ _id: { $in: [...(unit?.records.keys() ?? [])] } }, { sourceId: 1, numbers: 1 })
        .lean()
        .exec(),
    );
    for (const { code } of codes) words.add(code);
    for (const { sourceId, numbers } of records) for (const word of [sourceId, ...numbers]) words.add(word);
  }
  return [...words].filter(({ length }) => length >= SHORTEST_NUMBER);
}

/** The record that a dead letter is about, where its message said so much; null else. */
export function recordIdOfLetter(
  feed: Parameters<typeof recordIdOf>[0],
  key: Uint8Array | null,
): string | null {
  return key === null || key.byteLength === 0 ? null : recordIdOf(feed, Buffer.from(key).toString('utf8'));
}
