import { isPerson, type Marker } from '../../schema/erasure/marks.ts';
import { openPerson, sealPerson } from '../../schema/erasure/sealed-person.ts';
import type { ScrubParty } from '../../schema/masking/party-forms.ts';
import type { ErasureDoc } from '../../schema/store/erasure-docs.ts';
import { changeErasure, holdsOn } from '../../schema/store/erasures.ts';
import { TOPICS_FORGET_MS } from '../../schema/topics/topics.ts';
import { noFault } from '../pipeline/fault-point.ts';
import { LIST_STEPS, STEPS, takeSteps, type EraserOptions, type Erasing } from './erase-steps.ts';
import { gatherPerson } from './gather.ts';
import { personOf } from './tombstones.ts';

/**
 * Takes one person out of the store, from where the last try had come to. What a crash leaves half done the next call finishes.
 * @returns what it is now @throws HubError HUB_STORE_UNAVAILABLE, HUB_CONFIG_INVALID with another key than it was asked for with.
 */
export async function erase(options: EraserOptions, asked: ErasureDoc): Promise<ErasureDoc['state']> {
  const { store, marker, key, log, now, fault = noFault } = options;
  let doc = asked;
  if (doc.sealed === null || doc.sweptAt !== null) return doc.state;
  if (doc.step === null) {
    const given = openPerson(doc.sealed, key, doc._id);
    const found = await gatherPerson(store, personOf(doc), given, marker, options.rules);
    const holds = await holdsOn(store, [...new Set([...doc.disputeIds, ...found.disputeIds])], doc.numbers);
    if (holds.length > 0) {
      await changeErasure(store, doc._id, { state: 'BLOCKED', blockedBy: holds.map(({ _id }) => _id) });
      log.warn({ erasure: doc._id, holds: holds.length }, 'an erasure waits for a legal hold to be released');
      return 'BLOCKED';
    }
    doc = {
      ...doc,
      ...gatheredFields(doc, found, marker, key),
      referenceIds: [...found.referenceIds],
      state: 'REQUESTED',
      blockedBy: [],
      step: 'gathered',
    };
    const { numbers, names, recordIds, disputeIds, sealed, state, blockedBy, step } = doc;
    const referenceIds = [...found.referenceIds];
    const fields = { numbers, names, recordIds, disputeIds, referenceIds, sealed, state, blockedBy, step };
    await changeErasure(store, doc._id, fields);
    await fault('erased gathered');
  }
  const done = STEPS.findIndex(({ name }) => name === doc.step);
  // Of one that began before lists were swept, `sweepLists` takes them up.
  const isKnown = doc.referenceIds !== undefined;
  const steps = STEPS.slice(done + 1).filter((step) => isKnown || !LIST_STEPS.includes(step));
  await takeSteps(steps, options, erasingOf(options, doc));
  await changeErasure(store, doc._id, sweptFields(now()));
  log.info({ erasure: doc._id, records: doc.recordIds.length }, 'a person was erased');
  return 'SWEPT';
}

/** What the steps need. @throws HubError HUB_CONFIG_INVALID with another key than it was asked for with. */
export function erasingOf({ store, rules, marker, key, now }: EraserOptions, doc: ErasureDoc): Erasing {
  const person = personOf(doc);
  return {
    store,
    rules,
    tombstones: { marker, people: () => [person] },
    values: openPerson(doc.sealed ?? '', key, doc._id),
    now,
    doc,
    person,
  };
}

/** Out of the store; the topics are to forget. */
export function sweptFields(at: Date): Pick<ErasureDoc, 'state' | 'sealed' | 'sweptAt' | 'completeOn'> {
  return {
    state: 'SWEPT',
    sealed: null,
    sweptAt: at.toISOString(),
    completeOn: new Date(at.getTime() + TOPICS_FORGET_MS).toISOString(),
  };
}

/** What was found becomes part of the tombstone: a later version with the name alone is known by it. */
export function gatheredFields(
  doc: ErasureDoc,
  found: { values: readonly ScrubParty[]; recordIds: readonly string[]; disputeIds: readonly string[] },
  marker: Marker,
  key: Uint8Array,
): Pick<ErasureDoc, 'numbers' | 'names' | 'recordIds' | 'disputeIds' | 'sealed'> {
  const { values, recordIds, disputeIds } = found;
  const numbersOf = ({ phones, idNumber }: ScrubParty): (string | null)[] => [
    marker.id(idNumber),
    ...phones.map((phone) => marker.phone(phone)),
  ];
  const asked = personOf(doc);
  const isSure = (party: ScrubParty): boolean =>
    isPerson({ ...party, phones: [] }, '', asked, marker) ||
    (asked.names.has(marker.name(party.name) ?? '') && isPerson({ ...party, name: null }, '', asked, marker));
  return {
    // Other numbers beside their identity document, or beside their telephone and name, are theirs too; beside a telephone alone they may be a family's.
    numbers: merged(doc.numbers, values.filter(isSure).flatMap(numbersOf)),
    names: merged(
      doc.names,
      values.map(({ name }) => marker.name(name)),
    ),
    recordIds: merged(doc.recordIds, recordIds),
    disputeIds: merged(doc.disputeIds, disputeIds),
    sealed: sealPerson(values, key, doc._id),
  };
}

function merged(known: readonly string[], more: readonly (string | null)[]): string[] {
  return [...new Set([...known, ...more.filter((one) => one !== null)])].sort();
}
