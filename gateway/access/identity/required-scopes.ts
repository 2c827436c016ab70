import { Kind, OperationTypeNode, visit, BREAK, type DocumentNode } from 'graphql';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import type { Caller } from '../caller.ts';
import { TOKEN_SCOPES, type TokenScope } from './token-scopes.ts';

const SCHEMA: ReadonlySet<string> = new Set(['__schema', '__type']);
/** Root fields of the subgraph `audit`; no other type has a field of these names. */
const AUDIT: ReadonlySet<string> = new Set(['auditEntries', 'auditUsage']);
const known = new Map([SCHEMA, AUDIT].map((fields) => [fields, new WeakMap<DocumentNode, boolean>()]));

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
 * What an operation needs of the token: `graph`, for mutations `graph:write` too, `introspection` where the document asks for the schema, `admin`
 * where it asks who looked at what.
 * @throws HubError HUB_SCOPE_INSUFFICIENT
 */
export function requireScopes(
  caller: Caller,
  operation: { readonly document: DocumentNode; readonly operationType: OperationTypeNode },
  isIntrospectionOpen: boolean,
): void {
  requireScope(caller, 'graph');
  if (operation.operationType === OperationTypeNode.MUTATION) requireScope(caller, 'graph:write');
  if (asksFor(operation.document, AUDIT)) requireScope(caller, 'admin');
  if (!isIntrospectionOpen && asksFor(operation.document, SCHEMA)) requireScope(caller, 'introspection');
}

/** One of these fields anywhere in the document, whatever it is called in the answer. */
function asksFor(document: DocumentNode, fields: ReadonlySet<string>): boolean {
  const before = known.get(fields)?.get(document);
  if (before !== undefined) return before;
  let asks = false;
  visit(document, {
    [Kind.FIELD](node) {
      if (!fields.has(node.name.value)) return undefined;
      asks = true;
      return BREAK;
    },
  });
  known.get(fields)?.set(document, asks);
  return asks;
}
