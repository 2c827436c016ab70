import {
  getNamedType,
  isAbstractType,
  isObjectType,
  Kind,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  type SelectionNode,
  type SelectionSetNode,
  type VariableDefinitionNode,
} from 'graphql';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import type { PreparedOperation } from '../prepare/prepared-operation.ts';

/** What an operation's selections are made of, with the types that they stand on. The document is valid. */
export interface OperationParts {
  readonly schema: GraphQLSchema;
  readonly root: GraphQLObjectType;
  readonly selectionSet: SelectionSetNode;
  readonly variableDefinitions: readonly VariableDefinitionNode[];
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

export function operationParts(schema: GraphQLSchema, operation: PreparedOperation): OperationParts {
  const root = schema.getRootType(operation.operationType);
  if (root == null)
    throw new HubError('HUB_INTERNAL', `there is no root type for ${operation.operationType}`);
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of operation.document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const { selectionSet, variableDefinitions } = operation;
  return { schema, root, selectionSet, variableDefinitions, fragments };
}

/** The type that the selections of a fragment stand on. */
export function typeOfFragment(
  schema: GraphQLSchema,
  condition: string | undefined,
  parent: GraphQLCompositeType,
): GraphQLCompositeType {
  return condition === undefined ? parent : (schema.getType(condition) as GraphQLCompositeType);
}

/** Object types that an object of this type can be. */
export function objectTypesOf(
  schema: GraphQLSchema,
  type: GraphQLCompositeType,
): readonly GraphQLObjectType[] {
  return isObjectType(type) ? [type] : schema.getPossibleTypes(type);
}

/** Whether an object of a type is what a fragment is for. */
export function fits(schema: GraphQLSchema, type: GraphQLObjectType, condition: string | undefined): boolean {
  if (condition === undefined || condition === type.name) return true;
  const wanted = schema.getType(condition);
  return isAbstractType(wanted) && schema.isSubType(wanted, type);
}

export function fieldOf(type: GraphQLObjectType, name: string): GraphQLField<unknown, unknown> | undefined {
  return type.getFields()[name];
}

/** The composite type that a field returns, through lists and non-null. */
export function compositeOf(field: GraphQLField<unknown, unknown>): GraphQLCompositeType | undefined {
  const named = getNamedType(field.type);
  return isObjectType(named) || isAbstractType(named) ? named : undefined;
}

export function fragmentOf(
  { fragments }: OperationParts,
  selection: Exclude<SelectionNode, { kind: Kind.FIELD }>,
): { readonly condition: string | undefined; readonly set: SelectionSetNode } {
  if (selection.kind === Kind.INLINE_FRAGMENT) {
    return { condition: selection.typeCondition?.name.value, set: selection.selectionSet };
  }
  const fragment = fragments.get(selection.name.value);
  if (fragment === undefined) throw new HubError('HUB_INTERNAL', 'a fragment is asked for that is not there');
  return { condition: fragment.typeCondition.name.value, set: fragment.selectionSet };
}
