import {
  getNamedType,
  isAbstractType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';
import type { Recipe } from './local-sample.ts';

/** Numbers that follow from a seed (mulberry32). */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  of<Value>(values: readonly [Value, ...Value[]]): Value {
    return values[Math.floor(this.next() * values.length)] ?? values[0];
  }

  is(share: number): boolean {
    return this.next() < share;
  }

  times<Value>(most: number, make: (at: number) => Value): Value[] {
    return Array.from({ length: Math.floor(this.next() * (most + 1)) }, (_, at) => make(at));
  }
}

const ARGUMENTS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  echo: [
    '',
    '(a: 1)',
    '(a: $n, t: "x")',
    '(t: $t)',
    '(in: {words: ["w"]})',
    '(in: {depth: $n})',
    '(in: $in)',
    '(m: ANGRY)',
  ],
  fixed: ['(a: 7)', '(a: $n)'],
  a: ['', '(id: "1")', '(id: $id)'],
};
const VARIABLES =
  '($n: Int = 5, $t: String, $id: ID = "t", $in: In, $yes: Boolean!, $no: Boolean = false, $representations: [_Any!]!)';

/** A document that asks for anything; not always a valid one. */
export function randomDocument(schema: GraphQLSchema, chance: Chance): string {
  const query = schema.getQueryType();
  if (query == null) return '';
  const entities = chance.is(0.4)
    ? `_entities(representations: $representations) { __typename ${selections(schema, ['A', 'B'], chance)} }`
    : '';
  const root = `${fieldsOf(schema, query, chance, 3)} ${entities}`;
  return `query ${VARIABLES} { ${root} ...Top }
    fragment Top on Query { nodes { id } a { name ...Deep } }
    fragment Deep on A { id mustOther { id } as { ...More } } fragment More on A { n echo }`;
}

function selections(schema: GraphQLSchema, names: readonly string[], chance: Chance): string {
  return names
    .map(
      (name) =>
        `... on ${name} { ${fieldsOf(schema, schema.getType(name) as GraphQLObjectType, chance, 2)} }`,
    )
    .join(' ');
}

function fieldsOf(schema: GraphQLSchema, type: GraphQLCompositeType, chance: Chance, depth: number): string {
  const named =
    'getFields' in type ? Object.values(type.getFields()).filter(({ name }) => !name.startsWith('_')) : [];
  const picked = named.filter((field) => (depth > 0 || isLeaf(field)) && chance.is(0.3));
  const fields = picked.map((field) => fieldText(schema, field, chance, depth));
  const inner = isAbstractType(type)
    ? schema
        .getPossibleTypes(type)
        .filter(() => depth > 0 && chance.is(0.7))
        .map(
          (one) => `... on ${one.name}${condition(chance)} { ${fieldsOf(schema, one, chance, depth - 1)} }`,
        )
    : [];
  return ['__typename', ...fields, ...inner].join(' ');
}

function fieldText(
  schema: GraphQLSchema,
  field: GraphQLField<unknown, unknown>,
  chance: Chance,
  depth: number,
): string {
  const args = chance.of(ARGUMENTS[field.name] ?? ['']);
  const alias = args !== '' || chance.is(0.1) ? `${field.name}_${Math.floor(chance.next() * 1e6)}: ` : '';
  const named = getNamedType(field.type);
  const below =
    isObjectType(named) || isAbstractType(named) ? ` { ${fieldsOf(schema, named, chance, depth - 1)} }` : '';
  return `${alias}${field.name}${args}${condition(chance)}${below}`;
}

function condition(chance: Chance): string {
  if (!chance.is(0.12)) return '';
  return chance.of([' @include(if: $yes)', ' @skip(if: $no)', ' @skip(if: $yes)', ' @include(if: true)']);
}

function isLeaf({ type }: GraphQLField<unknown, unknown>): boolean {
  const named = getNamedType(type);
  return !isObjectType(named) && !isAbstractType(named);
}

/** Sources for all root fields. @param wrong the share of values that are none of their type @param late the share that comes later */
export function randomRoot(
  schema: GraphQLSchema,
  chance: Chance,
  wrong: number,
  late: number,
): Record<string, Recipe> {
  const cook = new RandomSource(schema, chance, wrong, late);
  const query = schema.getQueryType();
  const fields = Object.values(query?.getFields() ?? {}).filter(({ name }) => !name.startsWith('_'));
  const entity = (): Recipe => cook.valueOf(schema.getType(chance.of(['A', 'B'])) as GraphQLObjectType, 3);
  return {
    ...Object.fromEntries(fields.map(({ name, type }) => [name, cook.valueOf(type, 4)])),
    ...Object.fromEntries(['1', '2', '3'].map((id) => [`byId ${id}`, entity()])),
  };
}

class RandomSource {
  readonly #schema: GraphQLSchema;
  readonly #chance: Chance;
  readonly #wrong: number;
  readonly #late: number;

  constructor(schema: GraphQLSchema, chance: Chance, wrong: number, late: number) {
    this.#schema = schema;
    this.#chance = chance;
    this.#wrong = wrong;
    this.#late = late;
  }

  valueOf(type: GraphQLOutputType, depth: number): Recipe {
    const chance = this.#chance;
    if (chance.is(this.#wrong)) return this.#wrongValue();
    const recipe = this.#rightValue(type, depth);
    if (chance.is(this.#late)) return { is: chance.of(['later', 'thenable', 'lazy']), of: recipe };
    return chance.is(0.1) ? { is: 'method', of: recipe } : recipe;
  }

  #wrongValue(): Recipe {
    const value = this.#chance.of<unknown>([
      null,
      undefined,
      null,
      17.5,
      'text',
      true,
      {},
      [],
      Number.NaN,
      'never',
      9e12,
    ]);
    const recipe: Recipe = this.#chance.is(0.3)
      ? { is: this.#chance.of(this.#late > 0 ? ['throw', 'error', 'reject'] : ['throw', 'error']) }
      : { is: 'value', value };
    return this.#chance.is(this.#late) ? { is: 'lazy', of: recipe } : recipe;
  }

  #rightValue(type: GraphQLOutputType, depth: number): Recipe {
    const chance = this.#chance;
    if (isNonNullType(type)) return this.#rightValue(type.ofType, depth);
    if (isListType(type)) {
      const of = chance.times(3, () => this.valueOf(type.ofType, depth - 1));
      return { is: chance.is(0.1) ? 'set' : 'list', of };
    }
    if (isObjectType(type) || isAbstractType(type)) {
      if (depth <= 0) return { is: 'value', value: null };
      const [first, ...rest] = isAbstractType(type) ? this.#schema.getPossibleTypes(type) : [type];
      return first === undefined
        ? { is: 'value', value: null }
        : this.#object(chance.of([first, ...rest]), depth);
    }
    return { is: 'value', value: this.#leaf(isEnumType(type) ? 'Mood' : type.name) };
  }

  #object(type: GraphQLObjectType, depth: number): Recipe {
    const fields = Object.values(type.getFields()).map(({ name, type: of }) => [
      name,
      this.valueOf(of, depth - 1),
    ]);
    return { is: 'object', type: type.name, fields: Object.fromEntries(fields) as Record<string, Recipe> };
  }

  #leaf(name: string): unknown {
    const chance = this.#chance;
    const values: Readonly<Record<string, readonly [unknown, ...unknown[]]>> = {
      Int: [1, -2, 3.0, '4', true],
      Float: [1.5, 2, '3.5'],
      Boolean: [true, false, 1],
      ID: ['1', '2', 3],
      String: ['one', '二', 3, 'args', false],
      Mood: [1, 'angry inside'],
      Day: ['2026-11-28'],
    };
    return chance.of(values[name] ?? ['?']);
  }
}
