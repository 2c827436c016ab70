import type { ScrubParty } from '../../../schema/masking/party-forms.ts';
import type { DisputeDoc, RecordDoc } from '../../../schema/store/documents.ts';
import type { ConditionalDispute } from '../rows/conditions.ts';
import { KnownById } from './known-by-id.ts';
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

/** Reads as stored: what comes of them is told to nobody. */
export interface SurroundingReads {
  /** Which records stand together with any of these, whoever asks. */
  disputesOfRecords(recordIds: readonly string[]): Promise<readonly ConditionalDispute[]>;
  /** Within the caller's scope. */
  disputes(ids: readonly string[]): Promise<readonly DisputeAround[]>;
  /** Within the caller's scope. */
  records(ids: readonly string[]): Promise<readonly RecordAround[]>;
}

/** Somebody, with all of it as one text. */
interface Known {
  readonly key: string;
  readonly party: ScrubParty;
}
type People = readonly Known[];

/**
 * Who may be named in the texts of a record: the people of all records of its dispute that the caller may see, also where the dispute itself is out of
 * sight. Whom nobody tells the caller of, no answer depends on. What was just read is not read again: a request asks for the same records several
 * times over, a stream lives for days.
 */
export class Surroundings {
  readonly #reads: SurroundingReads;
  /** Of each record those that stand together with it, and itself. */
  readonly #together: KnownById<readonly string[]>;
  readonly #people: KnownById<People>;
  /** Not looked through before somebody asks. */
  readonly #told: Partial<Pick<DisputeDoc, '_id' | 'members' | 'reach'>>[] = [];
  /** By the records whose people they are: one list for all of these, so that what is made of it is made once. */
  readonly #lists = new Map<
    string,
    { readonly of: readonly People[]; readonly parties: readonly ScrubParty[] }
  >();
  #since = performance.now();

  constructor(reads: SurroundingReads) {
    this.#reads = reads;
    this.#together = new KnownById(async (ids) => {
      const found = togetherOf(await reads.disputesOfRecords(ids));
      return (id) => found.get(id) ?? [id];
    });
    this.#people = new KnownById(async (ids) => {
      const found = new Map((await this.records(ids)).map((record) => [record._id, peopleOf(record)]));
      return (id) => found.get(id) ?? [];
    });
  }

  disputes(ids: readonly string[]): Promise<readonly DisputeAround[]> {
    return ids.length === 0 ? Promise.resolve([]) : this.#reads.disputes([...new Set(ids)]);
  }

  records(ids: readonly string[]): Promise<readonly RecordAround[]> {
    return ids.length === 0 ? Promise.resolve([]) : this.#reads.records([...new Set(ids)]);
  }

  /** Disputes read a moment ago: of those as they are stored, which alone have their reach, who stands together. */
  knowDisputes(disputes: readonly Partial<Pick<DisputeDoc, '_id' | 'members' | 'reach'>>[]): void {
    this.#forgetOld();
    this.#told.push(...disputes);
  }

  #learnTold(): void {
    const disputes = this.#told.splice(0);
    const whole = disputes.flatMap(({ _id: id = '', members, reach }) =>
      members === undefined || reach === undefined
        ? []
        : [{ id, recordIds: members.map(({ recordId }) => recordId) }],
    );
    for (const [id, ids] of togetherOf(whole)) this.#together.learn(id, ids);
  }

  /** Records read a moment ago: of those read with everybody whom they name, who these are. A newer version counts at once. */
  knowRecords(records: readonly Partial<RecordDoc>[]): void {
    this.#forgetOld();
    for (const { _id, parties, place } of records) {
      const address = (place as Partial<RecordDoc['place']> | undefined)?.address;
      if (_id === undefined || parties === undefined || address === undefined) continue;
      const naming = { parties, place: { address } };
      const known = this.#people.now(_id);
      // The very same list where nothing has changed.
      if (known === null || !isOf(known, naming)) this.#people.learn(_id, peopleOf(naming));
    }
  }

  /** By record id, for these. */
  async partiesAround(recordIds: readonly string[]): Promise<ReadonlyMap<string, readonly ScrubParty[]>> {
    if (recordIds.length === 0) return new Map();
    this.#forgetOld();
    this.#learnTold();
    const together = await this.#together.of(recordIds);
    const people = await this.#people.of([...together.values()].flat());
    // Records that stand together have one list of them.
    const lists = new Map<readonly string[], readonly ScrubParty[]>();
    for (const ids of together.values()) if (!lists.has(ids)) lists.set(ids, this.#listOf(ids, people));
    return new Map([...together].map(([id, ids]) => [id, lists.get(ids) ?? []]));
  }

  #listOf(ids: readonly string[], people: ReadonlyMap<string, People>): readonly ScrubParty[] {
    const key = ids.join(' ');
    const of = ids.map((id) => people.get(id) ?? NOBODY);
    const known = this.#lists.get(key);
    if (known?.of.every((one, at) => one === of[at]) === true) return known.parties;
    const parties = [...new Map(of.flat().map(({ key: text, party }) => [text, party])).values()];
    this.#lists.set(key, { of, parties });
    return parties;
  }

  #forgetOld(): void {
    const now = performance.now();
    if (now - this.#since <= KEPT_MS) return;
    this.#since = now;
    this.#told.length = 0;
    this.#together.forget();
    this.#people.forget();
    this.#lists.clear();
  }
}

/** What lasts as long as one request, by whose it is. */
export type Kept = Map<unknown, unknown>;

/** Those of one request: the first that asks brings how they are read, all work for the same caller. */
export function surroundingsIn(kept: Kept, reads: SurroundingReads): Surroundings {
  const known = kept.get(Surroundings);
  if (known instanceof Surroundings) return known;
  const made = new Surroundings(reads);
  kept.set(Surroundings, made);
  return made;
}

const KEPT_MS = 1_000;
const NOBODY: People = [];

/** By record; one may stand in several disputes for a while: then everybody of all of them may be named. */
function togetherOf(disputes: readonly ConditionalDispute[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const { recordIds } of disputes) {
    for (const id of recordIds) {
      const others = found.get(id);
      found.set(id, others === undefined ? recordIds : [...new Set([...others, ...recordIds])]);
    }
  }
  return found;
}

interface Naming {
  readonly parties: RecordDoc['parties'];
  readonly place: Pick<RecordDoc['place'], 'address'>;
}

function isOf(people: People, { parties, place: { address } }: Naming): boolean {
  return (
    people.length === parties.length + (address === null ? 0 : 1) &&
    parties.every(({ kind, name, phone, idNumber, address: home }, at) => {
      const party = people[at]?.party;
      return (
        party?.kind === kind &&
        party.name === name &&
        party.idNumber === idNumber &&
        (party.phones[0] ?? null) === phone &&
        (party.addresses[0] ?? null) === home
      );
    }) &&
    (address === null || people.at(-1)?.party.addresses[0] === address)
  );
}

function peopleOf({ parties, place }: Naming): People {
  return [...parties.map(scrubParty), ...placeParty(place.address)].map((party) => ({
    key: JSON.stringify(party),
    party,
  }));
}
