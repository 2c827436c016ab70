import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { accountOf } from './accounts.ts';
import { membersOf } from './members.ts';
import { ensureReplicaSet } from './replica-set.ts';

/**
 * `node docker/mongodb/initiate.ts --members A:27017,B:27017,C:27017 [--admin-password FILE --uri FILE] [--at HOST:PORT]`: a job that ends.
 * With the two files the members ask for passwords, and the accounts are made. Exit code 78 for what the operator must mend, else 1.
 */
const WITHIN_MS = 120_000;

try {
  const { values } = parseArgs({
    options: {
      members: { type: 'string' },
      at: { type: 'string', default: '127.0.0.1:27017' },
      'admin-password': { type: 'string' },
      uri: { type: 'string' },
    },
  });
  const { 'admin-password': adminFile, uri: uriFile } = values;
  await ensureReplicaSet({
    at: values.at,
    members: membersOf(values.members),
    accounts:
      adminFile === undefined || uriFile === undefined
        ? null
        : { adminPassword: secretIn(adminFile), hub: accountOf(secretIn(uriFile), uriFile) },
    withinMs: WITHIN_MS,
    report: (line) => void process.stdout.write(`${line}\n`),
  });
} catch (error) {
  const known = error instanceof HubError;
  process.stderr.write(
    `initiate: ${known ? error.message : String(error instanceof Error ? error.stack : error)}\n`,
  );
  process.exitCode = known && error.code === 'HUB_CONFIG_INVALID' ? 78 : 1;
}

function secretIn(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (cause) {
    throw new HubError('HUB_CONFIG_INVALID', `${file} cannot be read; write the secret there`, {
      cause,
      field: file,
    });
  }
}
