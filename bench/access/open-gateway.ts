import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import type { Caller } from '../../gateway/access/caller.ts';
import { connectDoor } from '../../gateway/access/connect-door.ts';
import { FULL_ACCESS } from '../../gateway/access/grants/access.ts';
import { WORKING_SCOPES } from '../../gateway/access/identity/token-scopes.ts';
import { localTarget } from '../../gateway/router/execute/local-target.ts';
import { createGateway } from '../../gateway/router/gateway.ts';
import { scalarResolvers } from '../../gateway/subgraphs/kit/scalars.ts';
import { SUBGRAPHS } from '../../gateway/subgraphs/registry.ts';

/** Forked by `access.ts`: the hub's graph over a store, for everybody and without audit. Tells its port. */
const [mongodbUri = ''] = process.argv.slice(2);
const log = pino({ level: 'silent' });
const CALLER: Caller = Object.freeze({
  partner: 'police',
  actor: 'bench',
  purpose: null,
  access: FULL_ACCESS,
  scopes: WORKING_SCOPES,
});
const { door } = connectDoor(mongodbUri, log);
const gateway = await createGateway({
  supergraphSdl: readFileSync(new URL('../../schema/supergraph.graphql', import.meta.url), 'utf8'),
  targets: SUBGRAPHS.map(({ name, build }) => {
    const subgraph = build();
    return localTarget(name, subgraph.schema, ({ caller, look }) =>
      subgraph.contextFor(caller, door.for(caller, look)),
    );
  }),
  verifier: { verify: () => Promise.resolve(CALLER), onEnded: () => () => undefined },
  scalars: scalarResolvers,
  log,
});
await gateway.app.listen({ host: '127.0.0.1', port: 0 });
process.send?.((gateway.app.server.address() as AddressInfo).port);
process.on('disconnect', () => process.exit());
