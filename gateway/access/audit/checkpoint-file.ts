import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { appendFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { compactVerify, CompactSign, type CryptoKey } from 'jose';
import type { AuditCheckpoint } from '../../../schema/canonical/audit.ts';
import { canonicalJson } from '../../../schema/canonical/canonical-json.ts';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import {
  ensureKeyPair,
  readSigningKey,
  readVerificationKeys,
  TOKEN_ALGORITHM,
  type SigningKey,
} from '../key-files.ts';

const KEY_NAME = 'audit';

/** Where checkpoints go unless told otherwise. */
export const checkpointFile = (home: string): string => join(home, 'audit', 'checkpoints.jsonl');

/** Signs checkpoints with the home's own key (`keys/audit.private.jwk`), which is made when it is missing. */
export async function readCheckpointKey(home: string): Promise<SigningKey> {
  await ensureKeyPair(home, KEY_NAME);
  return readSigningKey(home, KEY_NAME);
}

/** The public keys by which checkpoints are checked. @throws HubError HUB_PART_MISSING */
export function readCheckpointVerificationKeys(home: string): Promise<ReadonlyMap<string, CryptoKey>> {
  return readVerificationKeys(home, KEY_NAME);
}

/** One line: a JWS (RFC 7515, compact) over the checkpoint. */
export async function signCheckpoint(checkpoint: AuditCheckpoint, { kid, key }: SigningKey): Promise<string> {
  return new CompactSign(Buffer.from(canonicalJson(checkpoint)))
    .setProtectedHeader({ alg: TOKEN_ALGORITHM, kid, typ: 'tributary-audit-checkpoint' })
    .sign(key);
}

export function lineHashOf(line: string): string {
  return createHash('sha256').update(line).digest('hex');
}

/** Adds a line: only ever at the end, in one write, so that several gateways of a home share the file. */
export async function appendLine(path: string, line: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await appendFile(path, `${line}\n`, { mode: 0o600 });
}

/**
 * The checkpoints of a file, one after the other, each checked: its signature, and that none of its signer is missing in between.
 * @throws HubError HUB_SIGNATURE_INVALID naming the line.
 */
export async function* readCheckpoints(
  path: string,
  keys: ReadonlyMap<string, CryptoKey>,
): AsyncGenerator<AuditCheckpoint> {
  const last = new Map<string, { readonly number: number; readonly line: string }>();
  let lineNumber = 0;
  for await (const line of createInterface({ input: createReadStream(path, 'utf8') })) {
    lineNumber += 1;
    if (line === '') continue;
    const checkpoint = await opened(line, keys, `${path}, line ${lineNumber}`);
    const before = last.get(checkpoint.signer);
    const follows = checkpoint.number === (before?.number ?? 0) + 1;
    const previous = before === undefined ? null : before.line;
    if (!follows || checkpoint.previous !== previous) {
      throw invalid(
        `${path}, line ${lineNumber}: checkpoint ${checkpoint.number} of ${checkpoint.signer} does not follow the one before it: lines were removed, exchanged or put in`,
      );
    }
    last.set(checkpoint.signer, { number: checkpoint.number, line: lineHashOf(line) });
    yield checkpoint;
  }
}

async function opened(
  line: string,
  keys: ReadonlyMap<string, CryptoKey>,
  where: string,
): Promise<AuditCheckpoint> {
  try {
    const { payload } = await compactVerify(
      line,
      ({ kid = '' }) => {
        const key = keys.get(kid);
        if (key === undefined) throw new Error(`no key ${kid}`);
        return key;
      },
      { algorithms: [TOKEN_ALGORITHM] },
    );
    return JSON.parse(Buffer.from(payload).toString('utf8')) as AuditCheckpoint;
  } catch (cause) {
    throw invalid(`${where}: the signature does not hold: it was changed, or signed with another key`, cause);
  }
}

function invalid(message: string, cause?: unknown): HubError {
  return new HubError('HUB_SIGNATURE_INVALID', message, { cause });
}
