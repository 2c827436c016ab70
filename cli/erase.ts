import { digest } from '../schema/canonical/ids.ts';
import { HubError } from '../schema/canonical/hub-error.ts';
import { erasureOf } from '../schema/erasure/ask-erasure.ts';
import { Marker } from '../schema/erasure/marks.ts';
import { connectStore } from '../schema/store/connection.ts';
import type { ErasureDoc, LegalHoldDoc } from '../schema/store/erasure-docs.ts';
import { findErasures, findHolds, insertErasure, insertHold, releaseHold } from '../schema/store/erasures.ts';
import { ensureIndexes, openStore, type Store } from '../schema/store/models.ts';
import { storing } from '../schema/store/store-fault.ts';

const MOST = 1_000;

/** Whom a verb of the command line is about. */
export interface PersonOptions {
  readonly idNumber?: string;
  readonly phone?: string;
  readonly name?: string;
  /** Unified code. */
  readonly dispute?: string;
}

export interface Asking {
  readonly mongodbUri: string;
  readonly key: Uint8Array;
  readonly actor: string;
  readonly now: Date;
}

/** Asks for the erasing of a person; the pipeline does it. @throws HubError HUB_BAD_REQUEST, HUB_NOT_FOUND, HUB_STORE_UNAVAILABLE. */
export async function askErasure(asking: Asking, person: PersonOptions, reason: string): Promise<ErasureDoc> {
  return withStore(asking.mongodbUri, async (store) => {
    const asked = {
      idNumber: person.idNumber ?? null,
      phone: person.phone ?? null,
      name: person.name ?? null,
      dispute: person.dispute === undefined ? null : await disputeOf(store, person.dispute),
      reason,
      by: byOf(asking),
    };
    return insertErasure(store, erasureOf(asked, asking.key, asking.now));
  });
}

/** All of them, the newest first. */
export async function erasures({ mongodbUri }: Pick<Asking, 'mongodbUri'>): Promise<readonly ErasureDoc[]> {
  return withStore(mongodbUri, (store) => findErasures(store, MOST));
}

/** Places a legal hold on a dispute or a person. @throws HubError HUB_BAD_REQUEST, HUB_NOT_FOUND, HUB_STORE_UNAVAILABLE. */
export async function hold(asking: Asking, person: PersonOptions, reason: string): Promise<LegalHoldDoc> {
  const { idNumber, phone, dispute } = person;
  const marker = new Marker(asking.key);
  const numbers = [marker.id(idNumber ?? null), marker.phone(phone ?? null)].filter((mark) => mark !== null);
  if (reason.trim() === '') throw new HubError('HUB_BAD_REQUEST', 'reason: say why');
  if (numbers.length === 0 && dispute === undefined) {
    throw new HubError(
      'HUB_BAD_REQUEST',
      'say what is held: a dispute by its code, or a person by identity document or telephone number',
    );
  }
  return withStore(asking.mongodbUri, async (store) => {
    const disputeId = dispute === undefined ? null : (await disputeOf(store, dispute)).id;
    return insertHold(store, {
      _id: `hold-${digest(...numbers, disputeId ?? '', asking.now.toISOString()).slice(0, 32)}`,
      disputeId,
      numbers,
      reason,
      by: byOf(asking),
      placedAt: asking.now.toISOString(),
    });
  });
}

/** @throws HubError HUB_NOT_FOUND when there is none in force. */
export async function release(asking: Asking, id: string): Promise<void> {
  await withStore(asking.mongodbUri, async (store) => {
    if (await releaseHold(store, id, byOf(asking), asking.now.toISOString())) return;
    throw new HubError('HUB_NOT_FOUND', `no hold ${id} is in force; hold list shows those that are`);
  });
}

export async function holds({ mongodbUri }: Pick<Asking, 'mongodbUri'>): Promise<readonly LegalHoldDoc[]> {
  return withStore(mongodbUri, (store) => findHolds(store, MOST));
}

async function disputeOf(store: Store, code: string): Promise<{ id: string; recordIds: string[] }> {
  const found = await storing(
    store.disputes.findOne({ code: code.trim().toUpperCase() }, { members: 1 }).lean(),
  );
  if (found === null)
    throw new HubError('HUB_NOT_FOUND', `dispute: there is no dispute ${code.slice(0, 50)}`);
  return { id: found._id, recordIds: found.members.map(({ recordId }) => recordId) };
}

function byOf({ actor }: Asking): { partner: string; actor: string } {
  return { partner: 'hub', actor };
}

async function withStore<Value>(uri: string, work: (store: Store) => Promise<Value>): Promise<Value> {
  const connection = await connectStore(uri);
  try {
    const store = openStore(connection);
    await ensureIndexes(store);
    return await work(store);
  } finally {
    await connection.close();
  }
}
