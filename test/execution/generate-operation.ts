import {
  getNamedType,
  isCompositeType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  parse,
  validate,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';
import { Seeded } from '../federation/seeded.ts';
import { ROWS } from './model.ts';

export interface Operation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly isMutation: boolean;
}

const MOST_FIELDS = 28;
const MOST_TRIES = 30;

/** An operation made up over a schema; undefined when chance brought none that is valid. */
export function generateOperation(schema: GraphQLSchema, seed: number): Operation | undefined {
  for (let attempt = 0; attempt < MOST_TRIES; attempt += 1) {
    const random = new Seeded(seed * 104_729 + attempt);
    const operation = new Writer(schema, random).write();
    if (validate(schema, parse(operation.query, { noLocation: true })).length === 0) return operation;
  }
  return undefined;
}

class Writer {
  readonly #schema: GraphQLSchema;
  readonly #random: Seeded;
  readonly #fragments: string[] = [];
  readonly #definitions: string[] = [];
  readonly #variables: Record<string, unknown> = {};
  #names = 0;
  #fields = 0;

  constructor(schema: GraphQLSchema, random: Seeded) {
    this.#schema = schema;
    this.#random = random;
  }

  write(): Operation {
    const mutation = this.#schema.getMutationType();
    const isMutation = mutation != null && this.#random.chance(0.12);
    const root = isMutation ? mutation : this.#schema.getQueryType();
    if (root == null) throw new Error('the schema has no root');
    const selections = this.#set(root, 0);
    const definitions = this.#definitions.length === 0 ? '' : `(${this.#definitions.join(', ')})`;
    const query = [`${isMutation ? 'mutation' : 'query'}${definitions} ${selections}`, ...this.#fragments];
    return { query: query.join('\n'), variables: this.#variables, isMutation };
  }

  #set(type: GraphQLCompositeType, depth: number): string {
    const random = this.#random;
    const parts: string[] = [];
    if (random.chance(0.2)) parts.push(random.chance(0.3) ? 't: __typename' : '__typename');
    const fields = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
    const count = depth === 0 ? random.int(1, 3) : random.int(1, 4);
    for (const field of random.some(fields, count)) {
      const text = this.#field(field, fields, depth);
      if (text !== undefined) parts.push(text);
    }
    if (!isObjectType(type)) {
      for (const possible of this.#schema.getPossibleTypes(type)) {
        if (random.chance(0.6)) parts.push(this.#fragment(possible, depth));
      }
    } else if (random.chance(0.15)) {
      parts.push(this.#fragment(random.pick([type, ...type.getInterfaces()]), depth));
    }
    if (parts.length === 0) parts.push('__typename');
    // Fields may come in any order, and twice.
    if (random.chance(0.05)) parts.push(random.pick(parts));
    return `{ ${parts.join(' ')} }`;
  }

  #field(
    field: GraphQLField<unknown, unknown>,
    siblings: readonly GraphQLField<unknown, unknown>[],
    depth: number,
  ): string | undefined {
    const random = this.#random;
    this.#fields += 1;
    const named = getNamedType(field.type);
    if (isCompositeType(named) && (depth > 4 || this.#fields > MOST_FIELDS)) return undefined;
    const alias = random.chance(0.2)
      ? `x${(this.#names += 1)}: `
      : random.chance(0.06)
        ? `${random.pick(siblings).name}: `
        : '';
    const below = isCompositeType(named) ? ` ${this.#set(named, depth + 1)}` : '';
    return `${alias}${field.name}${this.#arguments(field)}${this.#condition()}${below}`;
  }

  #fragment(type: GraphQLCompositeType, depth: number): string {
    const set = this.#set(type, depth + 1);
    const random = this.#random;
    if (random.chance(0.7)) return `... on ${type.name}${this.#condition()} ${set}`;
    const name = `F${this.#fragments.length}`;
    this.#fragments.push(`fragment ${name} on ${type.name} ${set}`);
    return `...${name}${this.#condition()}`;
  }

  #condition(): string {
    const random = this.#random;
    if (!random.chance(0.1)) return '';
    const directive = random.pick(['skip', 'include']);
    if (random.chance(0.3)) return ` @${directive}(if: ${String(random.chance(0.5))})`;
    const known = Object.keys(this.#variables).filter((name) => name.startsWith('if'));
    if (known.length > 0 && random.chance(0.5)) return ` @${directive}(if: $${random.pick(known)})`;
    const name = `if${(this.#names += 1)}`;
    const value = random.chance(0.6);
    if (random.chance(0.3)) this.#definitions.push(`$${name}: Boolean! = ${String(value)}`);
    else {
      this.#definitions.push(`$${name}: Boolean!`);
      this.#variables[name] = value;
    }
    return ` @${directive}(if: $${name})`;
  }

  #arguments(field: GraphQLField<unknown, unknown>): string {
    const random = this.#random;
    const given = field.args.flatMap((argument) => {
      if (!isRequiredArgument(argument) && random.chance(0.35)) return [];
      if (random.chance(0.6))
        return [`${argument.name}: ${literal(this.#value(argument.type, argument.name))}`];
      const name = `v${(this.#names += 1)}`;
      const isOptional = !isNonNullType(argument.type) || argument.defaultValue !== undefined;
      const value = this.#value(argument.type, argument.name);
      const fallback = random.chance(0.3) ? ` = ${literal(this.#value(argument.type, argument.name))}` : '';
      this.#definitions.push(`$${name}: ${String(argument.type)}${fallback}`);
      const isLeftOut =
        isOptional && (fallback !== '' || !isNonNullType(argument.type)) && random.chance(0.3);
      if (!isLeftOut) this.#variables[name] = plain(value);
      return [`${argument.name}: $${name}`];
    });
    return given.length === 0 ? '' : `(${given.join(', ')})`;
  }

  #value(type: GraphQLInputType, name: string): unknown {
    const random = this.#random;
    if (isNonNullType(type)) return this.#value(type.ofType, `${name}!`);
    if (!name.endsWith('!') && random.chance(0.1)) return null;
    if (isListType(type)) {
      return Array.from({ length: random.int(0, 2) }, () => this.#value(type.ofType, name));
    }
    if (isInputObjectType(type)) {
      return Object.fromEntries(
        Object.values(type.getFields())
          .filter(() => random.chance(0.6))
          .map((field) => [field.name, this.#value(field.type, field.name)]),
      );
    }
    switch (type.name) {
      case 'Int':
        return random.int(-5, 5);
      case 'Float':
        return random.int(-5, 5) / 4;
      case 'Boolean':
        return random.chance(0.5);
      case 'Size':
        return new EnumValue(random.pick(['SMALL', 'LARGE']));
      case 'ID':
        return `${random.pick(['E0', 'E1'])}-${random.int(1, ROWS)}`;
    }
    return random.pick(['', 'a', '汇"\n', '$v', '\\u0041']);
  }
}

/** Told apart from texts, which are written in quotes. */
class EnumValue {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

function literal(value: unknown): string {
  if (value instanceof EnumValue) return value.name;
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, inner]) => `${key}: ${literal(inner)}`)
    .join(', ')}}`;
}

function plain(value: unknown): unknown {
  if (value instanceof EnumValue) return value.name;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}
