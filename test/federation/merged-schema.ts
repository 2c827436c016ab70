import {
  buildASTSchema,
  coerceInputValue,
  defaultFieldResolver,
  getNamedType,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  Kind,
  parse,
  printSchema,
  type GraphQLAbstractType,
  type GraphQLField,
  type GraphQLLeafType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
} from 'graphql';
import { inputCoordinates } from './coverage.ts';

/** One subgraph as the merged schema needs it. */
export interface MergePart {
  readonly name: string;
  readonly schema: GraphQLSchema;
  /** Fields of this subgraph's SDL that are marked `@external`, as `Type.field`. */
  readonly external: ReadonlySet<string>;
  /** What `@requires` asks for, by `Type.field`. */
  readonly requires: ReadonlyMap<string, readonly string[]>;
}

/** A subgraph with its SDL, from which `@external` and `@requires` are read. */
export function mergePart(name: string, schema: GraphQLSchema, sdl: string): MergePart {
  const external = new Set<string>();
  const requires = new Map<string, readonly string[]>();
  for (const definition of parse(sdl).definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.OBJECT_TYPE_EXTENSION)
      continue;
    for (const field of definition.fields ?? []) {
      const coordinate = `${definition.name.value}.${field.name.value}`;
      for (const directive of field.directives ?? []) {
        if (directive.name.value === 'external') external.add(coordinate);
        const fields = directive.arguments?.[0]?.value;
        if (directive.name.value === 'requires' && fields?.kind === Kind.STRING) {
          requires.set(coordinate, fields.value.split(/\s+/));
        }
      }
    }
  }
  return { name, schema, external, requires };
}

/** Contexts of one request by subgraph, and the fields that were resolved. */
export interface MergedContext {
  readonly contexts: ReadonlyMap<string, unknown>;
  readonly resolved: Set<string>;
  /** Lists that were resolved, with their arguments and cursors. */
  readonly pages: {
    readonly coordinate: string;
    readonly args: Record<string, unknown>;
    readonly cursors: readonly string[];
  }[];
}

/** An object of the merged graph: the value one subgraph gave, and what others give for it once they are asked. */
class Thing {
  readonly part: MergePart;
  readonly value: unknown;
  readonly elsewhere = new Map<string, Promise<Thing | null>>();

  constructor(part: MergePart, value: unknown) {
    this.part = part;
    this.value = value;
  }
}

type Resolve = (
  source: unknown,
  args: Record<string, unknown>,
  context: unknown,
  info: GraphQLResolveInfo,
) => unknown;

/**
 * One schema over all subgraphs' own resolvers, executed by graphql-js alone: no plan, no representations over a wire, no merging of
 * answers. Where a field belongs to another subgraph than the object at hand, that subgraph's reference resolver is called as `_entities`
 * would. It is what a federated answer is held against.
 */
export function mergedSchema(publicSchema: GraphQLSchema, parts: readonly MergePart[]): GraphQLSchema {
  const merged = buildASTSchema(parse(printSchema(publicSchema)));
  for (const type of Object.values(merged.getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    if (isObjectType(type)) {
      for (const field of Object.values(type.getFields())) {
        field.resolve = (source, args: Record<string, unknown>, context: MergedContext, info) =>
          resolveField(parts, source, args, context, info);
      }
    } else if (isAbstractType(type)) {
      type.resolveType = (value, context: MergedContext, info) =>
        typeNameOf(value as Thing, type.name, context, info);
    }
  }
  return merged;
}

async function resolveField(
  parts: readonly MergePart[],
  source: unknown,
  args: Record<string, unknown>,
  context: MergedContext,
  info: GraphQLResolveInfo,
): Promise<unknown> {
  const typeName = info.parentType.name;
  const coordinate = `${typeName}.${info.fieldName}`;
  context.resolved.add(coordinate);
  for (const [name, value] of Object.entries(args))
    noteArgument(context, `${coordinate}(${name})`, value, info, name);
  const here = source instanceof Thing ? source.part : undefined;
  const owner =
    here !== undefined && owns(here, typeName, info.fieldName)
      ? here
      : ownerOf(parts, typeName, info.fieldName);
  let parent: unknown = undefined;
  if (source instanceof Thing) {
    const thing = owner === here ? source : await thingIn(parts, owner, source, typeName, context, info);
    if (thing === null) return null;
    parent = thing.value;
  }
  const value = await resolveIn(owner, typeName, info.fieldName, parent, args, context, info);
  context.pages.push({ coordinate, args, cursors: cursorsIn(value) });
  return wrap(owner, fieldOf(owner, typeName, info.fieldName).type, value);
}

function cursorsIn(value: unknown): string[] {
  const edges = typeof value === 'object' && value !== null && 'edges' in value ? value.edges : [];
  return (edges as readonly { readonly cursor: string }[]).map(({ cursor }) => cursor);
}

function noteArgument(
  context: MergedContext,
  coordinate: string,
  value: unknown,
  info: GraphQLResolveInfo,
  name: string,
): void {
  context.resolved.add(coordinate);
  const argument = info.parentType.getFields()[info.fieldName]?.args.find((one) => one.name === name);
  if (argument === undefined) return;
  for (const one of inputCoordinates(info.schema, getNamedType(argument.type).name, value))
    context.resolved.add(one);
}

/** The same entity as another subgraph knows it: its key and what the field requires, through that subgraph's reference resolver. */
function thingIn(
  parts: readonly MergePart[],
  owner: MergePart,
  source: Thing,
  typeName: string,
  context: MergedContext,
  info: GraphQLResolveInfo,
): Promise<Thing | null> {
  const known = source.elsewhere.get(owner.name);
  if (known !== undefined) return known;
  const asked = (async () => {
    const wanted = [
      'id',
      ...[...owner.requires]
        .filter(([coordinate]) => coordinate.startsWith(`${typeName}.`))
        .flatMap(([, fields]) => fields),
    ];
    const representation: Record<string, unknown> = { __typename: typeName };
    for (const name of new Set(wanted)) {
      const from = owns(source.part, typeName, name) ? source.part : ownerOf(parts, typeName, name);
      const at = from === source.part ? source : await thingIn(parts, from, source, typeName, context, info);
      if (at === null) return null;
      const value = await resolveIn(from, typeName, name, at.value, {}, context, info);
      representation[name] = wrap(from, fieldOf(from, typeName, name).type, value);
    }
    const resolveReference = referenceResolverOf(owner, typeName);
    const found =
      resolveReference === undefined
        ? representation
        : await resolveReference(representation, context.contexts.get(owner.name), info);
    return found === null || found === undefined ? null : new Thing(owner, found);
  })();
  source.elsewhere.set(owner.name, asked);
  return asked;
}

type ReferenceResolver = (reference: unknown, context: unknown, info: GraphQLResolveInfo) => unknown;

/** Where `@apollo/subgraph` keeps what `_entities` calls. */
function referenceResolverOf(part: MergePart, typeName: string): ReferenceResolver | undefined {
  const extensions = part.schema.getType(typeName)?.extensions as
    { apollo?: { subgraph?: { resolveReference?: ReferenceResolver } } } | undefined;
  return extensions?.apollo?.subgraph?.resolveReference;
}

function resolveIn(
  part: MergePart,
  typeName: string,
  fieldName: string,
  parent: unknown,
  args: Record<string, unknown>,
  context: MergedContext,
  info: GraphQLResolveInfo,
): unknown {
  const field = fieldOf(part, typeName, fieldName);
  const coerced: Record<string, unknown> = {};
  for (const argument of field.args) {
    if (args[argument.name] !== undefined)
      coerced[argument.name] = coerceInputValue(args[argument.name], argument.type);
  }
  const resolve = (field.resolve ?? defaultFieldResolver) as Resolve;
  const own = { ...info, fieldName, parentType: part.schema.getType(typeName) } as GraphQLResolveInfo;
  return resolve(parent, coerced, context.contexts.get(part.name), own);
}

/** Objects carry the subgraph that they came from; enums and scalars are said as that subgraph says them. */
function wrap(part: MergePart, type: GraphQLOutputType, value: unknown): unknown {
  if (isNonNullType(type)) return wrap(part, type.ofType, value);
  if (value === null || value === undefined || value instanceof Error) return value;
  if (isListType(type)) {
    return Array.from(value as Iterable<unknown>, (item) =>
      item instanceof Promise
        ? item.then((settled) => wrap(part, type.ofType, settled))
        : wrap(part, type.ofType, item),
    );
  }
  return isLeafType(type) ? serialise(type, value) : new Thing(part, value);
}

function serialise(type: GraphQLLeafType, value: unknown): unknown {
  return type.serialize(value);
}

async function typeNameOf(
  thing: Thing,
  abstract: string,
  context: MergedContext,
  info: GraphQLResolveInfo,
): Promise<string> {
  const type = thing.part.schema.getType(abstract) as GraphQLAbstractType;
  const given = (thing.value as { __typename?: unknown }).__typename;
  if (typeof given === 'string') return given;
  const name = await type.resolveType?.(thing.value, context.contexts.get(thing.part.name), info, type);
  if (typeof name !== 'string') throw new Error(`${thing.part.name} does not say which ${abstract} it gave`);
  return name;
}

function fieldOf(part: MergePart, typeName: string, fieldName: string): GraphQLField<unknown, unknown> {
  const type = part.schema.getType(typeName);
  const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
  if (field === undefined) throw new Error(`${part.name} has no ${typeName}.${fieldName}`);
  return field as GraphQLField<unknown, unknown>;
}

function owns(part: MergePart, typeName: string, fieldName: string): boolean {
  const type = part.schema.getType(typeName);
  if (!isObjectType(type) || isUnionType(type)) return false;
  return type.getFields()[fieldName] !== undefined && !part.external.has(`${typeName}.${fieldName}`);
}

function ownerOf(parts: readonly MergePart[], typeName: string, fieldName: string): MergePart {
  const owner = parts.find((part) => owns(part, typeName, fieldName));
  if (owner === undefined) throw new Error(`no subgraph has ${typeName}.${fieldName}`);
  return owner;
}
