import { HubError } from '../../schema/canonical/hub-error.ts';
import { erasureOf } from '../../schema/erasure/ask-erasure.ts';
import { Marker, type PersonNamed } from '../../schema/erasure/marks.ts';
import type { ErasureDoc, LegalHoldDoc } from '../../schema/store/erasure-docs.ts';
import type { Caller } from './caller.ts';
import type { DisputeReads } from './dispute-reads.ts';
import type { Writer } from './writer.ts';

export interface PersonToErase extends PersonNamed {
  /** Unified code of a dispute that names the person. */
  readonly disputeCode: string | null;
  readonly reason: string;
}

export interface HoldToPlace extends Omit<PersonToErase, 'name'> {
  readonly clientMutationId: string;
}

/**
 * Erasing people, and keeping them from being erased. All throw HUB_FORBIDDEN without the right APPROVE; a dispute that is out of scope is not there.
 */
export interface Erasing {
  /** @throws HubError HUB_BAD_REQUEST, HUB_NOT_FOUND. */
  erasePerson(asked: PersonToErase): Promise<ErasureDoc>;
  erasure(id: string): Promise<ErasureDoc | null>;
  /** The newest first. */
  erasures(limit: number): Promise<readonly ErasureDoc[]>;
  /** The same call again answers the same hold. @throws HubError HUB_BAD_REQUEST, HUB_NOT_FOUND. */
  placeLegalHold(asked: HoldToPlace): Promise<LegalHoldDoc>;
  /** @throws HubError HUB_NOT_FOUND when none is in force. */
  releaseLegalHold(id: string): Promise<LegalHoldDoc>;
  /** Those in force first. */
  legalHolds(limit: number): Promise<readonly LegalHoldDoc[]>;
}

/** @param key of marks and seals; null where the hub's home has none */
export function erasing(
  { access, partner, actor }: Caller,
  disputes: Pick<DisputeReads, 'disputesByCodes'>,
  writer: Writer,
  key: Uint8Array | null,
  now: () => Date,
): Erasing {
  const by = { partner, actor };
  const allowed = (): void => {
    if (access.rights.has('APPROVE')) return;
    throw new HubError(
      'HUB_FORBIDDEN',
      'who is erased and what is held is for partners with the right APPROVE',
    );
  };
  const keyThere = (): Uint8Array => {
    if (key !== null) return key;
    throw new HubError(
      'HUB_CONFIG_INVALID',
      'this gateway has no keys/erasure.key; copy it from another one',
    );
  };
  const disputeOf = async (code: string | null): Promise<{ id: string; recordIds: string[] } | null> => {
    if (code === null) return null;
    const [found] = await disputes.disputesByCodes([code.trim().toUpperCase()]);
    if (found === undefined) {
      throw new HubError('HUB_NOT_FOUND', 'disputeCode: there is no such dispute', { field: 'disputeCode' });
    }
    return { id: found._id, recordIds: found.members.map(({ recordId }) => recordId) };
  };
  return {
    erasePerson: async ({ disputeCode, ...person }) => {
      allowed();
      const dispute = await disputeOf(disputeCode);
      return writer.insertErasure(erasureOf({ ...person, dispute, by }, keyThere(), now()));
    },
    erasure: async (id) => {
      allowed();
      return (await writer.erasures(1, id))[0] ?? null;
    },
    erasures: async (limit) => {
      allowed();
      return writer.erasures(limit);
    },
    placeLegalHold: async ({ disputeCode, clientMutationId, idNumber, phone, reason }) => {
      allowed();
      const marker = new Marker(keyThere());
      const numbers = [marker.id(idNumber), marker.phone(phone)].filter((mark) => mark !== null);
      const dispute = await disputeOf(disputeCode);
      if (numbers.length === 0 && dispute === null) {
        throw new HubError('HUB_BAD_REQUEST', 'say what is held: disputeCode, idNumber or phone');
      }
      return writer.placeHold({
        _id: writer.ownIdOf('hold', clientMutationId),
        disputeId: dispute?.id ?? null,
        numbers,
        reason,
        placedAt: now().toISOString(),
      });
    },
    releaseLegalHold: async (id) => {
      allowed();
      const isReleased = await writer.releaseHold(id, now().toISOString());
      const hold = (await writer.holds(1, id))[0];
      if (isReleased && hold !== undefined) return hold;
      throw new HubError('HUB_NOT_FOUND', `no hold ${id.slice(0, 60)} is in force`, { field: 'id' });
    },
    legalHolds: async (limit) => {
      allowed();
      return writer.holds(limit);
    },
  };
}
