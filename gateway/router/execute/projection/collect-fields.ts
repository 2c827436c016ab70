import {
  getDirectiveValues,
  getNamedType,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  Kind,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** Selection sets that are about the same object, each with the type that it was written for. */
export interface Selected {
  readonly set: SelectionSetNode;
  readonly on: GraphQLNamedType;
}

/** A field of an object type as it is answered: all its occurrences under one response key. */
export interface CollectedField {
  readonly responseKey: string;
  /** The first occurrence. */
  readonly node: FieldNode;
  readonly nodes: readonly [FieldNode, ...FieldNode[]];
  /** The field as the type says it that the first occurrence was written for: what a plan knows of it. */
  readonly asked: GraphQLField<unknown, unknown>;
  /** The field as the object type itself says it. */
  readonly definition: GraphQLField<unknown, unknown>;
  readonly selected: readonly Selected[];
}

/** The fragments that a document defines, by their names. */
export function fragmentsOf({ definitions }: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  return new Map(
    definitions
      .filter((node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION)
      .map((node) => [node.name.value, node]),
  );
}

interface FoundField extends CollectedField {
  readonly nodes: [FieldNode, ...FieldNode[]];
  readonly selected: Selected[];
}

export interface Collecting {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** For @skip and @include. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/** CollectFields (§6.3.2) and CollectSubfields (§6.4.3) of the GraphQL specification for one object type, or an interface of which no type need be known. */
export function collectFields(
  collecting: Collecting,
  type: GraphQLObjectType | GraphQLInterfaceType,
  selected: readonly Selected[],
): CollectedField[] {
  const found = new Map<string, FoundField>();
  const visited = new Set<string>();

  const collect = (set: SelectionSetNode, on: GraphQLNamedType): void => {
    for (const selection of set.selections) {
      if (!isIncluded(collecting, selection)) continue;
      if (selection.kind === Kind.FIELD) add(selection, on);
      else if (selection.kind === Kind.INLINE_FRAGMENT) {
        enter(selection.selectionSet, selection.typeCondition?.name.value, on);
      } else if (!visited.has(selection.name.value)) {
        visited.add(selection.name.value);
        const fragment = collecting.fragments.get(selection.name.value);
        if (fragment !== undefined) enter(fragment.selectionSet, fragment.typeCondition.name.value, on);
      }
    }
  };
  const enter = (set: SelectionSetNode, condition: string | undefined, on: GraphQLNamedType): void => {
    const under = condition === undefined ? on : collecting.schema.getType(condition);
    if (under !== undefined && applies(collecting.schema, under, type)) collect(set, under);
  };
  const add = (node: FieldNode, on: GraphQLNamedType): void => {
    const definition = fieldOf(type, node.name.value);
    if (definition === undefined) return;
    const responseKey = node.alias?.value ?? node.name.value;
    let field = found.get(responseKey);
    if (field === undefined) {
      const asked = fieldOf(on, node.name.value) ?? definition;
      field = { responseKey, node, nodes: [node], asked, definition, selected: [] };
      found.set(responseKey, field);
    } else field.nodes.push(node);
    if (node.selectionSet === undefined) return;
    field.selected.push({
      set: node.selectionSet,
      on: getNamedType((fieldOf(on, node.name.value) ?? definition).type),
    });
  };

  for (const { set, on } of selected) collect(set, on);
  return [...found.values()];
}

/** Validation has seen to it that the schema is only asked for at the root of a query. */
const META = new Map(
  [TypeNameMetaFieldDef, SchemaMetaFieldDef, TypeMetaFieldDef].map((field) => [field.name, field]),
);

function fieldOf(type: GraphQLNamedType, name: string): GraphQLField<unknown, unknown> | undefined {
  if (name.startsWith('__')) return META.get(name);
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
}

function applies(
  schema: GraphQLSchema,
  condition: GraphQLNamedType,
  type: GraphQLObjectType | GraphQLInterfaceType,
): boolean {
  return condition === type || (isAbstractType(condition) && schema.isSubType(condition, type));
}

function isIncluded({ variables }: Collecting, selection: SelectionNode): boolean {
  if ((selection.directives ?? []).length === 0) return true;
  if (getDirectiveValues(GraphQLSkipDirective, selection, { ...variables })?.['if'] === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, selection, { ...variables })?.['if'] !== false;
}
