import type { QuarrelKind } from './kind.ts';
import { ACCIDENT_KINDS } from './kinds/accidents.ts';
import { FAMILY_KINDS } from './kinds/family.ts';
import { HOUSING_KINDS } from './kinds/housing.ts';
import { NEIGHBOUR_KINDS } from './kinds/neighbours.ts';
import { SHOPPING_KINDS } from './kinds/shopping.ts';
import { SURROUNDINGS_KINDS } from './kinds/surroundings.ts';
import { WORK_AND_LAND_KINDS } from './kinds/work-and-land.ts';
import { YARD_KINDS } from './kinds/yard.ts';

/** Every kind of quarrel of the simulated city. A new kind is one entry in one of these lists. */
export const QUARREL_KINDS: readonly QuarrelKind[] = [
  ...NEIGHBOUR_KINDS,
  ...YARD_KINDS,
  ...FAMILY_KINDS,
  ...WORK_AND_LAND_KINDS,
  ...SHOPPING_KINDS,
  ...HOUSING_KINDS,
  ...ACCIDENT_KINDS,
  ...SURROUNDINGS_KINDS,
];
