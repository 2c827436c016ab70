import {
  getNamedType,
  isAbstractType,
  isLeafType,
  isObjectType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';

/** Arguments of root fields and of fields that need some, as text: `Query.node` → `(id: "…")`. */
export type ArgumentTexts = Readonly<Record<string, string>>;

/** One root field with everything below it. */
export function rootSelection(
  schema: GraphQLSchema,
  root: string,
  argumentTexts: ArgumentTexts,
  depth: number,
): string {
  const query = schema.getQueryType();
  const field = query?.getFields()[root];
  if (query == null || field === undefined) throw new Error(`no root field ${root}`);
  return `{ ${fieldSelection(schema, query, field, argumentTexts, depth, [])} }`;
}

/**
 * A selection of every field of a type, down to `depth`; of a type inside itself only the name. Every field answers as `Type_field`:
 * so the answer says what was reached, and types that share a name of a field do not clash.
 */
export function fullSelection(
  schema: GraphQLSchema,
  type: GraphQLObjectType,
  argumentTexts: ArgumentTexts,
  depth: number,
  within: readonly string[] = [],
): string {
  const fields = Object.values(type.getFields()).map((field) =>
    fieldSelection(schema, type, field, argumentTexts, depth, [...within, type.name]),
  );
  return `{ __typename ${fields.join(' ')} }`;
}

function fieldSelection(
  schema: GraphQLSchema,
  type: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
  argumentTexts: ArgumentTexts,
  depth: number,
  within: readonly string[],
): string {
  const inner = innerSelection(schema, field, argumentTexts, depth - 1, within);
  return `${type.name}_${field.name}: ${field.name}${argumentTexts[`${type.name}.${field.name}`] ?? ''}${inner}`;
}

function innerSelection(
  schema: GraphQLSchema,
  field: GraphQLField<unknown, unknown>,
  argumentTexts: ArgumentTexts,
  depth: number,
  within: readonly string[],
): string {
  const type = getNamedType(field.type);
  if (isLeafType(type)) return '';
  if (depth <= 0 || within.includes(type.name)) return ' { __typename }';
  if (isObjectType(type)) return ` ${fullSelection(schema, type, argumentTexts, depth, within)}`;
  if (!isAbstractType(type)) return '';
  const parts = schema
    .getPossibleTypes(type)
    .filter(({ name }) => !within.includes(name))
    .map(
      (possible) =>
        `... on ${possible.name} ${fullSelection(schema, possible, argumentTexts, depth, within)}`,
    );
  return ` { __typename ${parts.join(' ')} }`;
}

/** `Type.field` of every value in an answer that is not null. */
export function answeredFields(value: unknown, answered = new Set<string>()): ReadonlySet<string> {
  if (Array.isArray(value)) {
    for (const item of value) answeredFields(item, answered);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value)) {
      if (inner !== null) answered.add(name.replace('_', '.'));
      answeredFields(inner, answered);
    }
  }
  return answered;
}

/** Types that only mutations and subscriptions answer: these are tested where they are. */
const CHANGES = /^Mutation$|Payload$|^Subscription$|^RiskStreamItem$/;

/** `Type.field` of every object type of a subgraph that can be asked for without changing anything. */
export function describedFields(schema: GraphQLSchema): readonly string[] {
  return Object.values(schema.getTypeMap())
    .filter(
      (type) =>
        isObjectType(type) && !type.name.startsWith('_') && type.name !== 'Query' && !CHANGES.test(type.name),
    )
    .flatMap((type) =>
      isObjectType(type) ? Object.keys(type.getFields()).map((field) => `${type.name}.${field}`) : [],
    );
}
