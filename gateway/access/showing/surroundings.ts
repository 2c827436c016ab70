import type { ScrubParty } from '../../../schema/masking/party-forms.ts';
import type { DisputeDoc, RecordDoc } from '../../../schema/store/documents.ts';
import { placeParty, scrubParty } from './parties.ts';

/** A dispute as far as what hangs on it needs it. */
export type DisputeAround = Pick<
  DisputeDoc,
  '_id' | 'feeds' | 'reach' | 'guard' | 'regionCode' | 'members' | 'parties' | 'address'
>;
/** A record as far as what hangs on it needs it. */
export type RecordAround = Pick<RecordDoc, '_id' | 'feed' | 'sensitivity' | 'parties'> & {
  readonly place: Pick<RecordDoc['place'], 'regionCode' | 'address'>;
};

export const MEMBERS_AROUND = { 'members.recordId': 1 } as const;
export const DISPUTE_AROUND = {
  feeds: 1,
  reach: 1,
  guard: 1,
  regionCode: 1,
  'members.recordId': 1,
  parties: 1,
  address: 1,
} as const;
export const RECORD_AROUND = {
  feed: 1,
  sensitivity: 1,
  'place.regionCode': 1,
  'place.address': 1,
  'parties.kind': 1,
  'parties.name': 1,
  'parties.phone': 1,
  'parties.idNumber': 1,
  'parties.address': 1,
} as const;

/** Reads within the caller's scope, as stored: what comes of them is told to nobody. */
export interface SurroundingReads {
  disputesOfRecords(recordIds: readonly string[]): Promise<readonly Pick<DisputeDoc, '_id' | 'members'>[]>;
  disputes(ids: readonly string[]): Promise<readonly DisputeAround[]>;
  records(ids: readonly string[]): Promise<readonly RecordAround[]>;
}

/**
 * Who may be named in the texts of a record: the people of all records of its dispute that the caller may see. Whom nobody tells the caller of, no
 * answer depends on. What was just read is not read again: a request asks for the same records several times over, a stream lives for days.
 */
export class Surroundings {
  readonly #reads: SurroundingReads;
  readonly #parties = new Map<string, Promise<readonly ScrubParty[]>>();
  #since = 0;

  constructor(reads: SurroundingReads) {
    this.#reads = reads;
  }

  disputes(ids: readonly string[]): Promise<readonly DisputeAround[]> {
    return ids.length === 0 ? Promise.resolve([]) : this.#reads.disputes([...new Set(ids)]);
  }

  records(ids: readonly string[]): Promise<readonly RecordAround[]> {
    return ids.length === 0 ? Promise.resolve([]) : this.#reads.records([...new Set(ids)]);
  }

  /** By record id, for these. */
  async partiesAround(recordIds: readonly string[]): Promise<ReadonlyMap<string, readonly ScrubParty[]>> {
    if (recordIds.length === 0) return new Map();
    if (performance.now() - this.#since > KEPT_MS) {
      this.#parties.clear();
      this.#since = performance.now();
    }
    const wanted = [...new Set(recordIds)];
    const unknown = wanted.filter((id) => !this.#parties.has(id));
    if (unknown.length > 0) {
      const read = this.#read(unknown);
      read.catch(() => {
        this.#parties.clear();
      });
      for (const id of unknown)
        this.#parties.set(
          id,
          read.then((found) => found.get(id) ?? []),
        );
    }
    return new Map(
      await Promise.all(
        wanted.map(async (id): Promise<[string, readonly ScrubParty[]]> => [
          id,
          (await this.#parties.get(id)) ?? [],
        ]),
      ),
    );
  }

  async #read(recordIds: readonly string[]): Promise<ReadonlyMap<string, readonly ScrubParty[]>> {
    const disputes = await this.#reads.disputesOfRecords(recordIds);
    const together = disputes.map(({ members }) => members.map(({ recordId }) => recordId));
    const records = await this.records([...recordIds, ...together.flat()]);
    const own = new Map(
      records.map(({ _id, parties, place }) => [
        _id,
        [...parties.map(scrubParty), ...placeParty(place.address)],
      ]),
    );
    const groups = new Map<string, readonly ScrubParty[]>();
    for (const ids of together) {
      // One list for all of them: what is made of it is made once.
      const parties = distinct(ids.flatMap((id) => own.get(id) ?? []));
      for (const id of ids) {
        const others = groups.get(id);
        // A record may stand in several disputes for a while: everybody of all of them may be named.
        groups.set(id, others === undefined ? parties : distinct([...others, ...parties]));
      }
    }
    return new Map(recordIds.map((id) => [id, groups.get(id) ?? own.get(id) ?? []]));
  }
}

const KEPT_MS = 1_000;

function distinct(parties: readonly ScrubParty[]): readonly ScrubParty[] {
  return [...new Map(parties.map((party) => [JSON.stringify(party), party])).values()];
}
