import { Seeded } from '../federation/seeded.ts';
import { addFeatures } from './features.ts';
import { Draft, KEY_SETS, type EntityDraft } from './draft.ts';
import type { Federation, FieldSpec, SubgraphModel } from './model.ts';

const NAMES = ['ash', 'birch', 'cedar', 'date', 'elm', 'fir'];
const SCALARS = ['Int', 'Float', 'String', 'Boolean', 'ID', 'Hue', 'Size', 'Raw'];
const ARGS = [
  '(n: Int = 3)',
  '(flag: Boolean, size: Size = SMALL)',
  '(wish: Wish)',
  '(texts: [String!]! = ["a"], x: Float)',
];

/** A federation made up from a seed: always the same for the same. */
export function generateFederation(seed: number): Federation {
  const random = new Seeded(seed * 7_919 + 17);
  const draft = new Draft(NAMES.slice(0, random.int(2, NAMES.length)));
  declareEntities(draft, random);
  declareValues(draft, random);
  declareAbstract(draft, random);
  for (const entity of draft.entities) {
    for (const name of entity.in) addFields(draft, random, draft.subgraph(name), entity);
  }
  addInterfaceObject(draft, random);
  addFeatures(draft, random);
  addRoots(draft, random);
  return {
    seed,
    subgraphs: draft.subgraphs.filter(({ objects }) => objects.size > 0),
    specs: draft.specs,
    entities: draft.entities.map(({ name }) => name),
    faultRate: random.pick([0, 0.01, 0.04]),
  };
}

export function wrapped(random: Seeded, named: string): string {
  const shapes = [named, `${named}!`, named, `[${named}!]!`, `[${named}]`, `[${named}!]`, `[${named}]!`];
  return random.pick(random.chance(0.04) ? [`[[${named}!]]`] : shapes);
}

export function scalarSpec(random: Seeded, name: string): FieldSpec {
  const args = random.chance(0.25) ? random.pick(ARGS) : '';
  return { name, type: wrapped(random, random.pick(SCALARS)), args, canFail: true };
}

function declareEntities(draft: Draft, random: Seeded): void {
  const names = draft.subgraphs.map(({ name }) => name);
  const count = random.int(2, 4);
  for (let at = 0; at < count; at += 1) {
    const home = random.pick(names);
    const keys = random.pick(KEY_SETS);
    const entity: EntityDraft = { name: `E${at}`, keys, home, banned: new Set(), in: new Set([home]) };
    for (const name of random.some(names, random.int(1, 3))) entity.in.add(name);
    draft.entities.push(entity);
    for (const name of entity.in) {
      const own = name === home ? keys : random.some(keys, random.int(1, keys.length));
      draft.withKeys(draft.subgraph(name), entity, own);
    }
    const label = { name: 'label', type: random.pick(['String', 'String!']), args: '', canFail: true };
    const labelled = [home, ...random.some([...entity.in], 2)].filter(
      (name, index, all) => all.indexOf(name) === index,
    );
    for (const name of labelled) {
      draft.answer(
        draft.object(draft.subgraph(name), entity.name),
        label,
        labelled.length > 1 ? ['@shareable'] : [],
      );
    }
  }
}

function declareValues(draft: Draft, random: Seeded): void {
  const count = random.int(1, 3);
  for (let at = 0; at < count; at += 1) {
    const fields = Array.from({ length: random.int(1, 3) }, (_, index) => {
      const spec = scalarSpec(random, `v${index}`);
      // One without arguments, so that field sets can name it.
      return index === 0 ? { ...spec, args: '' } : spec;
    });
    if (at > 0 && random.chance(0.5)) {
      fields.push({ name: 'inner', type: wrapped(random, `V${at - 1}`), args: '', canFail: true });
    }
    draft.values.set(`V${at}`, fields);
  }
}

/** An interface `Named` and a union `Any`, in some subgraphs, each with its own members. */
function declareAbstract(draft: Draft, random: Seeded): void {
  for (const subgraph of draft.subgraphs) {
    const here = [...subgraph.objects.values()].filter(({ keys }) => keys.length > 0);
    const named = here.filter(({ fields }) => fields.has('id'));
    if (named.length > 0 && random.chance(0.5)) {
      const members = random.some(named, random.int(1, 3));
      const hasLabel = members.every(({ fields }) => fields.has('label')) && random.chance(0.6);
      const fields = ['id: ID!', ...(hasLabel ? ['label: String'] : [])];
      subgraph.interfaces.set('Named', { name: 'Named', key: undefined, fields });
      for (const member of members) member.interfaces.add('Named');
    }
    if (here.length > 0 && random.chance(0.5)) {
      const members = random.some(
        here.map(({ name }) => name),
        random.int(1, 3),
      );
      const [value] = draft.values.keys();
      if (value !== undefined && random.chance(0.4)) {
        draft.needValue(subgraph, value);
        members.push(value);
      }
      subgraph.unions.set('Any', members);
    }
  }
}

/** A composite type that a field of this subgraph can have, declared here if need be; undefined when it cannot be here. */
export function compositeSpec(
  draft: Draft,
  random: Seeded,
  subgraph: SubgraphModel,
  name: string,
): FieldSpec | undefined {
  const args = random.chance(0.15) ? random.pick(ARGS) : '';
  const spec = (named: string, members?: readonly string[]): FieldSpec => ({
    name,
    type: wrapped(random, named),
    args,
    canFail: true,
    ...(members === undefined ? {} : { members }),
  });
  const kind = random.next();
  if (kind < 0.25) {
    const value = random.pick([...draft.values.keys()]);
    draft.needValue(subgraph, value);
    return spec(value);
  }
  if (kind < 0.4 && subgraph.interfaces.has('Named')) {
    const members = [...subgraph.objects.values()].filter(({ interfaces }) => interfaces.has('Named'));
    return spec(
      'Named',
      members.map((member) => member.name),
    );
  }
  if (kind < 0.55 && subgraph.unions.has('Any')) return spec('Any', subgraph.unions.get('Any'));
  if (kind < 0.75) {
    const media = subgraph.interfaces.get('Media') ?? subgraph.objects.get('Media');
    if (media !== undefined) return spec('Media', mediaNames(draft));
  }
  const entity = random.pick(draft.entities);
  if (entity.banned.has(subgraph.name)) return undefined;
  if (!subgraph.objects.has(entity.name)) {
    draft.withKeys(subgraph, entity, [random.pick(entity.keys)], random.chance(0.6));
  }
  return spec(entity.name);
}

function addFields(draft: Draft, random: Seeded, subgraph: SubgraphModel, entity: EntityDraft): void {
  const object = draft.object(subgraph, entity.name);
  const count = random.int(1, 3);
  for (let at = 0; at < count; at += 1) {
    const name = `${random.pick(['a', 'b', 'c'])}${at}_${subgraph.name}`;
    const spec = random.chance(0.5) ? scalarSpec(random, name) : compositeSpec(draft, random, subgraph, name);
    if (spec === undefined) continue;
    draft.answer(object, spec, random.chance(0.06) ? ['@inaccessible'] : []);
  }
  if (random.chance(0.3)) {
    draft.answer(object, {
      name: `count_${subgraph.name}`,
      type: 'Int',
      args: '',
      isCounter: true,
      canFail: false,
    });
  }
}

const mediaNames = (draft: Draft): string[] =>
  draft.entities.map(({ name }) => name).filter((name) => name.startsWith('M'));

/** An interface with a key in one subgraph, and in another an object that stands for whatever implements it. */
function addInterfaceObject(draft: Draft, random: Seeded): void {
  if (!random.chance(0.5)) return;
  const [home, other, third] = random.some(draft.subgraphs, 3);
  if (home === undefined || other === undefined) return;
  const title: FieldSpec = { name: 'title', type: random.pick(['String', 'Int!']), args: '', canFail: true };
  home.interfaces.set('Media', { name: 'Media', key: 'id', fields: ['id: ID!', `title: ${title.type}`] });
  for (const name of ['M0', 'M1']) {
    const entity: EntityDraft = {
      name,
      keys: ['id'],
      home: home.name,
      banned: new Set([other.name]),
      in: new Set([home.name]),
    };
    draft.entities.push(entity);
    const object = draft.withKeys(home, entity, ['id']);
    object.interfaces.add('Media');
    draft.answer(object, title);
    addFields(draft, random, home, entity);
    if (third === undefined || !random.chance(0.6)) continue;
    entity.in.add(third.name);
    draft.withKeys(third, entity, ['id']);
    addFields(draft, random, third, entity);
  }
  const object = draft.object(other, 'Media');
  object.directives.add('@interfaceObject');
  object.keys.push({ fields: 'id', resolvable: true });
  const id = { name: 'id', type: 'ID!', args: '', canFail: false };
  object.fields.set('id', { spec: id, role: 'real', directives: [] });
  const fields = [scalarSpec(random, 'score'), compositeSpec(draft, random, other, 'near')];
  for (const spec of fields) {
    if (spec === undefined) continue;
    draft.answer(object, spec);
    for (const name of mediaNames(draft)) draft.specs.set(`${name}.${spec.name}`, spec);
  }
}

function addRoots(draft: Draft, random: Seeded): void {
  for (const subgraph of draft.subgraphs) {
    const query = draft.object(subgraph, 'Query');
    const count = random.int(1, 3);
    for (let at = 0; at < count; at += 1) {
      const spec = compositeSpec(draft, random, subgraph, `r${at}_${subgraph.name}`);
      if (spec !== undefined) draft.answer(query, spec);
    }
    if (query.fields.size === 0) draft.answer(query, scalarSpec(random, `r_${subgraph.name}`));
    if (!random.chance(0.4)) continue;
    const changed = draft.entities.filter(({ name }) => subgraph.objects.has(name));
    if (changed.length === 0) continue;
    const { name } = random.pick(changed);
    draft.answer(draft.object(subgraph, 'Mutation'), {
      name: `bump_${subgraph.name}`,
      type: random.pick([name, `${name}!`, `[${name}!]`]),
      args: '(id: ID!, by: Int! = 1)',
      isBump: true,
      canFail: true,
    });
  }
}
