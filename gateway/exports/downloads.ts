import { timingSafeEqual } from 'node:crypto';
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '../../runtime/log.ts';
import { HubError } from '../../schema/canonical/hub-error.ts';
import type { ExportCell, ExportFormat } from '../../schema/canonical/export.ts';
import type { Auditor } from '../access/audit/auditor.ts';
import type { Caller } from '../access/caller.ts';
import type { Door, ScopedStore } from '../access/door.ts';
import type { ExportJob } from '../access/export-jobs.ts';
import { requireScope } from '../access/identity/required-scopes.ts';
import type { Verifier } from '../access/identity/verifier.ts';
import { errorResponse } from '../router/http/error-response.ts';
import { JSON_TYPE } from '../router/http/media-types.ts';
import { csvOf } from './files/csv.ts';
import { sheetOf } from './files/sheet.ts';
import { xlsxOf } from './files/xlsx.ts';

export interface DownloadOptions {
  readonly door: Pick<Door, 'for'>;
  readonly verifier: Verifier;
  readonly audit: Pick<Auditor, 'downloading' | 'denied'> | null;
  readonly now?: () => Date;
}

const TYPES: Readonly<Record<ExportFormat, string>> = {
  CSV: 'text/csv; charset=utf-8; header=present',
  XLSX: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/**
 * `GET /exports/<id>/<secret>`: the file of an export, for the person who asked for it, with a token for the same purpose, while they are granted what they
 * were then. Written as it is sent: no file is ever whole in memory.
 */
export function registerDownloads(app: FastifyInstance, options: DownloadOptions): void {
  const { door, verifier, audit, now = () => new Date() } = options;
  app.get<{ Params: { id: string; secret: string } }>('/exports/:id/:secret', async (request, reply) => {
    let caller: Caller | null = null;
    try {
      caller = await verifier.verify(request.headers.authorization, { request: request.raw });
      requireScope(caller, 'graph');
      const { id, secret } = request.params;
      const store = door.for(caller);
      const job = fetchable(await store.exportJob(id), secret, caller, now());
      if (job.pages > 0 && (await store.exportPage(id, 0)) === null) throw gone();
      await audit?.downloading(caller, job);
      return await reply.headers(headersOf(job)).type(TYPES[job.format]).send(fileOf(job, store));
    } catch (error) {
      audit?.denied(error, caller);
      return refuse(error, request, reply);
    }
  });
}

/** @throws HubError when it is not there for this caller now. */
function fetchable(job: ExportJob | null, secret: string, caller: Caller, now: Date): ExportJob {
  if (job === null || (job.secret !== null && !isEqual(job.secret, secret))) {
    throw new HubError(
      'HUB_NOT_FOUND',
      'there is no such export of yours; take the address that exportJob tells',
    );
  }
  if (job.secret === null || (job.expiresAt ?? '') <= now.toISOString()) throw gone();
  if (job.purpose !== caller.purpose) {
    throw new HubError(
      'HUB_FORBIDDEN',
      `the export was made for ${job.purpose ?? 'no purpose'}; fetch it for the same purpose`,
    );
  }
  if (job.accessKey !== caller.access.key) {
    throw new HubError(
      'HUB_GRANT_ENDED',
      'what is granted to you has changed since the export was made; export again',
    );
  }
  return job;
}

function gone(): HubError {
  return new HubError('HUB_EXPORT_EXPIRED', 'the file of this export is not there any more; export again');
}

function isEqual(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function headersOf({ fileName, format }: ExportJob): Readonly<Record<string, string>> {
  // RFC 6266: a plain name for old readers, and the real one in UTF-8.
  const name = encodeURIComponent(fileName).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return {
    'content-disposition': `attachment; filename="export.${format.toLowerCase()}"; filename*=UTF-8''${name}`,
    'cache-control': 'private, no-store',
    'x-content-type-options': 'nosniff',
  };
}

function fileOf(job: ExportJob, store: Pick<ScopedStore, 'exportPage'>): Readable {
  const sheet = sheetOf(job, pagesOf(job, store));
  return job.format === 'XLSX' ? xlsxOf(sheet) : Readable.from(csvOf(sheet), { objectMode: false });
}

async function* pagesOf(
  { _id, pages }: ExportJob,
  store: Pick<ScopedStore, 'exportPage'>,
): AsyncGenerator<readonly (readonly ExportCell[])[]> {
  for (let at = 0; at < pages; at += 1) {
    const rows = await store.exportPage(_id, at);
    // Taken away while it was sent: what is sent so far must not look complete.
    if (rows === null) throw gone();
    yield rows;
  }
}

function refuse(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, body } = errorResponse(error, JSON_TYPE, request.log as Logger);
  if (status === 401) void reply.header('www-authenticate', 'Bearer realm="tributary"');
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type(`${JSON_TYPE}; charset=utf-8`)
    .send(body);
}
