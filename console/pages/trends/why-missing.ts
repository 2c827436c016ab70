import { createContext } from 'react';
import type { CombinedError } from 'urql';
import { troubles } from '../../graph/faults.ts';

/** The text that stands in place of what is not in an answer. */
export type WhyMissing = 'notGranted' | 'notLoaded';

export const WhyMissingContext = createContext<WhyMissing>('notGranted');

/** Whatever fails beside grants is no matter of grants: a subgraph that is away or slow, a limit. */
export function whyMissing(error: CombinedError | undefined): WhyMissing {
  return troubles(error).length > 0 ? 'notLoaded' : 'notGranted';
}
