import { runProcess } from '../../../runtime/run-process.ts';
import { startGridDatabase } from './start.ts';

/** The process of the simulated grid platform's PostgreSQL. */
await runProcess('grid-database', startGridDatabase);
