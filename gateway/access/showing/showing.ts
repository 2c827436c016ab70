import type { HubEvent } from '../../../schema/canonical/hub-event.ts';
import type { DisputeDoc, RecordDoc } from '../../../schema/store/documents.ts';
import type { Caller } from '../caller.ts';
import { shownBy } from './context.ts';
import { showColourSteps, showLinkDecisions, showLinks } from './decisions.ts';
import { showDispute } from './dispute.ts';
import { showEvents } from './events.ts';
import { ALL_WITHHELD, isAllClear, showsAll, type Holding } from './levels.ts';
import { showDeadLetters, showFeedStatuses, showRawRecords, showReferences } from './operations.ts';
import { hasTexts, showRecord } from './record.ts';
import { levelsOfDispute, levelsOfRecord, type Sight } from './sight.ts';
import type { Surroundings } from './surroundings.ts';
import { viewerOf, type PseudonymsOf, type Viewer } from './viewer.ts';

export interface ShowingOptions {
  readonly caller: Caller;
  readonly pseudonymsOf: PseudonymsOf;
  readonly around: Surroundings;
  readonly holding: () => Promise<Holding>;
}

const VIEWER_KEPT_MS = 1_000;

type Show = (sight: Sight, docs: never[]) => object[] | Promise<object[]>;

/** Collections that are not here hold no value of a record. */
const SHOW: Readonly<Partial<Record<string, Show>>> = {
  records: showRecords,
  rawRecords: showRawRecords,
  disputes: showDisputes,
  countedDisputes: showDisputes,
  references: showReferences,
  links: showLinks,
  linkDecisions: showLinkDecisions,
  colourDecisions: showColourSteps,
  events: showEvents,
  deadLetters: showDeadLetters,
  feedStatuses: (_, docs) => showFeedStatuses(docs),
};

/**
 * What was read as one caller may see it: every value of every document at the level that the caller's grants show it at. All that leaves the one
 * door passes here, so that nobody behind it holds what the caller may not know.
 */
export class Showing {
  /** Whether everything is shown as it is: then nothing need be done, and nothing is. */
  readonly isFull: boolean;
  readonly #options: ShowingOptions;
  #viewer: { readonly viewer: Viewer; readonly atMs: number } | undefined;

  constructor(options: ShowingOptions) {
    this.isFull = showsAll(options.caller.access);
    this.#options = options;
  }

  /** Documents of a collection, shown; the very same where everything is. */
  async show<Doc>(collection: string, docs: Doc[]): Promise<Doc[]> {
    const show = SHOW[collection];
    if (this.isFull || show === undefined || docs.length === 0) return docs;
    return (await show(this.#sight(), docs as never[])) as Doc[];
  }

  /** An event as it happens: shown once for all streams with the same access. */
  showEvent(event: HubEvent): Promise<HubEvent> {
    if (this.isFull) return Promise.resolve(event);
    const { key } = this.#options.caller.access;
    const byAccess = shownEvents.get(event) ?? new Map<string, Promise<HubEvent>>();
    shownEvents.set(event, byAccess);
    const known = byAccess.get(key);
    if (known !== undefined) return known;
    const shown = this.show('events', [event]).then(([one = event]) => one);
    byAccess.set(key, shown);
    // Who comes next tries again.
    shown.catch(() => byAccess.delete(key));
    return shown;
  }

  /** The same for a while: a stream lasts for days. */
  #viewerNow(): Viewer {
    const nowMs = performance.now();
    if (this.#viewer === undefined || nowMs - this.#viewer.atMs > VIEWER_KEPT_MS) {
      const { caller, pseudonymsOf } = this.#options;
      this.#viewer = { viewer: viewerOf(caller.partner, pseudonymsOf), atMs: nowMs };
    }
    return this.#viewer.viewer;
  }

  #sight(): Sight {
    const { caller, around, holding } = this.#options;
    return { access: caller.access, viewer: this.#viewerNow(), around, holding };
  }
}

/** Keys of accesses are of one partner alone. */
const shownEvents = new WeakMap<HubEvent, Map<string, Promise<HubEvent>>>();

async function showRecords(sight: Sight, docs: readonly Partial<RecordDoc>[]): Promise<Partial<RecordDoc>[]> {
  const holding = await sight.holding();
  const found = docs.map((doc) => {
    const { feed } = doc;
    return {
      doc,
      levels: feed === undefined ? ALL_WITHHELD : levelsOfRecord(sight, holding, { ...doc, feed }),
    };
  });
  const scrubbed = found.flatMap(({ doc, levels: { NARRATIVE } }) =>
    NARRATIVE !== 'CLEAR' && NARRATIVE !== 'WITHHELD' && hasTexts(doc) ? (doc._id ?? []) : [],
  );
  if (scrubbed.length > 0) sight.around.knowRecords(docs);
  const partiesOf = await sight.around.partiesAround(scrubbed);
  return found.map(({ doc, levels }) => {
    if (isAllClear(levels)) return doc;
    const { _id = '', place } = doc;
    return showRecord(
      doc,
      shownBy(sight.viewer, levels, place?.regionCode ?? null, partiesOf.get(_id) ?? []),
    );
  });
}

async function showDisputes(
  sight: Sight,
  docs: readonly Partial<DisputeDoc>[],
): Promise<Partial<DisputeDoc>[]> {
  sight.around.knowDisputes(docs);
  const holding = await sight.holding();
  return docs.map((doc) => {
    const levels = levelsOfDispute(sight, holding, doc);
    const all = [levels.own, levels.risk, ...levels.byFeed.values()];
    return all.every(isAllClear) ? doc : showDispute(doc, levels, sight.viewer);
  });
}
