import { randomBytes } from 'node:crypto';

/**
 * What whoever changes a dispute writes into `scoreDue`, in the same write: when, UTC, and a text of its own, so that who scores takes away the mark
 * that he has seen and no later one. As text it stands in the order of time.
 */
export function scoreMark(now: Date): string {
  return `${now.toISOString()}#${randomBytes(6).toString('base64url')}`;
}
