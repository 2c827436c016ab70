import type { QuarrelKind } from './kind.ts';
import { CONTRACT_KINDS } from './kinds/contracts.ts';
import { FAMILY_KINDS } from './kinds/family.ts';
import { HARM_KINDS } from './kinds/harm.ts';
import { HOME_KINDS } from './kinds/home.ts';
import { WORK_AND_LAND_KINDS } from './kinds/work-and-land.ts';

/** Every kind of quarrel of the simulated city. A new kind is one entry in one of these lists. */
export const QUARREL_KINDS: readonly QuarrelKind[] = [
  ...HOME_KINDS,
  ...FAMILY_KINDS,
  ...WORK_AND_LAND_KINDS,
  ...CONTRACT_KINDS,
  ...HARM_KINDS,
];
