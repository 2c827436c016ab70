import pg from 'pg';
import { expect, it } from 'vitest';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { postgresFault } from './postgres-fault.ts';

const PLACE = { host: 'db.example', port: 5_432, database: 'grid', user: 'tributary' };

function answered(code: string, message: string): Error {
  return Object.assign(new pg.DatabaseError(message, 0, 'error'), { code });
}

it.each([
  [
    'a refused password',
    answered('28P01', 'password authentication failed'),
    'HUB_SOURCE_UNAVAILABLE',
    'password.file',
  ],
  [
    'a user that may not log in',
    answered('28000', 'no pg_hba.conf entry'),
    'HUB_SOURCE_UNAVAILABLE',
    '"tributary"',
  ],
  [
    'no such database',
    answered('3D000', 'database "grid" does not exist'),
    'HUB_CONFIG_INVALID',
    'no database "grid"',
  ],
  [
    'a view that may not be read',
    answered('42501', 'permission denied for view x'),
    'HUB_CONFIG_INVALID',
    'may read',
  ],
  ['a column that is gone', answered('42703', 'column s.a does not exist'), 'HUB_CONFIG_INVALID', 's.a'],
  [
    'a statement that took too long',
    answered('57014', 'canceling statement'),
    'HUB_SOURCE_UNAVAILABLE',
    'index',
  ],
  [
    'a server that shuts down',
    answered('57P01', 'terminating connection'),
    'HUB_SOURCE_UNAVAILABLE',
    '57P01',
  ],
  ['too many connections', answered('53300', 'too many clients'), 'HUB_SOURCE_UNAVAILABLE', '53300'],
  [
    'a view that cannot be computed',
    answered('22012', 'division by zero'),
    'HUB_SOURCE_UNAVAILABLE',
    'division',
  ],
  ['no network', new Error('connect ECONNREFUSED'), 'HUB_SOURCE_UNAVAILABLE', 'host, port'],
  ['no TLS', new Error('The server does not support SSL connections'), 'HUB_CONFIG_INVALID', 'ssl.mode'],
  ['a foreign certificate', new Error('self-signed certificate'), 'HUB_SOURCE_UNAVAILABLE', 'ssl.ca.file'],
] as const)('%s', (_, cause, code, words) => {
  const fault = postgresFault(cause, PLACE);
  expect(fault).toMatchObject({ code, cause });
  expect(fault.message).toContain('PostgreSQL at db.example:5432');
  expect(fault.message).toContain(words);
});

it('leaves the hub’s own faults as they are', () => {
  const own = new HubError('HUB_BROKER_UNAVAILABLE', 'away');
  expect(postgresFault(own, PLACE)).toBe(own);
});
