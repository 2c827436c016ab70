import type { ReferenceDraft } from '../canonical/reference.ts';
import type { ScrubParty } from '../masking/party-forms.ts';
import { ERASED_WORDS } from './erase-text.ts';
import { eraseValue, type ErasingContext } from './erase-value.ts';
import { isPerson } from './marks.ts';

type Named = Pick<ReferenceDraft, 'kind' | 'name' | 'details'>;

/** Who stands in an entry of an agency's lists: a mediator, or the worker of a grid. Null where nobody does, or nobody any more. */
export function personInReference({ kind, name, details }: Named): ScrubParty | null {
  const [who, phone] =
    kind === 'MEDIATOR'
      ? [name, details['phone']]
      : kind === 'GRID'
        ? [details['workerName'], details['workerPhone']]
        : [null, null];
  const party: ScrubParty = {
    kind: 'PERSON',
    name: typeof who === 'string' && who !== ERASED_WORDS ? who : null,
    phones: typeof phone === 'string' ? [phone] : [],
    idNumber: null,
    addresses: [],
  };
  return party.name === null && party.phones.length === 0 ? null : party;
}

/**
 * An entry without these people; null when nothing of them was in it. That there is such an entry, its code, and where it belongs stay: records name it.
 * @param context its `recordId` is the entry's id: there the names that were found with it are theirs
 */
export function eraseReference(draft: ReferenceDraft, context: ErasingContext): ReferenceDraft | null {
  const { people, marker, recordId, values } = context;
  const party = personInReference(draft);
  const own =
    party !== null && people.some((person) => isPerson(party, recordId, person, marker)) ? party : null;
  const without = own === null ? draft : withoutPerson(draft);
  const { value } = eraseValue(without, { ...context, values: own === null ? values : [...values, own] });
  if (value === draft) return null;
  const left: { readonly name: string | null } = value;
  // Every entry has a name.
  return { ...value, name: left.name ?? ERASED_WORDS };
}

function withoutPerson(draft: ReferenceDraft): ReferenceDraft {
  const { kind, details } = draft;
  if (kind === 'GRID') return { ...draft, details: { ...details, workerName: null, workerPhone: null } };
  const blank = Object.entries(details).map(([key, value]): [string, string[] | null] => [
    key,
    Array.isArray(value) ? [] : null,
  ]);
  return { ...draft, name: ERASED_WORDS, details: Object.fromEntries(blank) };
}
