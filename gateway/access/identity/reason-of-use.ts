import { HubError } from '../../../schema/canonical/hub-error.ts';

/** Request header with why this one request is made, in the asker's words: UTF-8, percent-encoded. */
export const REASON_HEADER = 'reason-of-use';

const SHORTEST = 2;
const LONGEST = 200;
/** Telephones and identity documents, however they are grouped: the audit is never changed, so nobody must be named in it. */
const NUMBER_OF_A_PERSON = /(?<!\d)(?:\d[ -]?){16}\d[\dXx]|(?<!\d)1[3-9](?:[ -]?\d){9}(?!\d)/;

/**
 * Why a request is made, for the audit; null when its header says nothing.
 * @throws HubError HUB_BAD_REQUEST for one that cannot be read, is shorter or longer than told, or holds a telephone or identity number.
 */
export function reasonOf(header: string | undefined): string | null {
  if (header === undefined) return null;
  const reason = decoded(header)
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  const { length } = Array.from(reason);
  if (length < SHORTEST || length > LONGEST) {
    throw wrong(`has ${length} characters; write ${SHORTEST} to ${LONGEST}`);
  }
  if (NUMBER_OF_A_PERSON.test(reason)) {
    throw wrong(
      'holds a telephone or identity number; name the case instead: what is written down is never changed',
    );
  }
  return reason;
}

function decoded(header: string): string {
  try {
    return decodeURIComponent(header);
  } catch {
    throw wrong('cannot be read; send UTF-8, percent-encoded');
  }
}

function wrong(why: string): HubError {
  return new HubError('HUB_BAD_REQUEST', `Reason-Of-Use ${why}`, { field: 'Reason-Of-Use' });
}
