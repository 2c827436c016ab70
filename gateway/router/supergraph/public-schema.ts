import {
  buildASTSchema,
  isTypeDefinitionNode,
  visit,
  type DirectiveNode,
  type DocumentNode,
  type GraphQLSchema,
  type TypeDefinitionNode,
} from 'graphql';

const INTERNAL =
  /^(?:_Entity|_Any|_FieldSet|_Service|link|core|inaccessible|(?:link|join|core|federation|context)__\w*)$/;

/**
 * The schema that callers see: the supergraph without the names that composition needs and without what is `@inaccessible`, and without
 * whatever is of no use once that is gone (a field of a type that went, a member of a union, an interface).
 */
export function publicSchemaOf(supergraph: DocumentNode): GraphQLSchema {
  let document = withoutInternal(supergraph);
  for (;;) {
    const next = withoutDangling(document);
    if (next === document) return buildASTSchema(document, { assumeValidSDL: true });
    document = next;
  }
}

function withoutInternal(supergraph: DocumentNode): DocumentNode {
  const hide = (node: { readonly directives?: readonly DirectiveNode[] | undefined }): null | undefined =>
    (node.directives ?? []).some(({ name }) => name.value === 'inaccessible') ? null : undefined;
  const hideType = (node: TypeDefinitionNode): null | undefined =>
    INTERNAL.test(node.name.value) ? null : hide(node);
  return visit(supergraph, {
    DirectiveDefinition: (node) => (INTERNAL.test(node.name.value) ? null : undefined),
    ScalarTypeDefinition: hideType,
    ObjectTypeDefinition: hideType,
    InterfaceTypeDefinition: hideType,
    UnionTypeDefinition: hideType,
    EnumTypeDefinition: hideType,
    InputObjectTypeDefinition: hideType,
    FieldDefinition: hide,
    InputValueDefinition: hide,
    EnumValueDefinition: hide,
    Directive: (node) => (INTERNAL.test(node.name.value) ? null : undefined),
  });
}

const BUILT_IN = new Set(['String', 'Int', 'Float', 'Boolean', 'ID']);

/** The same document when nothing dangles. */
function withoutDangling(document: DocumentNode): DocumentNode {
  const names = new Set(BUILT_IN);
  for (const node of document.definitions) {
    if (isTypeDefinitionNode(node)) names.add(node.name.value);
  }
  const isEmpty = (list: readonly unknown[] | undefined): boolean => (list ?? []).length === 0;
  return visit(document, {
    // A list type or a non-null type that lost what it is of is gone itself.
    NamedType: (node) => (names.has(node.name.value) ? undefined : null),
    ListType: { leave: (node) => (hasType(node) ? undefined : null) },
    NonNullType: { leave: (node) => (hasType(node) ? undefined : null) },
    FieldDefinition: { leave: (node) => (hasType(node) ? undefined : null) },
    InputValueDefinition: { leave: (node) => (hasType(node) ? undefined : null) },
    OperationTypeDefinition: { leave: (node) => (hasType(node) ? undefined : null) },
    ObjectTypeDefinition: { leave: (node) => (isEmpty(node.fields) ? null : undefined) },
    InterfaceTypeDefinition: { leave: (node) => (isEmpty(node.fields) ? null : undefined) },
    InputObjectTypeDefinition: { leave: (node) => (isEmpty(node.fields) ? null : undefined) },
    UnionTypeDefinition: { leave: (node) => (isEmpty(node.types) ? null : undefined) },
    EnumTypeDefinition: { leave: (node) => (isEmpty(node.values) ? null : undefined) },
  });
}

function hasType(node: { readonly type?: unknown }): boolean {
  return node.type !== undefined && node.type !== null;
}
