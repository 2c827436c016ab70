import { runProcess } from '../../runtime/run-process.ts';
import { startLivingCity } from './living/living-city.ts';

/** The simulated city's process. */
await runProcess('simulator', startLivingCity);
