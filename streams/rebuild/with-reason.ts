import { HubError } from '../../schema/canonical/hub-error.ts';
import { maskReason } from '../../schema/masking/mask-reason.ts';

/** A version that was accepted once and is refused today stops the rebuild: what is left out would be lost. */
export function withReason<T>(what: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw new HubError(
      'HUB_RECORD_INVALID',
      `${what} was accepted when it came and is refused now (${maskReason(cause instanceof Error ? cause.message : String(cause))}); ` +
        'mend the mapping of its feed (or put back its profile in TRIBUTARY_PROFILES_DIR), then rebuild again: nothing has been changed',
      { cause },
    );
  }
}
