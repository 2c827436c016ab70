import { PGlite } from '@electric-sql/pglite';

/** Run as a program of its own: makes an empty database in the folder that it is given. */
const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('the folder of the database is missing');
const database = await PGlite.create(folder);
await database.close();
