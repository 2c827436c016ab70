import { Kind, OperationTypeNode, visit, BREAK, type DocumentNode } from 'graphql';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import type { Caller } from '../caller.ts';
import { TOKEN_SCOPES, type TokenScope } from './token-scopes.ts';

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
 * What an operation needs of the token: `graph`, for mutations `graph:write` too, and `introspection` where the document asks for the schema.
 * @throws HubError HUB_SCOPE_INSUFFICIENT
 */
export function requireScopes(
  caller: Caller,
  operation: { readonly document: DocumentNode; readonly operationType: OperationTypeNode },
  isIntrospectionOpen: boolean,
): void {
  requireScope(caller, 'graph');
  if (operation.operationType === OperationTypeNode.MUTATION) requireScope(caller, 'graph:write');
  if (!isIntrospectionOpen && asksForSchema(operation.document)) requireScope(caller, 'introspection');
}

/** `__schema` or `__type` anywhere in the document, whatever it is called in the answer. */
function asksForSchema(document: DocumentNode): boolean {
  const before = known.get(document);
  if (before !== undefined) return before;
  let asks = false;
  visit(document, {
    [Kind.FIELD](node) {
      if (node.name.value !== '__schema' && node.name.value !== '__type') return undefined;
      asks = true;
      return BREAK;
    },
  });
  known.set(document, asks);
  return asks;
}
