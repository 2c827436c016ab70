import { readDisputeCode } from '../../../schema/canonical/dispute-code.ts';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import type { DisputeName } from '../../access/writer.ts';

/** How the input of a mutation names its dispute. The executor has checked it against the SDL. */
export interface NamedDispute {
  readonly disputeId?: string | null;
  readonly code?: string | null;
}

/** @throws HubError HUB_BAD_REQUEST unless it is named in one way. */
export function nameOf({ disputeId, code }: NamedDispute): DisputeName {
  if (disputeId != null && code == null) return { id: disputeId };
  if (code != null && disputeId == null) return { code: readDisputeCode(code) };
  throw new HubError('HUB_BAD_REQUEST', 'input: say which dispute: either disputeId or code, not both', {
    field: 'disputeId',
  });
}

/** A text as it was given, null when none was. @throws HubError HUB_BAD_REQUEST when it is empty or too long. */
export function bounded(text: string | null | undefined, field: string, longest: number): string | null {
  return text == null ? null : required(text, field, longest);
}

/** A text as it was given. @throws HubError HUB_BAD_REQUEST when it is empty or too long. */
export function required(text: string, field: string, longest: number): string {
  if (text.trim() !== '' && text.length <= longest) return text;
  throw new HubError('HUB_BAD_REQUEST', `${field}: write 1 to ${longest} characters`, { field });
}
