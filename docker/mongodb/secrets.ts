import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { membersOf, REPLICA_SET } from './members.ts';

/**
 * `node docker/mongodb/secrets.ts --dir DIR --members A:27017,B:27017,C:27017`: writes the secrets of a replica set that asks for passwords, as
 * far as they are missing. Compose hands such files on with the rights that they have on the host, to processes of other users: so everyone may
 * read the files, and the folder is closed (0700).
 */
const { values } = parseArgs({ options: { dir: { type: 'string' }, members: { type: 'string' } } });
const dir = values.dir ?? '.';
const members = membersOf(values.members);

const SECRETS: Readonly<Record<string, () => string>> = {
  // What the members prove to each other that they belong together with: 6 to 1024 characters of base64.
  'mongodb.keyfile': () => randomBytes(756).toString('base64'),
  'mongodb.admin-password': () => randomBytes(24).toString('base64url'),
  'mongodb.uri': () =>
    `mongodb://tributary:${randomBytes(24).toString('base64url')}@${members.join(',')}/tributary?replicaSet=${REPLICA_SET}`,
};

mkdirSync(dir, { recursive: true, mode: 0o700 });
for (const [name, make] of Object.entries(SECRETS)) {
  const path = join(dir, name);
  if (existsSync(path)) {
    process.stdout.write(`${path} is there\n`);
    continue;
  }
  writeFileSync(path, `${make()}\n`, { mode: 0o444, flag: 'wx' });
  process.stdout.write(`${path} written\n`);
}
