import type { FieldModel, FieldSpec, ObjectModel, SubgraphModel } from './model.ts';

/** Key variants of an entity; the home subgraph has all, any other some, so that every row can be reached from everywhere. */
export const KEY_SETS: readonly (readonly string[])[] = [
  ['id'],
  ['id'],
  ['id', 'code'],
  ['id code'],
  ['id place { no }'],
  ['id', 'code place { no }'],
];

export interface EntityDraft {
  readonly name: string;
  readonly keys: readonly string[];
  readonly home: string;
  /** Where it must not be, as an interface object stands for it there. */
  readonly banned: Set<string>;
  /** Subgraphs with fields of its own. */
  readonly in: Set<string>;
}

/** Fields that composite field sets are made of. */
export const KEY_SPECS: Readonly<Record<string, FieldSpec>> = {
  id: { name: 'id', type: 'ID!', args: '', canFail: false },
  code: { name: 'code', type: 'String!', args: '', canFail: false },
  place: { name: 'place', type: 'Place!', args: '', canFail: false },
};
const NO_SPEC: FieldSpec = { name: 'no', type: 'Int!', args: '', canFail: false };

/** The federation while it is being made up. */
export class Draft {
  readonly subgraphs: SubgraphModel[];
  readonly specs = new Map<string, FieldSpec>([['Place.no', NO_SPEC]]);
  readonly entities: EntityDraft[] = [];
  /** Value types with their fields. */
  readonly values = new Map<string, readonly FieldSpec[]>();

  constructor(names: readonly string[]) {
    this.subgraphs = names.map((name) => ({
      name,
      objects: new Map(),
      interfaces: new Map(),
      unions: new Map(),
    }));
  }

  subgraph(name: string): SubgraphModel {
    const found = this.subgraphs.find((one) => one.name === name);
    if (found === undefined) throw new Error(`no subgraph ${name}`);
    return found;
  }

  entity(name: string): EntityDraft {
    const found = this.entities.find((one) => one.name === name);
    if (found === undefined) throw new Error(`no entity ${name}`);
    return found;
  }

  object(subgraph: SubgraphModel, name: string): ObjectModel {
    let object = subgraph.objects.get(name);
    if (object === undefined) {
      object = { name, keys: [], interfaces: new Set(), fields: new Map(), directives: new Set() };
      subgraph.objects.set(name, object);
    }
    return object;
  }

  /** The entity in a subgraph with these of its keys. */
  withKeys(
    subgraph: SubgraphModel,
    entity: EntityDraft,
    keys: readonly string[],
    resolvable = true,
  ): ObjectModel {
    const object = this.object(subgraph, entity.name);
    for (const fields of keys) {
      if (object.keys.some((key) => key.fields === fields)) continue;
      object.keys.push({ fields, resolvable });
      for (const name of ['id', 'code', 'place']) {
        const spec = KEY_SPECS[name];
        if (spec === undefined || !new RegExp(`\\b${name}\\b`).test(fields)) continue;
        this.specs.set(`${entity.name}.${name}`, spec);
        object.fields.set(name, { spec, role: 'real', directives: [] });
        if (name !== 'place') continue;
        const place = this.object(subgraph, 'Place');
        place.directives.add('@shareable');
        place.fields.set('no', { spec: NO_SPEC, role: 'real', directives: [] });
      }
    }
    return object;
  }

  /** A field that is answered here; told to the world too. */
  answer(
    object: ObjectModel,
    spec: FieldSpec,
    directives: string[] = [],
    more: Partial<FieldModel> = {},
  ): void {
    object.fields.set(spec.name, { spec, role: 'real', directives, ...more });
    this.specs.set(`${object.name}.${spec.name}`, spec);
  }

  /** Everything that a value type is made of, wherever a field of it stands. */
  needValue(subgraph: SubgraphModel, name: string): void {
    if (subgraph.objects.has(name)) return;
    const object = this.object(subgraph, name);
    object.directives.add('@shareable');
    for (const spec of this.values.get(name) ?? []) {
      this.answer(object, spec);
      const inner = spec.type.replace(/[[\]!]/g, '');
      if (this.values.has(inner)) this.needValue(subgraph, inner);
    }
  }
}
