import { EVERYDAY } from './everyday-evidence.ts';
import type { Evidence } from './evidence-kind.ts';
import { QUARREL, SUPPORT } from './quarrel-evidence.ts';

/** Named in `natureRule` and `categoryRule`; raise it with every change of the lists. */
export const EVIDENCE_VERSION = 'narrative.v1';

export const NARRATIVE_EVIDENCE: readonly Evidence[] = [...QUARREL, ...SUPPORT, ...EVERYDAY];
