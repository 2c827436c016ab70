import type { Logger } from 'pino';
import type { ErasedPerson, Marker } from '../../schema/erasure/marks.ts';
import type { ErasureDoc } from '../../schema/store/erasure-docs.ts';
import { changeErasure, noteCounts } from '../../schema/store/erasures.ts';
import { countExports, dropAllExports } from '../../schema/store/export-changes.ts';
import { MAJORITY } from '../../schema/store/majority.ts';
import type { Store } from '../../schema/store/models.ts';
import { scoreMark } from '../../schema/store/score-mark.ts';
import { storing } from '../../schema/store/store-fault.ts';
import { DisputeLinker } from '../pipeline/dispute-linker.ts';
import { noFault, type FaultPoint } from '../pipeline/fault-point.ts';
import type { FeedRules } from '../pipeline/normalise-step.ts';
import {
  countDeadLetters,
  countDocuments,
  eraseDeadLetters,
  eraseDocuments,
  TOLD_OF,
} from './erase-documents.ts';
import { RECORD_VERSIONS, rederiveRecord } from './erase-records.ts';
import { REFERENCE_VERSIONS, rederiveReference } from './erase-references.ts';
import { countVersions, eraseVersions } from './erase-versions.ts';
import type { RecordErasing } from './record-erasing.ts';

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

/** What every step needs. */
export interface Erasing extends RecordErasing {
  readonly doc: ErasureDoc;
  readonly person: ErasedPerson;
}

type Counts = Readonly<Record<string, number>>;

/** One part of taking a person out. */
export interface EraseStep {
  readonly name: string;
  /** How many documents it is going to change, by collection; one of them has its name. */
  count(options: EraserOptions, erasing: Erasing): Promise<Counts>;
  /** May be done again, by another process too. */
  run(options: EraserOptions, erasing: Erasing): Promise<void>;
}

const AT_ONCE = 100;

const referenceIdsOf = ({ doc }: Erasing): readonly string[] => doc.referenceIds ?? [];
const aboutRecords = ({ doc }: Erasing): object => ({ recordIds: { $in: doc.recordIds } });

/** Agencies' lists. */
export const LIST_STEPS: readonly EraseStep[] = [
  {
    name: 'rawReferences',
    count: async (_options, erasing) => ({
      rawReferences: await summed(referenceIdsOf(erasing), (id) =>
        countVersions(REFERENCE_VERSIONS, erasing, id),
      ),
    }),
    run: (_options, erasing) =>
      each(referenceIdsOf(erasing), (id) => eraseVersions(REFERENCE_VERSIONS, erasing, id)),
  },
  {
    name: 'references',
    count: async ({ store }, erasing) => ({
      references: await counted(store, 'references', { _id: { $in: referenceIdsOf(erasing) } }),
    }),
    run: (_options, erasing) => each(referenceIdsOf(erasing), (id) => rederiveReference(erasing, id)),
  },
];

/** In this order; each is noted when it is done. */
export const STEPS: readonly EraseStep[] = [
  {
    name: 'rawRecords',
    count: async (_options, erasing) => ({
      rawRecords: await summed(erasing.doc.recordIds, (id) => countVersions(RECORD_VERSIONS, erasing, id)),
    }),
    run: (_options, erasing) =>
      each(erasing.doc.recordIds, (id) => eraseVersions(RECORD_VERSIONS, erasing, id)),
  },
  {
    name: 'records',
    count: async ({ store }, { doc }) => {
      const own = { _id: { $in: doc.recordIds } };
      return {
        records: await counted(store, 'records', own),
        searchEntries: await counted(store, 'searchEntries', own),
      };
    },
    run: (_options, erasing) => each(erasing.doc.recordIds, (id) => rederiveRecord(erasing, id)),
  },
  ...LIST_STEPS,
  {
    name: 'links',
    count: async ({ store }, erasing) => ({ links: await counted(store, 'links', aboutRecords(erasing)) }),
    run: async ({ store, log, now }, erasing) => {
      const { recordIds, disputeIds } = erasing.doc;
      await storing(store.links.deleteMany(aboutRecords(erasing), MAJORITY).exec());
      const linker = new DisputeLinker({ store, log, now });
      for (let at = 0; at < recordIds.length; at += AT_ONCE)
        await linker.settle(recordIds.slice(at, at + AT_ONCE));
      await storing(
        store.disputes
          .updateMany({ _id: { $in: disputeIds } }, { $set: { scoreDue: scoreMark(now()) } })
          .exec(),
      );
    },
  },
  ...(Object.keys(TOLD_OF) as (keyof typeof TOLD_OF)[])
    .filter((name) => name !== 'links')
    .map((name): EraseStep => {
      const context = ({ tombstones, values }: Erasing): Parameters<typeof eraseDocuments>[3] => ({
        people: tombstones.people(),
        marker: tombstones.marker,
        recordId: '',
        values,
      });
      return {
        name,
        count: async ({ store }, erasing) => ({
          [name]: await countDocuments(store, name, erasing.doc, context(erasing)),
        }),
        run: ({ store }, erasing) => eraseDocuments(store, name, erasing.doc, context(erasing)),
      };
    }),
  {
    name: 'exports',
    // Whatever stands in a file that is there: nobody looks for whom, all are made again from what is left.
    count: async ({ store }) => ({ exports: await countExports(store) }),
    run: ({ store, now }) => dropAllExports(store, now().toISOString()),
  },
  {
    name: 'deadLetters',
    count: async ({ store }, { tombstones, values }) => ({
      deadLetters: await countDeadLetters(store, tombstones, values),
    }),
    run: ({ store }, { tombstones, values }) => eraseDeadLetters(store, tombstones, values),
  },
];

/**
 * Takes these steps. How much all of them change is counted and noted before the first changes anything: so what a crash cut in two counts whole and once,
 * and what an earlier step makes anew counts too.
 * @throws HubError HUB_STORE_UNAVAILABLE.
 */
export async function takeSteps(
  steps: readonly EraseStep[],
  options: EraserOptions,
  erasing: Erasing,
): Promise<void> {
  const { store, fault = noFault } = options;
  const { _id, counts } = erasing.doc;
  const uncounted = steps.filter(({ name }) => counts[name] === undefined);
  const told: Record<string, number> = {};
  for (const step of uncounted) Object.assign(told, await step.count(options, erasing));
  if (uncounted.length > 0) await noteCounts(store, _id, told);
  await fault('erased counted');
  for (const step of steps) {
    await step.run(options, erasing);
    await fault(`erased ${step.name} unnoted`);
    await changeErasure(store, _id, { step: step.name });
    await fault(`erased ${step.name}`);
  }
}

async function counted(
  store: Store,
  name: 'records' | 'searchEntries' | 'references' | 'links',
  filter: object,
): Promise<number> {
  return storing(store[name].collection.countDocuments(filter));
}

async function each(ids: readonly string[], work: (id: string) => Promise<void>): Promise<void> {
  for (const id of ids) await work(id);
}

async function summed(ids: readonly string[], work: (id: string) => Promise<number>): Promise<number> {
  let sum = 0;
  for (const id of ids) sum += await work(id);
  return sum;
}
