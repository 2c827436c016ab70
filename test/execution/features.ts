import type { Seeded } from '../federation/seeded.ts';
import type { Draft, EntityDraft } from './draft.ts';
import type { FieldModel, FieldSpec, ObjectModel, SubgraphModel } from './model.ts';

/** `@requires`, `@provides` and `@override` between subgraphs that hold an entity. */
export function addFeatures(draft: Draft, random: Seeded): void {
  for (const entity of draft.entities) {
    const rounds = random.int(0, 3);
    for (let round = 0; round < rounds; round += 1) {
      const [here, there] = pair(draft, random, entity);
      if (here === undefined || there === undefined) break;
      if (random.chance(0.65)) addRequires(draft, random, entity, here, there, round);
      else addOverride(draft, random, entity, here, there, round);
    }
  }
  for (const subgraph of draft.subgraphs) {
    if (random.chance(0.5)) addProvides(draft, random, subgraph);
  }
}

function pair(draft: Draft, random: Seeded, entity: EntityDraft): (SubgraphModel | undefined)[] {
  if (entity.in.size < 2) return [];
  const [one, other] = random.some([...entity.in], 2).map((name) => draft.subgraph(name));
  return random.chance(0.5) ? [one, other] : [other, one];
}

/** A field of `here` whose value hangs on fields of `there`, possibly on one that requires others itself. */
function addRequires(
  draft: Draft,
  random: Seeded,
  entity: EntityDraft,
  here: SubgraphModel,
  there: SubgraphModel,
  round: number,
): void {
  const object = draft.object(here, entity.name);
  const wanted = random.some(
    plainFields(draft, draft.object(there, entity.name)).filter(({ spec }) => !object.fields.has(spec.name)),
    random.int(1, 2),
  );
  if (wanted.length === 0) return;
  const sets = wanted.map((field) => {
    surely(draft, field.spec);
    object.fields.set(field.spec.name, { spec: field.spec, role: 'external', directives: ['@external'] });
    const inner = named(field.spec);
    if (!draft.values.has(inner)) return field.spec.name;
    draft.needValue(here, inner);
    return `${field.spec.name} ${valueSet(draft, random, inner)}`;
  });
  const requires = sets.join(' ');
  const type = random.pick(['Int', 'String', 'Int!', '[Float!]']);
  const spec: FieldSpec = { name: `q${round}_${here.name}`, type, args: '', requires, canFail: true };
  draft.answer(object, spec, [`@requires(fields: "${requires}")`]);
}

/** Fields that nothing else is said of, answered here, without arguments, scalars or values. */
function plainFields(draft: Draft, object: ObjectModel): FieldModel[] {
  return [...object.fields.values()].filter(({ spec, role, directives }) => {
    const inner = named(spec);
    const isKey = ['id', 'code', 'place', 'label'].includes(spec.name);
    const isLeafOrValue =
      draft.values.has(inner) || /^(?:Int|Float|String|Boolean|ID|Hue|Size|Raw)$/.test(inner);
    const isPlain = directives.every((one) => one.startsWith('@requires') || one === '@inaccessible');
    return (
      role === 'real' && !isKey && isLeafOrValue && isPlain && spec.args === '' && spec.isCounter !== true
    );
  });
}

function valueSet(draft: Draft, random: Seeded, name: string): string {
  const fields = (draft.values.get(name) ?? []).filter(({ args }) => args === '');
  const chosen = random.some(fields, random.int(1, 2));
  const inner = chosen.map((spec) => {
    surely(draft, spec);
    const below = named(spec);
    return draft.values.has(below) ? `${spec.name} ${valueSet(draft, random, below)}` : spec.name;
  });
  return `{ ${inner.join(' ')} }`;
}

function surely(draft: Draft, spec: FieldSpec): void {
  spec.canFail = false;
  // A value that is required is required with its fields, whichever the other side takes.
  for (const inner of draft.values.get(named(spec)) ?? []) surely(draft, inner);
}

function addOverride(
  draft: Draft,
  random: Seeded,
  entity: EntityDraft,
  here: SubgraphModel,
  there: SubgraphModel,
  round: number,
): void {
  const type = random.pick(['Int', 'String!', '[Size]']);
  const spec: FieldSpec = { name: `o${round}_${here.name}`, type, args: '', canFail: true };
  draft.answer(draft.object(here, entity.name), spec, [`@override(from: "${there.name}")`]);
  draft.object(there, entity.name).fields.set(spec.name, { spec, role: 'replaced', directives: [] });
}

/** A field to an entity that brings one of the other's fields along. */
function addProvides(draft: Draft, random: Seeded, subgraph: SubgraphModel): void {
  const candidates = draft.entities.flatMap((entity) => {
    if (entity.banned.has(subgraph.name)) return [];
    const here = subgraph.objects.get(entity.name);
    return draft.subgraphs.flatMap((other) => {
      const there = other.objects.get(entity.name);
      if (other === subgraph || there === undefined) return [];
      return plainFields(draft, there)
        .filter(({ spec, directives }) => directives.length === 0 && !draft.values.has(named(spec)))
        .filter(({ spec }) => here?.fields.has(spec.name) !== true)
        .map((field) => ({ entity, field }));
    });
  });
  if (candidates.length === 0) return;
  const { entity, field } = random.pick(candidates);
  const { spec } = field;
  const object =
    subgraph.objects.get(entity.name) ?? draft.withKeys(subgraph, entity, [random.pick(entity.keys)]);
  field.directives.push('@shareable');
  object.fields.set(spec.name, { spec, role: 'external', directives: ['@external'] });
  const name = `p_${subgraph.name}`;
  const type = random.pick([entity.name, `[${entity.name}!]`, `${entity.name}!`]);
  draft.answer(
    draft.object(subgraph, 'Query'),
    { name, type, args: '', canFail: true },
    [`@provides(fields: "${spec.name}")`],
    { provides: spec.name },
  );
}

function named({ type }: FieldSpec): string {
  return type.replace(/[[\]!]/g, '');
}
