import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { createAuditor } from '../../gateway/access/audit/auditor.ts';
import { ChainWriter } from '../../gateway/access/audit/chain-writer.ts';
import { followGrants } from '../../gateway/access/grants/grant-book.ts';
import { newSampleGrants } from '../../gateway/access/grants/sample-grants.ts';
import {
  createVerifier,
  LOCAL_RESOURCE,
  PAGE_CLIENT,
  signToken,
} from '../../gateway/access/identity/local-issuer.ts';
import { startLocalProvider } from '../../gateway/access/identity/local-provider/server.ts';
import { WORKING_SCOPES } from '../../gateway/access/identity/token-scopes.ts';
import { ExportRunner } from '../../gateway/exports/export-runner.ts';
import { AuditLog } from '../../schema/store/audit-log.ts';
import { ExportQueue } from '../../schema/store/export-queue.ts';
import type { NewGrant } from '../../schema/store/grant-docs.ts';
import { insertGrants, readGrants, revokeGrants, type Told } from '../../schema/store/grants.ts';
import { freePort, freshStore } from '../harness/servers.ts';
import { startConsoleWorld, type ConsoleWorld } from './console-world.ts';

export interface GrantedWorld extends ConsoleWorld {
  /** A token of the local issuer with these claims; without a purpose of its own where that is null. */
  readonly tokenFor: (
    partner: string,
    claims?: { readonly purpose?: string | null; readonly sub?: string },
  ) => Promise<string>;
  readonly grant: (grants: readonly NewGrant[]) => Promise<void>;
  readonly revoke: (ids: readonly string[]) => Promise<void>;
}

const SILENT = pino({ level: 'silent' });

/** The console with real tokens, grants that are followed, looks that are written down, and people who sign in at the local issuer. */
export async function startGrantedWorld(): Promise<GrantedWorld> {
  const home = mkdtempSync(join(tmpdir(), 'tributary-console-'));
  const store = await freshStore();
  const port = await freePort();
  const provider = await startLocalProvider({ home, host: '127.0.0.1', port: 0, gatewayPort: port });
  const told = (reason: string): Told => ({
    at: new Date().toISOString(),
    partner: null,
    actor: 'test',
    reason,
    clientMutationId: null,
  });
  await insertGrants(store, newSampleGrants(), told('sample'));
  const grants = followGrants((since) => readGrants(store, since), SILENT);
  const audit = createAuditor(
    new ChainWriter({ store: new AuditLog(() => store), host: 'test', log: SILENT }),
    SILENT,
    100,
  );
  const world = await startConsoleWorld(
    {
      port,
      audit,
      serveExports: true,
      verifier: await createVerifier(home, undefined, { grants }),
      signIn: {
        issuer: provider.issuer,
        clientId: PAGE_CLIENT,
        scopes: ['openid', ...WORKING_SCOPES],
        resource: LOCAL_RESOURCE,
      },
    },
    store,
  );
  const { service, schema } = world.gateway.gateway;
  const exports = new ExportRunner({
    queue: new ExportQueue(() => store),
    service,
    schema: () => schema,
    grants,
    log: SILENT,
    lookEveryMs: 100,
  });
  exports.start();
  return {
    ...world,
    tokenFor: (partner, claims = {}) => signToken(home, partner, new Date(), claims),
    grant: async (more) => {
      await insertGrants(store, more, told('test'));
    },
    revoke: async (ids) => {
      await revokeGrants(store, ids, told('misused'));
    },
    close: async () => {
      await exports.close();
      grants.close();
      await world.close();
      await provider.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
