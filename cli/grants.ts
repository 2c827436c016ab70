import { readFileSync } from 'node:fs';
import { buildASTSchema, isInterfaceType, isObjectType, parse } from 'graphql';
import { readPolicy, type Policy } from '../gateway/access/grants/grant-policy.ts';
import { planImport } from '../gateway/access/grants/policy-import.ts';
import { isInForce } from '../schema/canonical/grant.ts';
import { HubError } from '../schema/canonical/hub-error.ts';
import { connectStore } from '../schema/store/connection.ts';
import { putDatasetTerms } from '../schema/store/dataset-terms.ts';
import { insertGrants, readGrants, revokeGrants, type Told } from '../schema/store/grants.ts';
import { openStore, type Store } from '../schema/store/models.ts';
import { table } from './table.ts';

const SUPERGRAPH = new URL('../schema/supergraph.graphql', import.meta.url);

/**
 * Reads a policy and sees that every field it withholds is one of the graph: a misspelt one would withhold nothing.
 * @throws HubError HUB_CONFIG_INVALID
 */
export function readCheckedPolicy(file: string): Policy {
  const schema = buildASTSchema(parse(readFileSync(SUPERGRAPH, 'utf8'), { noLocation: true }), {
    assumeValidSDL: true,
  });
  const isField = (coordinate: string): boolean => {
    const [typeName = '', fieldName = ''] = coordinate.split('.');
    const type = schema.getType(typeName);
    return (isObjectType(type) || isInterfaceType(type)) && Object.hasOwn(type.getFields(), fieldName);
  };
  return readPolicy(file, isField);
}

export interface Imported {
  readonly given: number;
  readonly revoked: number;
  readonly kept: number;
}

/** Puts a policy in force. @throws HubError HUB_STORE_UNAVAILABLE: to be done again. */
export async function importPolicy(
  mongodbUri: string,
  policy: Policy,
  actor: string,
  isDryRun = false,
): Promise<Imported> {
  return withStore(mongodbUri, async (store) => {
    const plan = planImport(policy, await readGrants(store, null));
    const told = toldBy(actor, `policy ${policy.version}`);
    if (!isDryRun) {
      await putDatasetTerms(store, policy.terms, told);
      // What is new comes first: nobody who keeps something loses it in between.
      await insertGrants(store, plan.give, told);
      await revokeGrants(store, plan.revoke, told);
    }
    return { given: plan.give.length, revoked: plan.revoke.length, kept: plan.kept };
  });
}

/** Grants as a table. */
export async function listGrants(
  mongodbUri: string,
  partner: string | null,
  isAll: boolean,
  now: Date,
): Promise<string> {
  return withStore(mongodbUri, async (store) => {
    const grants = (await readGrants(store, null))
      .filter((grant) => partner === null || grant.partner === partner)
      .filter((grant) => isAll || (grant.state === 'ACTIVE' && isInForce(grant, now.getTime())))
      .sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
    const rows = grants.map((grant) => [
      grant.partner,
      grant.dataset,
      grant.purposes.join(' '),
      grant.rights.join(' ') || '-',
      grant.validTo ?? '-',
      grant.state,
      grant._id,
    ]);
    return table(['PARTNER', 'DATASET', 'PURPOSES', 'RIGHTS', 'UNTIL', 'STATE', 'ID'], rows);
  });
}

/** @throws HubError HUB_NOT_FOUND when no such grant holds. */
export async function endGrant(mongodbUri: string, id: string, reason: string, actor: string): Promise<void> {
  await withStore(mongodbUri, async (store) => {
    if ((await revokeGrants(store, [id], toldBy(actor, reason))) > 0) return;
    throw new HubError('HUB_NOT_FOUND', `no grant ${id} holds; ./tributary grants list shows those that do`);
  });
}

function keyOf({ partner, dataset, _id }: { partner: string; dataset: string; _id: string }): string {
  return `${partner} ${dataset} ${_id}`;
}

function toldBy(actor: string, reason: string): Told {
  return { at: new Date().toISOString(), partner: null, actor, reason, clientMutationId: null };
}

async function withStore<Value>(uri: string, work: (store: Store) => Promise<Value>): Promise<Value> {
  const connection = await connectStore(uri);
  try {
    return await work(openStore(connection));
  } finally {
    await connection.close();
  }
}
