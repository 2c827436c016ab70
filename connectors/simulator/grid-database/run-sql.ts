import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { readSettings } from '../../../runtime/settings.ts';
import { GRID_PASSWORD_FILE, PLATFORM_USER } from './password.ts';

/** `node run-sql.ts FILE.sql`: writes into the simulated grid platform's database as its own people do. Times there are China Standard Time. */
const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('say which file: node run-sql.ts FILE.sql');
const { host, simulatorGridPort, secretsDir } = readSettings(process.env);
const client = new pg.Client({
  host,
  port: simulatorGridPort,
  user: PLATFORM_USER,
  password: readFileSync(join(secretsDir, GRID_PASSWORD_FILE), 'utf8').trim(),
  database: 'grid',
});
await client.connect();
try {
  const { rowCount } = await client.query(readFileSync(file, 'utf8'));
  process.stdout.write(`${rowCount ?? 0} rows written to the grid platform\n`);
} finally {
  await client.end();
}
