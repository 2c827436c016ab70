import { createHash } from 'node:crypto';
import {
  getNamedType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  print,
  type FieldNode,
  type GraphQLField,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';

/** The most common shape of the fields of each name. */
const known = new WeakMap<GraphQLSchema, ReadonlyMap<string, string>>();

/** Names of fields that plans must not ask for by these names with whatever arguments a caller gives. */
const reserved = new WeakMap<GraphQLSchema, ReservedNames>();

export interface ReservedNames {
  /** Fields that some `@requires` asks for: planners ask for them by their own names, with the arguments that stand there. */
  readonly required: ReadonlySet<string>;
  readonly requiredWithArguments: ReadonlySet<string>;
  /**
   * Fields of interfaces that a subgraph knows as an object: the planner joins what is asked of it for one type with what is asked for another, though
   * the arguments differ.
   */
  readonly ofInterfaceObjects: ReadonlySet<string>;
}

/** To be told once of each public schema, before documents are planned over it. */
export function reserveNames(schema: GraphQLSchema, names: ReservedNames): void {
  reserved.set(schema, names);
}

/**
 * Under which key a plan asks for a field, whatever the caller calls it: its own name where nothing else could stand there, else the name with
 * a digest of alias, arguments and shape. So a caller's alias is never taken for a key or a required field (the planner does not see that they
 * differ), and no two fields of one answer clash, neither by arguments nor by type (§5.3.2 of the specification). An object that is asked for
 * under two aliases is asked for twice, because a null that bubbles up in the one must not reach the other; and so is a leaf that is never null, whose
 * error takes the object with it, and then nobody could say under which alias its type was asked for it.
 */
export function planKeyOf(
  schema: GraphQLSchema,
  field: Pick<GraphQLField<unknown, unknown>, 'args' | 'type'>,
  node: FieldNode,
): string {
  const name = node.name.value;
  const alias = node.alias?.value ?? name;
  const shape = shapeOf(field.type);
  const isShared = node.selectionSet === undefined && !isNonNullType(field.type);
  const isFree =
    field.args.length === 0 ? isShared || alias === name : alias === name && !isReserved(schema, node);
  if (isFree && usualShapes(schema).get(name) === shape) return name;
  const given = (node.arguments ?? []).map(print).sort();
  return `${name}_${createHash('sha256')
    .update(JSON.stringify([shape, isShared ? '' : alias, given]))
    .digest('hex')
    .slice(0, 12)}`;
}

function isReserved(schema: GraphQLSchema, node: FieldNode): boolean {
  const names = reserved.get(schema);
  const name = node.name.value;
  if (names === undefined) return false;
  if (names.requiredWithArguments.has(name)) return true;
  const hasArguments = (node.arguments ?? []).length > 0;
  return hasArguments && (names.required.has(name) || names.ofInterfaceObjects.has(name));
}

function usualShapes(schema: GraphQLSchema): ReadonlyMap<string, string> {
  const before = known.get(schema);
  if (before !== undefined) return before;
  const counts = new Map<string, Map<string, number>>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const shapes = counts.get(field.name) ?? new Map<string, number>();
      const shape = shapeOf(field.type);
      shapes.set(shape, (shapes.get(shape) ?? 0) + 1);
      counts.set(field.name, shapes);
    }
  }
  const usual = new Map<string, string>();
  for (const [name, shapes] of counts) {
    const [most] = [...shapes].sort(([one, n], [other, m]) => m - n || (one < other ? -1 : 1));
    if (most !== undefined) usual.set(name, most[0]);
  }
  known.set(schema, usual);
  return usual;
}

/** Fields can stand beside each other under one key if this is equal: lists, nulls and the leaf, or that there are fields below. */
function shapeOf(type: GraphQLOutputType): string {
  if (isNonNullType(type)) return `${shapeOf(type.ofType)}!`;
  if (isListType(type)) return `[${shapeOf(type.ofType)}]`;
  const named = getNamedType(type);
  return isLeafType(named) ? named.name : '{}';
}
