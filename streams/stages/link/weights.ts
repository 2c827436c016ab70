import { z } from 'zod';
import city from './weights/city-1.json' with { type: 'json' };

/**
 * A frozen file of weights: with the two records the only thing that a pair's score depends on. It is changed by `--fit` only, and then has
 * another version.
 */
export const LinkWeightsSchema = z.strictObject({ version: z.string().min(1) });
export type LinkWeights = z.infer<typeof LinkWeightsSchema>;

/** The weights that the hub ships with. */
export const SHIPPED_WEIGHTS: LinkWeights = LinkWeightsSchema.parse(city);
