import { Kind, visit, BREAK, type DocumentNode } from 'graphql';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import type { Caller } from '../caller.ts';
import { TOKEN_SCOPES, type TokenScope } from './token-scopes.ts';

const SCHEMA: ReadonlySet<string> = new Set(['__schema', '__type']);
const known = new WeakMap<DocumentNode, boolean>();

/** @throws HubError HUB_SCOPE_INSUFFICIENT when the caller's token does not say so. */
export function requireScope(caller: Caller, scope: TokenScope): void {
  if (caller.scopes?.includes(scope) === true) return;
  throw new HubError(
    'HUB_SCOPE_INSUFFICIENT',
    `the token lacks the scope "${scope}" (${TOKEN_SCOPES[scope]}); ask its issuer for one that has it`,
    { details: { requiredScope: scope } },
  );
}

/**
 * What a token needs for anything of the graph: `graph`, and `introspection` where the document asks for the schema. What single fields need stands
 * in the schema as `@requiresScopes`.
 * @throws HubError HUB_SCOPE_INSUFFICIENT
 */
export function requireScopes(
  caller: Caller,
  operation: { readonly document: DocumentNode },
  isIntrospectionOpen: boolean,
): void {
  requireScope(caller, 'graph');
  if (!isIntrospectionOpen && asksForSchema(operation.document)) requireScope(caller, 'introspection');
}

function asksForSchema(document: DocumentNode): boolean {
  const before = known.get(document);
  if (before !== undefined) return before;
  let asks = false;
  visit(document, {
    [Kind.FIELD](node) {
      if (!SCHEMA.has(node.name.value)) return undefined;
      asks = true;
      return BREAK;
    },
  });
  known.set(document, asks);
  return asks;
}
