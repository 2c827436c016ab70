import type { Store } from '../../../schema/store/models.ts';
import { auditEntry } from '../../access/testing/audit-entry.ts';
import { FULL_EXPORTS } from './export-job.ts';
import { FULL_CASES, FULL_GRANT, FULL_TERMS } from './full-access.ts';
import { storeEverything } from './full-dispute.ts';
import { FULL_ERASURE, FULL_HOLD } from './full-erasure.ts';
import { FULL_EVENTS } from './full-events.ts';
import { keepEvents } from './kept-events.ts';
import { FULL_VIEW } from './saved-view.ts';
import { FULL_DELIVERIES, FULL_WEBHOOK } from './saved-webhook.ts';

/** Writes at least one of everything that the graph lists, each saying something in every field. */
export async function storeAll(store: Store): Promise<void> {
  await storeEverything(store);
  await keepEvents(store, FULL_EVENTS);
  await store.riskWebhooks.insertMany([FULL_WEBHOOK]);
  await store.grants.insertMany([FULL_GRANT]);
  await store.accessCases.insertMany(FULL_CASES);
  await store.datasetTerms.collection.insertOne(FULL_TERMS as never);
  await store.auditEntries.insertMany([auditEntry('chain-1', 1)]);
  await store.webhookDeliveries.insertMany(FULL_DELIVERIES);
  await store.savedViews.insertMany([FULL_VIEW]);
  await store.exportJobs.insertMany(FULL_EXPORTS);
  await store.erasures.insertMany([FULL_ERASURE]);
  await store.legalHolds.insertMany([FULL_HOLD]);
}
