import type { Caller } from '../access/caller.ts';
import type { Quota } from '../access/limits/quota.ts';
import { countRefusal } from './metrics.ts';
import type { DocumentAsked, PersistedDocuments } from './prepare/persisted-documents.ts';

/** Every request's first step, whatever transport brings it: does its partner have one left, and which document does it mean? */
export interface Admission {
  /** @throws HubError HUB_RATE_LIMITED, and those of `PersistedDocuments`. @returns the document's text: a promise where it has to be looked up */
  admit(caller: Caller, asked: DocumentAsked): string | Promise<string>;
  /** Header fields that tell the caller what is left; empty without limits. */
  headersFor(caller: Caller): Readonly<Record<string, string>>;
}

export function createAdmission(documents: PersistedDocuments, quota: Quota | null): Admission {
  return {
    admit(caller, asked) {
      try {
        quota?.request(caller.partner);
      } catch (error) {
        countRefusal(caller.partner, 'requestsPerSecond');
        throw error;
      }
      return documents.textOf(caller.partner, asked);
    },
    headersFor: ({ partner }) => quota?.headersOf(partner) ?? {},
  };
}
