import { randomBytes } from 'node:crypto';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from '../../runtime/log.ts';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { EXPORT_FILE_KEPT_MS, EXPORT_LONGEST_MS, MOST_EXPORT_ROWS } from '../../schema/canonical/export.ts';
import type { ExportJobDoc } from '../../schema/store/export-jobs.ts';
import type { ExportLease, ExportQueue } from '../../schema/store/export-queue.ts';
import type { Caller } from '../access/caller.ts';
import type { GrantBook } from '../access/grants/grant-book.ts';
import type { Revocations } from '../access/identity/revocation-list.ts';
import { scopesOf } from '../access/identity/token-scopes.ts';
import { isAborted, Waker } from '../events/webhooks/waker.ts';
import type { GraphService } from '../router/graph-service.ts';
import { RequestError } from '../router/prepare/request-error.ts';
import { isHubCode, readPage } from './read-page.ts';
import { wordsOf } from './words.ts';

/** Where a test may stop the writing. */
export type ExportPlace = 'page read' | 'page written';

export interface ExportWriting {
  readonly queue: ExportQueue;
  readonly service: Pick<GraphService, 'answer'>;
  readonly schema: () => GraphQLSchema;
  readonly grants: Pick<GrantBook, 'accessFor'>;
  readonly revocations: Pick<Revocations, 'isRevoked'>;
  readonly log: Logger;
  readonly now: () => Date;
  readonly leaseMs: number;
  readonly signal: AbortSignal;
  readonly reached: (place: ExportPlace) => Promise<void>;
}

const MOST_TRIES = 8;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 10_000;
/** A limit that is over sooner is waited for; a day's limit is not. */
const LONGEST_LIMIT_MS = 60_000;
/** After each page it rests as long as the page took, so that people who wait for answers come first. */
const LONGEST_REST_MS = 250;

/**
 * Writes an export from where it had come to, page by page, until it is done or fails. Never throws: what the hub cannot do now it tries again, and what
 * lasts is told in the export. Returns without an end when the lease is over or the signal aborts.
 */
export async function writeExport(asked: ExportJobDoc, writing: ExportWriting): Promise<void> {
  const { queue, log, now, signal } = writing;
  const lease: ExportLease = { jobId: asked._id, token: asked.lease?.token ?? 0 };
  try {
    await writePages(asked, lease, writing);
    if (isAborted(signal)) await queue.release(lease);
  } catch (error) {
    const { code, message } = toldOf(error);
    log.warn({ err: error, export: asked._id }, 'an export came to nothing');
    // Without the store the lease ends by itself, and the export is taken up again.
    await queue.fail(lease, { code, message }, now().toISOString()).catch(() => false);
  }
}

async function writePages(asked: ExportJobDoc, lease: ExportLease, writing: ExportWriting): Promise<void> {
  const { queue, service, schema, log, now, leaseMs, signal, reached } = writing;
  const waker = new Waker();
  const say = wordsOf(schema(), asked.language);
  let job = asked;
  let tries = 0;
  let hasNext = true;
  while (!isAborted(signal)) {
    const startedMs = performance.now();
    try {
      const caller = callerOf(job, writing);
      if (!hasNext || job.rows >= MOST_EXPORT_ROWS) {
        await finish(lease, hasNext, writing);
        return;
      }
      if (!(await queue.renew(lease, leaseMs))) return;
      const page = await readPage({ service, job, caller, say, log });
      await reached('page read');
      if (!(await queue.addPage(job, lease, page, leaseMs, now()))) return;
      await reached('page written');
      const { rows, cursor } = page;
      job = { ...job, cursor, rows: job.rows + rows.length, pages: job.pages + 1 };
      ({ hasNext } = page);
      tries = 0;
      await waker.sleep(Math.min(performance.now() - startedMs, LONGEST_REST_MS), signal);
    } catch (error) {
      tries += 1;
      const waitMs = waitAfter(error, tries);
      if (waitMs === null) throw error;
      await waker.sleep(waitMs, signal);
    }
  }
}

async function finish(lease: ExportLease, truncated: boolean, { queue, now }: ExportWriting): Promise<void> {
  const at = now();
  await queue.finish(lease, {
    finishedAt: at.toISOString(),
    expiresAt: new Date(at.getTime() + EXPORT_FILE_KEPT_MS).toISOString(),
    secret: randomBytes(24).toString('base64url'),
    truncated,
  });
}

/** Who asked for it, with what is granted to them now. @throws HubError when that is not what was granted then. */
function callerOf(job: ExportJobDoc, { grants, revocations, now }: ExportWriting): Caller {
  const { partner, actor, purpose, createdAt } = job;
  if (now().getTime() - Date.parse(createdAt) > EXPORT_LONGEST_MS) {
    throw new HubError(
      'HUB_LIMIT_EXCEEDED',
      'the export was not done within a day; narrow the filter and export again',
    );
  }
  const issuedAt = Date.parse(createdAt) / 1_000;
  if (revocations.isRevoked({ jti: '', partner, actor, issuedAt })) {
    throw new HubError('HUB_UNAUTHENTICATED', 'the tokens of whoever asked for the export have been revoked');
  }
  const access = grants.accessFor({ partner, actor }, purpose);
  if (access.key !== job.accessKey) {
    throw new HubError(
      'HUB_GRANT_ENDED',
      'what is granted to you has changed since the export was asked for, and a file shows what one grant allows; export again',
    );
  }
  return Object.freeze({ partner, actor, purpose, access, scopes: scopesOf(job.scopes.join(' ')) });
}

/** After how long it is worth trying again; null when it is not. */
function waitAfter(error: unknown, tries: number): number | null {
  if (!(error instanceof HubError) || tries >= MOST_TRIES) return null;
  const { retryAfterMs } = error.details ?? {};
  if (error.code === 'HUB_RATE_LIMITED') {
    return retryAfterMs === undefined || retryAfterMs > LONGEST_LIMIT_MS ? null : retryAfterMs;
  }
  if (error.fault !== 'transient' && error.code !== 'HUB_TOO_SLOW') return null;
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (tries - 1));
}

/** What whoever asked for it is told. */
function toldOf(error: unknown): { readonly code: string; readonly message: string } {
  if (error instanceof RequestError) {
    const [first] = error.errors;
    const code = String(first?.extensions['code']);
    if (first !== undefined && isHubCode(code)) return { code, message: first.message };
  }
  if (error instanceof HubError && error.fault !== 'hub' && error.fault !== 'operator') {
    return { code: error.code, message: error.message };
  }
  return {
    code: 'HUB_INTERNAL',
    message: 'the hub failed; its log has the reason under the identifier of the export',
  };
}
