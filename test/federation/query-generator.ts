import {
  astFromValue,
  getNamedType,
  isCompositeType,
  isObjectType,
  isUnionType,
  parse,
  print,
  validate,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
} from 'graphql';
import { argumentValues, isFresh, type ArgumentSource } from './arguments.ts';

export interface GeneratedQuery {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

interface Draft {
  readonly variables: { readonly definition: string; readonly name: string; readonly value: unknown }[];
  readonly fragments: string[];
  aliases: number;
  selections: number;
}

const MAX_DEPTH = 8;
const MAX_SELECTIONS = 90;
const MAX_ALIASES = 30;

/**
 * Writes queries over the public schema: random fields, arguments, aliases, fragments, variables and directives, leaning towards what no
 * query reached yet. The same seed and the same history give the same queries.
 */
export class QueryGenerator {
  readonly #schema: GraphQLSchema;
  readonly #source: ArgumentSource;

  constructor(schema: GraphQLSchema, source: ArgumentSource) {
    this.#schema = schema;
    this.#source = source;
  }

  next(): GeneratedQuery {
    for (;;) {
      const generated = this.#attempt();
      // Fields of different types under one key in neighbouring fragments: another draw is simpler than avoiding it.
      if (validate(this.#schema, parse(generated.query)).length === 0) return generated;
    }
  }

  #attempt(): GeneratedQuery {
    const draft: Draft = { variables: [], fragments: [], aliases: 0, selections: 0 };
    const root = this.#schema.getQueryType();
    if (root === undefined || root === null) throw new Error('the schema has no queries');
    const selections = this.#selectionsOf(root, draft, 0, this.#source.random.int(1, 3));
    const definitions = draft.variables.map(({ definition }) => definition).join(', ');
    const query = [
      `query Q${definitions === '' ? '' : `(${definitions})`} ${selections}`,
      ...draft.fragments,
    ].join('\n');
    const given = draft.variables.filter(({ value }) => value !== undefined);
    return { query, variables: Object.fromEntries(given.map(({ name, value }) => [name, value])) };
  }

  #selectionsOf(type: GraphQLCompositeType, draft: Draft, depth: number, count: number): string {
    const { random } = this.#source;
    const parts: string[] = [];
    if (random.chance(0.15))
      parts.push(random.chance(0.3) ? this.#aliased(draft, '__typename') : '__typename');
    if (!isUnionType(type)) parts.push(...this.#fieldsOf(type, draft, depth, count));
    if (!isObjectType(type)) {
      const possible = random.some(this.#schema.getPossibleTypes(type), random.int(1, 2));
      for (const member of possible)
        parts.push(
          this.#fragment(member.name, this.#selectionsOf(member, draft, depth, random.int(1, 4)), draft),
        );
    } else if (depth > 0 && random.chance(0.12)) {
      parts.push(
        this.#fragment(
          random.chance(0.7) ? type.name : null,
          this.#selectionsOf(type, draft, depth, 2),
          draft,
        ),
      );
    }
    if (parts.length === 0) parts.push('__typename');
    return `{ ${parts.join(' ')} }`;
  }

  #fieldsOf(
    type: Exclude<GraphQLCompositeType, { getTypes: unknown }>,
    draft: Draft,
    depth: number,
    count: number,
  ): string[] {
    const { random } = this.#source;
    const usable = Object.values(type.getFields()).filter(
      (field) =>
        !isCompositeType(getNamedType(field.type)) ||
        (depth < MAX_DEPTH && draft.selections < MAX_SELECTIONS),
    );
    const chosen: string[] = [];
    for (let at = 0; at < count && usable.length > 0; at++) {
      const field = this.#weighted(type.name, usable, depth);
      chosen.push(this.#field(type.name, field, draft, depth));
      // The same field once more in the same place: answers must merge.
      if (field.args.length === 0 && random.chance(0.05))
        chosen.push(this.#field(type.name, field, draft, depth));
    }
    return chosen;
  }

  #weighted(
    typeName: string,
    fields: GraphQLField<unknown, unknown>[],
    depth: number,
  ): GraphQLField<unknown, unknown> {
    const weights = fields.map((field) => {
      const fresh = this.#source.isNew(`${typeName}.${field.name}`) ? 4 : 0;
      const freshArguments = field.args.some((argument) =>
        isFresh(this.#source, `${typeName}.${field.name}`, argument),
      )
        ? 2
        : 0;
      const inner = getNamedType(field.type);
      const deeper = isCompositeType(inner) ? this.#freshBelow(inner, MAX_DEPTH - depth) : 0;
      return 1 + fresh + freshArguments + Math.min(deeper, 6);
    });
    let left = this.#source.random.next() * weights.reduce((sum, weight) => sum + weight, 0);
    const index = weights.findIndex((weight) => (left -= weight) < 0);
    const [field] = fields.splice(Math.max(index, 0), 1);
    if (field === undefined) throw new Error('no field to choose');
    return field;
  }

  /** Number of new fields in a type and, for a step or two, below it. */
  #freshBelow(type: GraphQLCompositeType, steps: number): number {
    const types = isObjectType(type) ? [type] : this.#schema.getPossibleTypes(type);
    let fresh = 0;
    for (const one of types) {
      for (const field of Object.values(one.getFields())) {
        if (this.#source.isNew(`${one.name}.${field.name}`)) fresh += 1;
        const inner = getNamedType(field.type);
        if (steps > 5 && isObjectType(inner) && inner !== one && fresh < 6) {
          fresh += Math.min(1, this.#freshBelow(inner, 0));
        }
      }
    }
    return fresh;
  }

  #field(typeName: string, field: GraphQLField<unknown, unknown>, draft: Draft, depth: number): string {
    const { random } = this.#source;
    const coordinate = `${typeName}.${field.name}`;
    draft.selections += 1;
    const values = argumentValues(this.#source, coordinate, field);
    const given = field.args.flatMap((argument) => {
      const value = values[argument.name];
      if (value === undefined) return [];
      const literal = astFromValue(value, argument.type);
      if (literal === null || literal === undefined) return [];
      if (!random.chance(0.35)) return [`${argument.name}: ${print(literal)}`];
      const name = `v${draft.variables.length}`;
      const isDefault = !String(argument.type).endsWith('!') && random.chance(0.3);
      draft.variables.push({
        name,
        definition: `$${name}: ${String(argument.type)}${isDefault ? ` = ${print(literal)}` : ''}`,
        value: isDefault ? undefined : value,
      });
      return [`${argument.name}: $${name}`];
    });
    const inner = getNamedType(field.type);
    const needsAlias =
      field.args.length > 0 && typeName !== 'Query' ? random.chance(0.9) : random.chance(0.12);
    const named =
      needsAlias || (typeName === 'Query' && field.args.length > 0)
        ? this.#aliased(draft, field.name)
        : field.name;
    const directive = this.#directive(draft);
    const selections = isCompositeType(inner)
      ? ` ${this.#selectionsOf(inner, draft, depth + 1, random.int(1, 6))}`
      : '';
    return `${named}${given.length === 0 ? '' : `(${given.join(', ')})`}${directive}${selections}`;
  }

  #aliased(draft: Draft, name: string): string {
    if (draft.aliases >= MAX_ALIASES) return name;
    draft.aliases += 1;
    return `a${draft.aliases}: ${name}`;
  }

  #directive(draft: Draft): string {
    const { random } = this.#source;
    if (!random.chance(0.06)) return '';
    const [name, value] = random.chance(0.5)
      ? ['skip', random.chance(0.25)]
      : ['include', random.chance(0.75)];
    if (random.chance(0.5)) return ` @${name}(if: ${value})`;
    const variable = `v${draft.variables.length}`;
    draft.variables.push({ name: variable, definition: `$${variable}: Boolean!`, value });
    return ` @${name}(if: $${variable})`;
  }

  #fragment(typeName: string | null, selections: string, draft: Draft): string {
    if (typeName === null) return `...${this.#directive(draft)} ${selections}`;
    if (this.#source.random.chance(0.6)) return `... on ${typeName}${this.#directive(draft)} ${selections}`;
    const name = `F${draft.fragments.length}`;
    draft.fragments.push(`fragment ${name} on ${typeName} ${selections}`);
    return `...${name}${this.#directive(draft)}`;
  }
}
