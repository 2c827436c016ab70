import { HubError } from '../canonical/hub-error.ts';
import { digest } from '../canonical/ids.ts';
import type { ScrubParty } from '../masking/party-forms.ts';
import type { ErasureToInsert } from '../store/erasures.ts';
import { Marker, type PersonNamed } from './marks.ts';
import { sealPerson } from './sealed-person.ts';

export interface ErasureAsked extends PersonNamed {
  /** The dispute that the name belongs to, with its records; null without one. */
  readonly dispute: { readonly id: string; readonly recordIds: readonly string[] } | null;
  readonly reason: string;
  readonly by: { readonly partner: string; readonly actor: string };
}

/**
 * An erasure as it is asked for: marks and a seal, no clear value. Who asks for the same person again gets the same.
 * @throws HubError HUB_BAD_REQUEST naming what is missing or no number.
 */
export function erasureOf(asked: ErasureAsked, key: Uint8Array, now: Date): ErasureToInsert {
  const { idNumber, phone, name, dispute, reason, by } = asked;
  const marker = new Marker(key);
  if (idNumber === null && phone === null && (name === null || dispute === null)) {
    throw bad(
      'idNumber',
      'say who: an identity document, a telephone number, or a name with the dispute in which it stands',
    );
  }
  if (phone !== null && marker.phone(phone) === null) throw bad('phone', 'this is no telephone number');
  if (idNumber !== null && idNumber.trim().length < 6)
    throw bad('idNumber', 'this is no number of an identity document');
  if (name !== null && name.trim().length < 2) throw bad('name', 'a name has two characters or more');
  if (reason.trim() === '') throw bad('reason', 'say why, for whoever reviews it');
  const numbers = [marker.id(idNumber), marker.phone(phone)].filter((mark) => mark !== null).sort();
  const names = [marker.name(name)].filter((mark) => mark !== null);
  const id = `erasure-${digest(...numbers, ...names, dispute?.id ?? '').slice(0, 32)}`;
  const person: ScrubParty = {
    kind: 'PERSON',
    name,
    phones: phone === null ? [] : [phone],
    idNumber,
    addresses: [],
  };
  return {
    _id: id,
    numbers,
    names,
    recordIds: [...(dispute?.recordIds ?? [])],
    disputeIds: dispute === null ? [] : [dispute.id],
    sealed: sealPerson([person], key, id),
    reason,
    by: { ...by },
    requestedAt: now.toISOString(),
  };
}

function bad(field: string, why: string): HubError {
  return new HubError('HUB_BAD_REQUEST', `${field}: ${why}`, { field });
}
