import { HubError } from '../../../schema/canonical/hub-error.ts';
import { isPurpose, PURPOSE_NAMES, PURPOSES, type Purpose } from '../../../schema/vocabulary/purposes.ts';

/** Request header with the purpose of use: one name of the list. */
export const PURPOSE_HEADER = 'purpose-of-use';

/**
 * The purpose of a request: what its header says, else what its token says, else none.
 * @throws HubError HUB_BAD_REQUEST for a header that is not in the list (the message has the list), HUB_FORBIDDEN when header and token disagree.
 */
export function purposeOf(claimed: Purpose | null, header: string | undefined): Purpose | null {
  if (header === undefined) return claimed;
  const asked = header.trim();
  if (!isPurpose(asked)) {
    const list = PURPOSE_NAMES.map((name) => `${name} (${PURPOSES[name].zh})`).join(', ');
    throw new HubError('HUB_BAD_REQUEST', `Purpose-Of-Use is none of ${list}; send one of these names`, {
      field: 'Purpose-Of-Use',
    });
  }
  if (claimed !== null && claimed !== asked) {
    throw new HubError(
      'HUB_FORBIDDEN',
      `the token is for ${claimed}, Purpose-Of-Use says ${asked}; leave the header out, or get a token for that purpose`,
      { field: 'Purpose-Of-Use' },
    );
  }
  return asked;
}
