import { createHmac } from 'node:crypto';
import { secretKeyOf } from '../canonical/secret-key.ts';
import { foldDocument } from '../masking/identity-documents.ts';
import { foldName, foldPhone } from '../matching/fold.ts';

/** What somebody is known by. A name is somebody's only in the records where it stands. */
export interface PersonNamed {
  readonly idNumber: string | null;
  readonly phone: string | null;
  readonly name: string | null;
}

/**
 * Makes marks: keyed hashes by which a value is known again and from which it cannot be told. The key is a file of the hub's home, so that whoever has
 * the database alone cannot try all telephone numbers.
 */
export class Marker {
  readonly #key: Uint8Array;

  /** @param key 32 bytes, the same in all processes of a hub for ever */
  constructor(key: Uint8Array) {
    this.#key = key;
  }

  /** Null of what is no telephone number. */
  phone(value: string | null): string | null {
    return this.#mark('phone', value === null ? null : foldPhone(value));
  }

  /** The same for 15 and 18 digits of one resident number. */
  id(value: string | null): string | null {
    return this.#mark('id', value === null ? null : foldDocument(value));
  }

  name(value: string | null): string | null {
    return this.#mark('name', value === null ? null : foldName(value));
  }

  #mark(kind: 'phone' | 'id' | 'name', folded: string | null): string | null {
    if (folded === null || folded === '') return null;
    return createHmac('sha256', secretKeyOf(this.#key)).update(`${kind}\0${folded}`).digest('base64url');
  }
}

/** One person who is erased, by marks. */
export interface ErasedPerson {
  /** Marks of telephones and identity documents. */
  readonly numbers: ReadonlySet<string>;
  /** Marks of names. With some, a party who shares the telephone and goes by another name is somebody else. */
  readonly names: ReadonlySet<string>;
  /** Records in which the names are this person's. */
  readonly recordIds: ReadonlySet<string>;
}

/** A party, as far as it tells who it is. */
export interface PartyMarks {
  readonly phones: readonly string[];
  readonly idNumber: string | null;
  readonly name: string | null;
}

/** Whether a party of a record is that person. */
export function isPerson(party: PartyMarks, recordId: string, person: ErasedPerson, marker: Marker): boolean {
  const id = marker.id(party.idNumber);
  if (id !== null && person.numbers.has(id)) return true;
  const name = marker.name(party.name);
  if (name !== null && person.names.has(name) && person.recordIds.has(recordId)) return true;
  const byPhone = party.phones.some((phone) => person.numbers.has(marker.phone(phone) ?? ''));
  return byPhone && (person.names.size === 0 || name === null || person.names.has(name));
}
