import { existsSync } from 'node:fs';
import {
  checkpointFile,
  readCheckpoints,
  readCheckpointVerificationKeys,
} from '../gateway/access/audit/checkpoint-file.ts';
import type { AuditEntry } from '../schema/canonical/audit.ts';
import { HubError } from '../schema/canonical/hub-error.ts';
import { connectStore } from '../schema/store/connection.ts';
import { openStore, type Store } from '../schema/store/models.ts';
import { verifyAudit, type AuditVerdict } from '../schema/store/verify-audit.ts';
import { table } from './table.ts';

interface VerifyRequest {
  readonly mongodbUri: string;
  readonly home: string;
  /** Null: the home's own file, if there is one. */
  readonly checkpointPath: string | null;
  readonly from: string | null;
  readonly to: string | null;
}

/** @throws HubError HUB_STORE_UNAVAILABLE, HUB_SIGNATURE_INVALID, HUB_PART_MISSING */
export async function verify(
  request: VerifyRequest,
): Promise<AuditVerdict & { checkpointPath: string | null }> {
  const { mongodbUri, home, from, to } = request;
  const own = checkpointFile(home);
  const path = request.checkpointPath ?? (existsSync(own) ? own : null);
  if (path !== null && !existsSync(path)) {
    throw new HubError(
      'HUB_PART_MISSING',
      `${path} is not there; name the file of checkpoints that a gateway wrote`,
    );
  }
  return withStore(mongodbUri, async (store) => ({
    ...(await verifyAudit(store, {
      from,
      to,
      ...(path === null
        ? {}
        : { checkpoints: readCheckpoints(path, await readCheckpointVerificationKeys(home)) }),
    })),
    checkpointPath: path,
  }));
}

export interface ShowRequest {
  readonly dispute?: string;
  readonly partner?: string;
  readonly actor?: string;
  readonly limit: number;
}

/** The newest looks that fit, as a table. */
export async function show(
  mongodbUri: string,
  { dispute, partner, actor, limit }: ShowRequest,
): Promise<string> {
  return withStore(mongodbUri, async (store) => {
    const found =
      dispute === undefined
        ? null
        : await store.disputes.findOne({ code: dispute }, { _id: 1 }).lean().exec();
    if (dispute !== undefined && found === null) {
      throw new HubError('HUB_NOT_FOUND', `no dispute has the code ${dispute}`);
    }
    const entries = await store.auditEntries
      .find({
        ...(found === null ? {} : { rowIds: found._id }),
        ...(partner === undefined ? {} : { partner }),
        ...(actor === undefined ? {} : { $or: [{ actor }, { 'streams.actor': actor }] }),
      })
      .sort({ at: -1, _id: 1 })
      .limit(limit)
      .lean()
      .exec();
    return table(
      ['at', 'partner', 'actor', 'purpose', 'kind', 'operation', 'rows', 'codes'],
      entries.map((entry) => [
        entry.at,
        entry.partner ?? '-',
        entry.actor ?? actorsOf(entry.streams),
        entry.purpose ?? '-',
        entry.kind,
        entry.operation?.name ?? '-',
        String(entry.rowCount),
        entry.codes.join(' '),
      ]),
    );
  });
}

/** Everybody whose streams were told together. */
function actorsOf(streams: AuditEntry['streams'] = []): string {
  return [...new Set(streams.map(({ actor }) => actor ?? '-'))].join(' ') || '-';
}

async function withStore<Value>(uri: string, work: (store: Store) => Promise<Value>): Promise<Value> {
  const connection = await connectStore(uri);
  try {
    return await work(openStore(connection));
  } finally {
    await connection.close();
  }
}
