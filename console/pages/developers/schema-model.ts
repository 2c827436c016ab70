import type {
  IntrospectionInputValue,
  IntrospectionSchema,
  IntrospectionType,
  IntrospectionTypeRef,
} from 'graphql';
import { readDescription, type ReadDescription } from './read-description.ts';

/** A type as it is written, with the name that it leads to: `[Party!]!`, `Party`. */
export interface TypeReference {
  readonly before: string;
  readonly name: string;
  readonly after: string;
}

export interface Argument extends ReadDescription {
  readonly name: string;
  readonly type: TypeReference;
  /** As it stands in the SDL; null when there is none. */
  readonly defaultValue: string | null;
  /** Why it should not be used any more; null while it may. */
  readonly deprecated: string | null;
}

/** A field, an input field or an enum value. */
export interface Member extends ReadDescription {
  readonly name: string;
  /** Null of enum values. */
  readonly type: TypeReference | null;
  readonly args: readonly Argument[];
  readonly defaultValue: string | null;
  readonly deprecated: string | null;
}

export interface ReferenceType extends ReadDescription {
  readonly name: string;
  readonly kind: IntrospectionType['kind'];
  readonly members: readonly Member[];
  readonly interfaces: readonly string[];
  readonly possibleTypes: readonly string[];
  /** `Query.dispute`, `Dispute.parties`: what answers it or takes it. */
  readonly usedBy: readonly string[];
}

export interface ReferenceSchema {
  readonly types: ReadonlyMap<string, ReferenceType>;
  /** Where one begins: Query, Mutation, Subscription. */
  readonly roots: readonly string[];
}

/** The schema as introspection tells it, for readers: introspection's own types are left out. */
export function referenceOf(schema: IntrospectionSchema): ReferenceSchema {
  const own = schema.types.filter(({ name }) => !name.startsWith('__'));
  const usedBy = new Map<string, Set<string>>();
  const use = (used: TypeReference | null, by: string): void => {
    if (used === null) return;
    const found = usedBy.get(used.name) ?? new Set();
    usedBy.set(used.name, found.add(by));
  };
  const read = own.map((type) => ({ type, members: membersOf(type) }));
  for (const { type, members } of read) {
    for (const { name, type: answered, args } of members) {
      use(answered, `${type.name}.${name}`);
      for (const argument of args) use(argument.type, `${type.name}.${name}`);
    }
  }
  const types = read.map(({ type, members }): ReferenceType => ({
    ...readDescription(type.description),
    name: type.name,
    kind: type.kind,
    members,
    interfaces:
      type.kind === 'OBJECT' || type.kind === 'INTERFACE' ? type.interfaces.map(({ name }) => name) : [],
    possibleTypes:
      type.kind === 'INTERFACE' || type.kind === 'UNION' ? type.possibleTypes.map(({ name }) => name) : [],
    usedBy: [...(usedBy.get(type.name) ?? [])].sort(),
  }));
  const roots = [schema.queryType, schema.mutationType, schema.subscriptionType];
  return {
    types: new Map(types.map((type) => [type.name, type])),
    roots: roots.flatMap((root) => (root == null ? [] : [root.name])),
  };
}

function membersOf(type: IntrospectionType): readonly Member[] {
  switch (type.kind) {
    case 'OBJECT':
    case 'INTERFACE':
      return type.fields.map((field) => ({
        ...readDescription(field.description),
        name: field.name,
        type: referenceTo(field.type),
        args: field.args.map(argumentOf),
        defaultValue: null,
        deprecated: reasonOf(field),
      }));
    case 'INPUT_OBJECT':
      return type.inputFields.map((field) => ({ ...argumentOf(field), args: [] }));
    case 'ENUM':
      return type.enumValues.map((value) => ({
        ...readDescription(value.description),
        name: value.name,
        type: null,
        args: [],
        defaultValue: null,
        deprecated: reasonOf(value),
      }));
    case 'SCALAR':
    case 'UNION':
      return [];
  }
}

function argumentOf(value: IntrospectionInputValue): Argument {
  return {
    ...readDescription(value.description),
    name: value.name,
    type: referenceTo(value.type),
    defaultValue: value.defaultValue ?? null,
    deprecated: reasonOf(value),
  };
}

function reasonOf(told: {
  readonly isDeprecated?: boolean | undefined;
  readonly deprecationReason?: string | null | undefined;
}): string | null {
  return told.isDeprecated === true ? (told.deprecationReason ?? '') : null;
}

function referenceTo(type: IntrospectionTypeRef): TypeReference {
  if (type.kind === 'NON_NULL') {
    const inner = referenceTo(type.ofType);
    return { ...inner, after: `${inner.after}!` };
  }
  if (type.kind === 'LIST') {
    const inner = referenceTo(type.ofType);
    return { before: `[${inner.before}`, name: inner.name, after: `${inner.after}]` };
  }
  return { before: '', name: type.name, after: '' };
}
