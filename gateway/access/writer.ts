import { digest } from '../../schema/canonical/ids.ts';
import { decideColour, type ColourDecided, type ColourToDecide } from '../../schema/store/colour-decision.ts';
import { moveDispute, plainStep, type DisputeMoved, type Step } from '../../schema/store/dispute-move.ts';
import type { LinkDecisionDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import type { ErasureDoc, LegalHoldDoc } from '../../schema/store/erasure-docs.ts';
import {
  findErasures,
  findHolds,
  insertErasure,
  insertHold,
  releaseHold,
  type ErasureToInsert,
} from '../../schema/store/erasures.ts';
import { changeSavedView, deleteSavedView, insertSavedView } from '../../schema/store/saved-views.ts';
import type { SavedViewDoc, SavedViewFields } from '../../schema/store/saved-view-docs.ts';
import { cancelExport, insertExport } from '../../schema/store/export-changes.ts';
import type { ExportJobDoc } from '../../schema/store/export-jobs.ts';
import { inserting } from '../../schema/store/store-fault.ts';
import {
  changeWebhook,
  deleteWebhook,
  insertWebhook,
  requeue,
  type WebhookFields,
} from '../../schema/store/webhook-changes.ts';
import type { RiskWebhookDoc, WebhookChange } from '../../schema/store/webhooks.ts';
import type { Deadlines } from '../../schema/workflow/deadlines.ts';
import type { MoveRequest } from '../../schema/workflow/apply-move.ts';
import type { Caller } from './caller.ts';
import type { Reader } from './reader.ts';
import { NOTHING } from './rows/boxes.ts';
import type { ReadableCollection } from './rows/readable-collections.ts';
import type { Filter } from './criteria.ts';

export interface WriterOptions {
  /** Of the same caller: what may not be read cannot be written. */
  readonly reader: Reader;
  readonly deadlines: Deadlines;
  readonly now: () => Date;
  /** For tests that crash a move between two awaits. */
  readonly step?: Step | undefined;
}

/** Which dispute is meant: its identifier or its unified code. */
export type DisputeName = { readonly id: string } | { readonly code: string };

/** A move as a caller asks for it: who asks is not theirs to say. */
export type AskedMove = Omit<MoveRequest, 'by'>;

/** A decision about links as a caller takes it. */
export type AskedDecision = Omit<LinkDecisionDoc, 'partner' | 'actor'>;

/** What a caller decides about a colour: who decides is not theirs to say. */
export type AskedColour = Omit<ColourToDecide['request'], 'by'>;

/** A webhook as a caller saves it: whose it is is not theirs to say. */
export type AskedWebhook = Omit<RiskWebhookDoc, 'partner' | 'owner' | 'changes'>;

/** What a caller did to a webhook. */
export type AskedChange = Omit<WebhookChange, 'actor'>;

/**
 * The only code of the gateway that writes. Every write is the caller's: its partner and actor go into what is written, and its scope
 * decides what it can reach. There is no way to write without a caller.
 */
export class Writer {
  readonly #store: () => Store;
  readonly #caller: Caller;
  readonly #options: WriterOptions;

  constructor(store: () => Store, caller: Caller, options: WriterOptions) {
    this.#store = store;
    this.#caller = caller;
    this.#options = options;
  }

  /** Makes one move of a dispute's workflow; see `moveDispute`. */
  async move(dispute: DisputeName, asked: AskedMove): Promise<DisputeMoved> {
    const { deadlines, now, step } = this.#options;
    const { partner, actor } = this.#caller;
    return moveDispute({
      store: this.#store(),
      scope: await this.#scope('disputes'),
      dispute,
      request: { ...asked, by: { partner, actor } },
      deadlines,
      now,
      ...(step === undefined ? {} : { step }),
    });
  }

  /** Keeps a decision about a dispute's colour and has it applied; see `decideColour`. */
  async decideColour(dispute: DisputeName, asked: AskedColour): Promise<ColourDecided> {
    const { now, step } = this.#options;
    const { partner, actor } = this.#caller;
    return decideColour({
      store: this.#store(),
      scope: await this.#scope('disputes'),
      dispute,
      request: { ...asked, by: { partner, actor } },
      now,
      ...(step === undefined ? {} : { step }),
    });
  }

  /**
   * Adds a decision about links to `decisions` in the caller's name; one that is there stays as it is. Answers whether it was new.
   * @throws HubError HUB_STORE_UNAVAILABLE.
   */
  async decide(decision: AskedDecision): Promise<boolean> {
    const { partner, actor } = this.#caller;
    const document: LinkDecisionDoc = { ...decision, partner, actor };
    const step = this.#options.step ?? plainStep;
    const there = await step('decide', () =>
      inserting(
        this.#store().linkDecisions.collection.bulkWrite([{ insertOne: { document } }] as never, {
          ordered: false,
        }),
      ),
    );
    return there.length === 0;
  }

  /** Identifier of what a call of the caller's partner makes: the same call, the same thing. */
  ownIdOf(kind: string, clientMutationId: string): string {
    return `${kind}-${digest(kind, this.#caller.partner, clientMutationId).slice(0, 32)}`;
  }

  /** The same of what a person or service has for itself. */
  personalIdOf(kind: string, clientMutationId: string): string {
    const { partner, actor } = this.#caller;
    return `${kind}-${digest(kind, partner, actor, clientMutationId).slice(0, 32)}`;
  }

  /** Keeps a view of the caller's; see `insertSavedView`. */
  async insertSavedView(asked: Omit<SavedViewDoc, 'partner' | 'actor'>): Promise<void> {
    const { partner, actor } = this.#caller;
    await insertSavedView(this.#store(), { ...asked, partner, actor });
  }

  /** Changes a view as it was read, if it is the caller's; see `changeSavedView`. */
  async changeSavedView(
    { _id, version }: Pick<SavedViewDoc, '_id' | 'version'>,
    fields: SavedViewFields,
    at: string,
  ): Promise<boolean> {
    const { partner, actor } = this.#caller;
    return changeSavedView(this.#store(), { _id, partner, actor, version }, fields, at);
  }

  /** Deletes a view as it was read, if it is the caller's. */
  async deleteSavedView({ _id, version }: Pick<SavedViewDoc, '_id' | 'version'>): Promise<boolean> {
    const { partner, actor } = this.#caller;
    return deleteSavedView(this.#store(), { _id, partner, actor, version });
  }

  /** Keeps an export in the caller's name; see `insertExport`. */
  async insertExport(asked: Omit<ExportJobDoc, 'partner' | 'actor' | 'purpose' | 'scopes'>): Promise<void> {
    const { partner, actor, purpose, scopes = [] } = this.#caller;
    await insertExport(this.#store(), { ...asked, partner, actor, purpose, scopes: [...scopes] });
  }

  /** Ends an export, if it is the caller's; see `cancelExport`. */
  async cancelExport(_id: string, at: string): Promise<void> {
    const { partner, actor } = this.#caller;
    await cancelExport(this.#store(), { _id, partner, actor }, at);
  }

  /** Saves a webhook of the caller's partner; see `insertWebhook`. */
  async insertWebhook(asked: AskedWebhook, change: AskedChange): Promise<boolean> {
    const { partner, actor, purpose } = this.#caller;
    return insertWebhook(this.#store(), {
      ...asked,
      partner,
      owner: { actor, purpose },
      changes: [{ ...change, actor }],
    });
  }

  /** Changes a webhook as it was read, in the caller's name; see `changeWebhook`. */
  async changeWebhook(
    read: Pick<RiskWebhookDoc, '_id' | 'generation'>,
    fields: WebhookFields,
    changes: readonly AskedChange[],
  ): Promise<boolean> {
    const { actor } = this.#caller;
    return changeWebhook(
      this.#store(),
      await this.#scope('riskWebhooks'),
      read,
      fields,
      changes.map((change) => ({ ...change, actor })),
    );
  }

  /** Asks for an erasure; the caller is its `by` already. */
  async insertErasure(asked: ErasureToInsert): Promise<ErasureDoc> {
    return insertErasure(this.#store(), asked);
  }

  /** The newest first; one by its identifier, when given. */
  async erasures(limit: number, id?: string): Promise<readonly ErasureDoc[]> {
    return findErasures(this.#store(), limit, id);
  }

  /** Places a hold in the caller's name; one of the same identifier stays. */
  async placeHold(asked: Omit<LegalHoldDoc, 'by' | 'releasedAt' | 'releasedBy'>): Promise<LegalHoldDoc> {
    const { partner, actor } = this.#caller;
    const [known] = await findHolds(this.#store(), 1, asked._id);
    return known ?? insertHold(this.#store(), { ...asked, by: { partner, actor } });
  }

  async releaseHold(id: string, at: string): Promise<boolean> {
    const { partner, actor } = this.#caller;
    return releaseHold(this.#store(), id, { partner, actor }, at);
  }

  /** Those in force first; one by its identifier, when given. */
  async holds(limit: number, id?: string): Promise<readonly LegalHoldDoc[]> {
    return findHolds(this.#store(), limit, id);
  }

  async deleteWebhook(id: string): Promise<boolean> {
    return deleteWebhook(this.#store(), await this.#scope('webhookDeliveries'), id);
  }

  /** Has deliveries sent again that are over; answers how many. */
  async requeue(ids: readonly string[], now: Date): Promise<number> {
    return requeue(this.#store(), await this.#scope('webhookDeliveries'), ids, now);
  }

  /** What the caller may change. Disputes, their links and colours only with the right to handle them. */
  async #scope(collection: ReadableCollection): Promise<Filter> {
    if (collection === 'disputes' && !this.mayHandle()) return NOTHING;
    return (await this.#options.reader.scope(collection)).filter;
  }

  mayHandle(): boolean {
    return this.#caller.access.rights.has('HANDLE');
  }
}
