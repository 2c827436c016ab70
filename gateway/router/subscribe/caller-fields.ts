import {
  getNamedType,
  isCompositeType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';

/**
 * Fields of the graph whose answer depends on who the partner is, beyond the scope of its grants: whatever selects one is executed for each
 * subscriber alone. A test finds resolvers that look at the caller and are not named here.
 */
export const CALLER_FIELDS: ReadonlySet<string> = new Set([
  'Query.indicators',
  'Query.disputeStats',
  'Query.explainAccess',
]);

const known = new WeakMap<DocumentNode, boolean>();

/** Whether answers to this document may be shared by all who have the same scope. */
export function isShareable(schema: GraphQLSchema, document: DocumentNode): boolean {
  const before = known.get(document);
  if (before !== undefined) return before;
  let shareable = true;
  const typeInfo = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(typeInfo, {
      Field(node) {
        const parent = typeInfo.getParentType();
        if (parent == null || !isCompositeType(getNamedType(parent))) return;
        if (CALLER_FIELDS.has(`${parent.name}.${node.name.value}`)) shareable = false;
      },
    }),
  );
  known.set(document, shareable);
  return shareable;
}
