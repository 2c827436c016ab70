import type { Logger } from 'pino';
import { isPerson, type ErasedPerson, type Marker } from '../../schema/erasure/marks.ts';
import { openPerson, sealPerson } from '../../schema/erasure/sealed-person.ts';
import type { ScrubParty } from '../../schema/masking/party-forms.ts';
import type { ErasureDoc } from '../../schema/store/erasure-docs.ts';
import { dropAllExports } from '../../schema/store/export-changes.ts';
import { changeErasure, holdsOn } from '../../schema/store/erasures.ts';
import type { Store } from '../../schema/store/models.ts';
import { scoreMark } from '../../schema/store/score-mark.ts';
import { storing } from '../../schema/store/store-fault.ts';
import { DisputeLinker } from '../pipeline/dispute-linker.ts';
import { noFault, type FaultPoint } from '../pipeline/fault-point.ts';
import type { FeedRules } from '../pipeline/normalise-step.ts';
import { eraseDeadLetters, eraseDocuments, TOLD_OF } from './erase-documents.ts';
import { eraseRawReferences, rederiveReference } from './erase-references.ts';
import { eraseRawVersions, rederiveRecord } from './erase-records.ts';
import { gatherPerson } from './gather.ts';
import type { RecordErasing } from './record-erasing.ts';
import { personOf } from './tombstones.ts';

export type EraseFaultPlace = `erased ${string}`;

export interface EraserOptions {
  readonly store: Store;
  readonly rules: FeedRules;
  readonly marker: Marker;
  readonly key: Uint8Array;
  readonly log: Logger;
  readonly now: () => Date;
  /** For tests that kill it between two steps. */
  readonly fault?: FaultPoint<EraseFaultPlace>;
}

/** Longest that a topic keeps what it was sent: dead letters. */
export const TOPICS_FORGET_MS = 30 * 86_400_000;
const AT_ONCE = 100;

/** What every step needs. */
interface Erasing extends RecordErasing {
  readonly doc: ErasureDoc;
  readonly person: ErasedPerson;
}

type Counts = Readonly<Record<string, number>>;
interface Step {
  readonly name: string;
  run(options: EraserOptions, erasing: Erasing): Promise<Counts>;
}

/** In this order; each may be done twice, and is noted when it is done. */
const STEPS: readonly Step[] = [
  {
    name: 'rawRecords',
    run: async (_options, erasing) => ({
      rawRecords: await summed(erasing.doc.recordIds, (id) => eraseRawVersions(erasing, id)),
    }),
  },
  {
    name: 'records',
    run: async (_options, erasing) => {
      const there = await summed(erasing.doc.recordIds, async (id) =>
        Number(await rederiveRecord(erasing, id)),
      );
      return { records: there, searchEntries: there };
    },
  },
  {
    name: 'rawReferences',
    run: async (_options, erasing) => ({
      rawReferences: await summed(erasing.doc.referenceIds ?? [], (id) => eraseRawReferences(erasing, id)),
    }),
  },
  {
    name: 'references',
    run: async (_options, erasing) => ({
      references: await summed(erasing.doc.referenceIds ?? [], async (id) =>
        Number(await rederiveReference(erasing, id)),
      ),
    }),
  },
  {
    name: 'links',
    run: async ({ store, log, now }, { doc: { recordIds, disputeIds } }) => {
      const { deletedCount } = await storing(
        store.links.deleteMany({ recordIds: { $in: recordIds } }, { writeConcern: { w: 'majority' } }).exec(),
      );
      const linker = new DisputeLinker({ store, log, now });
      for (let at = 0; at < recordIds.length; at += AT_ONCE)
        await linker.settle(recordIds.slice(at, at + AT_ONCE));
      await storing(
        store.disputes
          .updateMany({ _id: { $in: disputeIds } }, { $set: { scoreDue: scoreMark(now()) } })
          .exec(),
      );
      return { links: deletedCount };
    },
  },
  ...(Object.keys(TOLD_OF) as (keyof typeof TOLD_OF)[])
    .filter((name) => name !== 'links')
    .map((name): Step => ({
      name,
      run: async ({ store, marker }, { doc, person, values }) => ({
        [name]: await eraseDocuments(store, name, doc, { people: [person], marker, recordId: '', values }),
      }),
    })),
  {
    name: 'exports',
    // Whatever stands in a file that is there: nobody looks for whom, all are made again from what is left.
    run: async ({ store, now }) => ({ exports: await dropAllExports(store, now().toISOString()) }),
  },
  {
    name: 'deadLetters',
    run: async ({ store }, { tombstones, values }) => ({
      deadLetters: await eraseDeadLetters(store, tombstones, values),
    }),
  },
];

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
  const person = personOf(doc);
  const erasing: Erasing = {
    store,
    rules: options.rules,
    tombstones: { marker, people: () => [person] },
    values: openPerson(doc.sealed ?? '', key, doc._id),
    now,
    doc,
    person,
  };
  const done = STEPS.findIndex(({ name }) => name === doc.step);
  for (const step of STEPS.slice(done + 1)) {
    const counts = await step.run(options, erasing);
    await fault(`erased ${step.name} unnoted`);
    await changeErasure(store, doc._id, { step: step.name }, counts);
    await fault(`erased ${step.name}`);
  }
  const sweptAt = now();
  await changeErasure(store, doc._id, {
    state: 'SWEPT',
    sealed: null,
    sweptAt: sweptAt.toISOString(),
    completeOn: new Date(sweptAt.getTime() + TOPICS_FORGET_MS).toISOString(),
  });
  log.info({ erasure: doc._id, records: doc.recordIds.length }, 'a person was erased');
  return 'SWEPT';
}

/** What was found becomes part of the tombstone: a later version with the name alone is known by it. */
function gatheredFields(
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

async function summed(ids: readonly string[], work: (id: string) => Promise<number>): Promise<number> {
  let sum = 0;
  for (const id of ids) sum += await work(id);
  return sum;
}
