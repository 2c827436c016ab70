import pg from 'pg';
import { HubError } from '../../schema/canonical/hub-error.ts';

/** Where a fault happened. */
export interface PostgresPlace {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
}

/** SQLSTATE (PostgreSQL's manual, appendix A) of a statement that was cancelled: by its time-out. */
const QUERY_CANCELED = '57014';
/** Classes: syntax, names that are not there, rights; no such schema; not supported. */
const MENDED_BY_PEOPLE = ['42', '3F', '0A'];
const INVALID_CATALOG_NAME = '3D000';

/** Makes the fault of a PostgreSQL server, or of the way to it, one of the hub's, in words for an operator. HubErrors stay as they are. */
export function postgresFault(cause: unknown, { host, port, database, user }: PostgresPlace): HubError {
  if (cause instanceof HubError) return cause;
  const where = `PostgreSQL at ${host}:${port}`;
  const words = cause instanceof Error && cause.message !== '' ? cause.message : String(cause);
  const unavailable = (text: string): HubError =>
    new HubError('HUB_SOURCE_UNAVAILABLE', `${where} ${text}`, { cause });
  const invalid = (text: string, field: string): HubError =>
    new HubError('HUB_CONFIG_INVALID', `${where} ${text}`, { cause, field });

  if (!(cause instanceof pg.DatabaseError)) {
    if (words.includes('does not support SSL')) {
      return invalid('speaks no TLS; have it switched on there, or set ssl.mode to disable', 'ssl.mode');
    }
    if (/certificate|altname|self.signed/i.test(words)) {
      return unavailable(
        `shows a certificate that is not trusted (${words}); put its authority's into the file of ssl.ca.file`,
      );
    }
    return unavailable(`does not answer (${words}); check host, port and the network`);
  }
  const code = cause.code ?? '';
  if (code.startsWith('28')) {
    return unavailable(
      `refuses user "${user}" (${words}); put the valid password into the file of password.file`,
    );
  }
  if (code === INVALID_CATALOG_NAME) return invalid(`has no database "${database}" (${words})`, 'database');
  if (MENDED_BY_PEOPLE.some((start) => code.startsWith(start))) {
    return invalid(
      `refuses the statement (${code}: ${words}); check view, updated.column and id.column, and what user "${user}" may read`,
      'view',
    );
  }
  if (code === QUERY_CANCELED) {
    return unavailable(
      `gave up a statement (${words}); have an index made on the columns of updated.column and id.column, or raise statement.timeout.ms`,
    );
  }
  return unavailable(`answers ${code}: ${words}; trying again`);
}
