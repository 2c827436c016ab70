import fc from 'fast-check';
import { testSize } from './size.ts';

/** Properties are tried on the same made-up cases in every small run; at full size on others each time, and a failure names its seed. */
const SEED = 20_261_129;

if (testSize() === 'small') fc.configureGlobal({ seed: SEED });
