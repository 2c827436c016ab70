import { afterAll } from 'vitest';
import { closeFreshStores } from './servers.ts';

// A setup file is run for every test file, whereas `servers.ts` is loaded once a process: its own `afterAll` would be of the first file only,
// and mongod, which holds a file open for each collection and index, would run out of files. Hooks run last in, first out: this one is last.
afterAll(closeFreshStores);
