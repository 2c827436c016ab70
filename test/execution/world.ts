import { Kind, parse, parseType, type FieldNode, type SelectionSetNode, type TypeNode } from 'graphql';
import { ROWS, type Federation, type FieldSpec } from './model.ts';

/** An object of the world: a row of an entity, or a value at a place of one. */
export interface Thing {
  readonly __typename: string;
  /** Tells all things of the world apart. */
  readonly id: string;
  /** What a subgraph was told of it by a representation. */
  readonly given?: Readonly<Record<string, unknown>>;
  /** The external field that the way here provides. */
  readonly provides?: string | undefined;
}

const ENUMS: Readonly<Record<string, readonly string[]>> = {
  Hue: ['RED', 'GREEN', 'BLUE'],
  Size: ['SMALL', 'LARGE'],
};

/** Texts that JSON, keys and paths must bear. */
const TEXTS = ['', 'plain', '汇流 "quoted"', '\u2028\n\t', '__proto__', '0', '{"a":1}'];

const types = new Map<string, TypeNode>();
const fieldSets = new Map<string, SelectionSetNode>();

/**
 * What is true behind all subgraphs: each value is worked out from the seed, the thing's id, the field and its arguments, so that every way to
 * it finds the same. Mutations are the only thing that it remembers.
 */
export class World {
  readonly #federation: Federation;
  readonly #bumps = new Map<string, number>();

  constructor(federation: Federation) {
    this.#federation = federation;
  }

  /**
   * @param given what the asked subgraph was told of the thing; without it, required fields are looked up here
   * @throws Error where the field is to fail
   */
  value(spec: FieldSpec, thing: Thing, args: Readonly<Record<string, unknown>>): unknown {
    if (spec.isBump === true) this.#bump(args);
    const place = `${thing.id}/${spec.name}${canonical(args)}`;
    if (spec.isCounter === true) return (this.#bumps.get(thing.id) ?? 0) + this.#number(place, 10);
    if (spec.requires === undefined) return this.#valueAt(spec, typeOf(spec.type), place);
    const given = required(spec.requires, thing.given ?? this.#lookUp(thing, spec.requires));
    return this.#valueAt(spec, typeOf(spec.type), `${place} of ${JSON.stringify(given)}`);
  }

  /** The row that a representation names; every key in it must be right. */
  locate(representation: Readonly<Record<string, unknown>>): Thing {
    const { id: told, code } = representation;
    const coded = typeof code === 'string' ? code.slice('code '.length) : '';
    const id = typeof told === 'string' ? told : coded;
    const [type = ''] = id.split('-');
    if (!this.#federation.entities.includes(type))
      throw new Error(`no such row: ${canonical(representation)}`);
    const thing = { __typename: type, id };
    for (const key of ['id', 'code', 'place']) {
      const spec = this.#federation.specs.get(`${type}.${key}`);
      if (!Object.hasOwn(representation, key) || spec === undefined) continue;
      const given = representation[key] as Record<string, unknown>;
      const set = key === 'place' ? 'place { no }' : key;
      const right = required(set, this.#lookUp(thing, set))[key];
      if (canonical(key === 'place' ? { no: given['no'] } : given) !== canonical(right)) {
        throw new Error(`a wrong key: ${canonical(representation)}`);
      }
    }
    return thing;
  }

  #bump(args: Readonly<Record<string, unknown>>): void {
    const id = String(args['id']);
    const by = typeof args['by'] === 'number' ? args['by'] : 0;
    this.#bumps.set(id, (this.#bumps.get(id) ?? 0) * 2 + by);
  }

  #lookUp(thing: Thing, fieldSet: string): Record<string, unknown> {
    return this.#select(thing, fieldSetOf(fieldSet));
  }

  #select(thing: Thing, { selections }: SelectionSetNode): Record<string, unknown> {
    const selected: Record<string, unknown> = {};
    for (const node of selections) {
      if (node.kind !== Kind.FIELD) continue;
      const spec = this.#federation.specs.get(`${thing.__typename}.${node.name.value}`);
      if (spec === undefined) throw new Error(`nobody knows ${thing.__typename}.${node.name.value}`);
      selected[node.name.value] = this.#below(this.value(spec, thing, {}), node);
    }
    return selected;
  }

  #below(value: unknown, node: FieldNode): unknown {
    if (Array.isArray(value)) return value.map((item) => this.#below(item, node));
    if (node.selectionSet === undefined || value === null) return value;
    return this.#select(value as Thing, node.selectionSet);
  }

  #valueAt(spec: FieldSpec, type: TypeNode, place: string): unknown {
    const isNonNull = type.kind === Kind.NON_NULL_TYPE;
    const luck = this.#fraction(`${place} luck`);
    const rate = spec.canFail ? this.#federation.faultRate : 0;
    if (luck < rate) {
      const error = new Error(`${place} failed`);
      // In a list an error stands for its item alone.
      if (place.endsWith(']')) return error;
      throw error;
    }
    if (isNonNull ? luck < 2 * rate : luck < 0.12) return null;
    const inner = isNonNull ? type.type : type;
    if (inner.kind === Kind.NAMED_TYPE) return this.#named(spec, inner.name.value, place);
    const { type: item } = inner as { type: TypeNode };
    const length = this.#number(`${place} length`, 4);
    return Array.from({ length }, (_, index) => this.#valueAt(spec, item, `${place}[${index}]`));
  }

  #named(spec: FieldSpec, name: string, place: string): unknown {
    if (spec.name === 'id') return place.slice(0, place.lastIndexOf('/'));
    if (spec.name === 'code') return `code ${place.slice(0, place.lastIndexOf('/'))}`;
    const [only] = spec.members ?? [name];
    const members = spec.members ?? [name];
    const type = members[this.#number(`${place} member`, members.length)] ?? only ?? name;
    if (this.#federation.entities.includes(type)) {
      return { __typename: type, id: `${type}-${1 + this.#number(`${place} row`, ROWS)}` };
    }
    const found = this.#number(place, 1_000);
    switch (name) {
      case 'Int':
        return found - 500;
      case 'Float':
        return found / 8;
      case 'Boolean':
        return found % 2 === 0;
      case 'ID':
        return `id ${found}`;
      case 'String':
        return `${TEXTS[found % TEXTS.length] ?? ''}${found}`;
      case 'Raw':
        return { found, deep: [found % 3 === 0 ? null : 'x'], __typename: 'none' };
      case 'Hue':
        // Callers must not see this one.
        if (spec.canFail && found < 1_000 * this.#federation.faultRate) return 'GREY';
    }
    const values = ENUMS[name];
    if (values !== undefined) return values[found % values.length];
    return { __typename: type, id: place } satisfies Thing;
  }

  #fraction(text: string): number {
    return hash(`${this.#federation.seed} ${text}`) / 4_294_967_296;
  }

  /** From 0 to `below`, which is left out. */
  #number(text: string, below: number): number {
    return Math.floor(this.#fraction(`${text} number`) * below);
  }
}

/** What a field set names of an object, in its own order; what is not there is left out, and so makes another value. */
function required(fieldSet: string, from: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const select = (value: unknown, { selections }: SelectionSetNode): unknown => {
    if (Array.isArray(value))
      return value.map((item) => select(item, { kind: Kind.SELECTION_SET, selections }));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      selections.flatMap((node) => {
        if (node.kind !== Kind.FIELD) return [];
        const inner = (value as Record<string, unknown>)[node.name.value];
        return [
          [node.name.value, node.selectionSet === undefined ? inner : select(inner, node.selectionSet)],
        ];
      }),
    );
  };
  return select(from, fieldSetOf(fieldSet)) as Record<string, unknown>;
}

function fieldSetOf(text: string): SelectionSetNode {
  let set = fieldSets.get(text);
  if (set === undefined) {
    const [definition] = parse(`{ ${text} }`, { noLocation: true }).definitions;
    if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`no field set: ${text}`);
    set = definition.selectionSet;
    fieldSets.set(text, set);
  }
  return set;
}

function typeOf(text: string): TypeNode {
  let type = types.get(text);
  if (type === undefined) {
    type = parseType(text, { noLocation: true });
    types.set(text, type);
  }
  return type;
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== 'object' || value === null)
    return value === undefined ? 'undefined' : JSON.stringify(value);
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  entries.sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${key}:${canonical(inner)}`).join()}}`;
}

/** FNV-1a, mixed so that texts that differ at the end only lie far apart. */
function hash(text: string): number {
  let mixed = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) mixed = Math.imul(mixed ^ text.charCodeAt(at), 0x01000193);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
