import { partyForms, type PartyForm, type ScrubParty } from '../masking/party-forms.ts';
import { eraseText } from './erase-text.ts';
import { isPerson, type ErasedPerson, type Marker } from './marks.ts';

/** What is left of a value, and whether that is less than there was. */
export interface Erased<Value> {
  readonly value: Value;
  readonly changed: boolean;
}

/** Keys of what the hub itself made: no person stands there, and a change would break what points to it. */
const MADE_BY_HUB =
  /^(?:_id|id|rev|seq|kind|state|feed|code|versionKey|contentHash|.*(?:Id|Ids|Hash|At|Code|Rule))$/;

/** The party at this place of a record or dispute, if the object is one. */
function partyOf(value: Readonly<Record<string, unknown>>): ScrubParty | null {
  if (!('name' in value) || !('idNumber' in value) || !('phone' in value || 'phones' in value)) return null;
  const { kind, name, phone, phones, idNumber, address, addresses, matching } = value as {
    kind?: ScrubParty['kind'];
    name: string | null;
    phone?: string | null;
    phones?: readonly string[];
    idNumber: string | null;
    address?: string | null;
    addresses?: readonly string[];
    matching?: { phone?: string | null };
  };
  return {
    kind: kind ?? 'PERSON',
    name,
    phones: [
      ...(phones ?? []),
      ...(phone == null ? [] : [phone]),
      ...(matching?.phone == null ? [] : [matching.phone]),
    ],
    idNumber,
    addresses: [...(addresses ?? []), ...(address == null ? [] : [address])],
  };
}

/** The parties anywhere in a value that are one of these people. */
export function peopleIn(
  value: unknown,
  recordId: string,
  people: readonly ErasedPerson[],
  marker: Marker,
): readonly ScrubParty[] {
  const found: ScrubParty[] = [];
  const look = (one: unknown): void => {
    if (Array.isArray(one)) one.forEach(look);
    if (!isPlain(one)) return;
    const party = partyOf(one);
    if (party !== null && people.some((person) => isPerson(party, recordId, person, marker)))
      found.push(party);
    else Object.values(one).forEach(look);
  };
  look(value);
  return found;
}

export interface ErasingContext {
  readonly people: readonly ErasedPerson[];
  readonly marker: Marker;
  /** Record that the value is of, or '' where it is of several: then names tell by `values`. */
  readonly recordId: string;
  /** What the people are called and where they live, as far as it is known: goes out of texts too. */
  readonly values: readonly ScrubParty[];
}

/** A value (a draft, a record, a document of the store) without these people. What has nothing of them stays the same object. */
export function eraseValue<Value>(value: Value, context: ErasingContext): Erased<Value> {
  const { people, marker, recordId } = context;
  const values = [...context.values, ...peopleIn(value, recordId, people, marker)];
  const numbers = new Set(people.flatMap((person) => [...person.numbers]));
  const walk = new Walk(partyForms(values), values, numbers, context);
  const left = walk.of(value, '');
  return { value: left as Value, changed: left !== value };
}

class Walk {
  readonly #forms: readonly PartyForm[];
  readonly #names: ReadonlySet<string>;
  readonly #numbers: ReadonlySet<string>;
  readonly #context: ErasingContext;

  constructor(
    forms: readonly PartyForm[],
    values: readonly ScrubParty[],
    numbers: ReadonlySet<string>,
    context: ErasingContext,
  ) {
    this.#forms = forms;
    this.#names = new Set(values.flatMap(({ name }) => context.marker.name(name) ?? []));
    this.#numbers = numbers;
    this.#context = context;
  }

  of(value: unknown, key: string): unknown {
    if (typeof value === 'string') return this.#text(value, key);
    if (Array.isArray(value)) return this.#all(value, key);
    if (!isPlain(value)) return value;
    const party = partyOf(value);
    if (party !== null && this.#isErased(party)) return blank(value);
    const entries = Object.entries(value).map(([name, one]): [string, unknown, unknown] => [
      name,
      one,
      MADE_BY_HUB.test(name) && typeof one === 'string' ? one : this.of(one, name),
    ]);
    if (entries.every(([, one, left]) => one === left)) return value;
    const left: Record<string, unknown> = Object.fromEntries(entries.map(([name, , one]) => [name, one]));
    // A place that was somebody's home is none any more.
    if ('address' in left && left['address'] !== value['address'] && 'longitude' in left)
      Object.assign(
        left,
        { address: null, longitude: null, latitude: null },
        'matchingAddress' in left ? { matchingAddress: null } : {},
      );
    return left;
  }

  #isErased(party: ScrubParty): boolean {
    const { people, marker, recordId } = this.#context;
    if (people.some((person) => isPerson(party, recordId, person, marker))) return true;
    const name = marker.name(party.name);
    return recordId === '' && name !== null && this.#names.has(name) && party.kind !== 'ORGANISATION';
  }

  #all(values: readonly unknown[], key: string): unknown {
    const left = values.map((one) => this.of(one, key));
    return left.every((one, index) => one === values[index]) ? values : left;
  }

  #text(text: string, key: string): unknown {
    const erased = eraseText(text, this.#forms, this.#numbers, this.#context.marker);
    if (erased === null) return text;
    // What only serves to compare would bring together all who were erased.
    return erased.isWhole && NULLABLE.test(key) ? null : erased.text;
  }
}

const NULLABLE = /^(?:matching.*|phone|idNumber|name|address|narrative|note)$/;

function blank(party: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(party).map(([name, value]) => {
      if (KEPT.has(name)) return [name, value];
      if (Array.isArray(value)) return [name, []];
      return [name, isPlain(value) ? blank(value) : null];
    }),
  );
}

/** What of a party tells nothing about who it is. */
const KEPT: ReadonlySet<string> = new Set(['id', 'role', 'roles', 'kind', 'recordIds']);

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
