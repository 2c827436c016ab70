import { defaultFieldResolver, GraphQLError, isObjectType, type GraphQLSchema } from 'graphql';
import { digest } from '../../schema/canonical/ids.ts';

/** One thing that goes wrong: a field that answers null or throws, for all its parents or for about half of them. */
export interface Fault {
  readonly coordinate: string;
  readonly outcome: 'null' | 'error';
  readonly parents: 'all' | 'even' | 'odd';
}

/** The faults of one request; `fired` are those that a resolver met. */
export interface FaultPlan {
  readonly faults: ReadonlyMap<string, Fault>;
  readonly fired: Set<string>;
}

export const NO_FAULTS: FaultPlan = { faults: new Map(), fired: new Set() };

/** Keys and required fields are asked for by a plan where a merged schema does not ask: a fault there is no equal one. */
export function mayFail(coordinate: string): boolean {
  return !/\.(id|code|recordIds|__typename)$/.test(coordinate) && !/^(_|Query\._)/.test(coordinate);
}

/** Puts the fault plan of a request's context before every resolver of a subgraph, so that whoever executes it meets the same faults. */
export function injectFaults(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('_')) continue;
    for (const field of Object.values(type.getFields())) {
      const coordinate = `${type.name}.${field.name}`;
      if (!mayFail(coordinate)) continue;
      const resolve = field.resolve ?? defaultFieldResolver;
      field.resolve = (source: unknown, args: unknown, context: { readonly faults?: FaultPlan }, info) => {
        const plan = context.faults;
        const fault = plan?.faults.get(coordinate);
        if (plan === undefined || fault === undefined || !concerns(fault, source)) {
          return resolve(source, args, context, info);
        }
        plan.fired.add(coordinate);
        if (fault.outcome === 'null') return null;
        // By a promise, as every resolver of a subgraph fails.
        return Promise.reject(
          new GraphQLError('injected', { extensions: { code: 'HUB_STORE_UNAVAILABLE' } }),
        );
      };
    }
  }
}

function concerns({ parents }: Fault, source: unknown): boolean {
  if (parents === 'all') return true;
  const isEven = Number.parseInt(digest(identityOf(source)).slice(0, 8), 16) % 2 === 0;
  return isEven === (parents === 'even');
}

/** What stays the same of an object whoever holds it. */
function identityOf(source: unknown): string {
  if (typeof source !== 'object' || source === null) return '';
  const { _id, id, code, recordId, name, hit } = source as Record<string, unknown>;
  const inner = typeof hit === 'object' && hit !== null && '_id' in hit ? hit._id : undefined;
  const found = [_id, id, code, recordId, name, inner].find((value) => typeof value === 'string');
  return typeof found === 'string' ? found : '';
}
