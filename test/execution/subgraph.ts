import { buildSubgraphSchema } from '@apollo/subgraph';
import { isInterfaceType, isObjectType, parse, type GraphQLSchema } from 'graphql';
import type { FieldModel, SubgraphModel } from './model.ts';
import { subgraphSdlOf } from './subgraph-sdl.ts';
import type { Thing, World } from './world.ts';

/**
 * An executable subgraph over a world. It answers nothing that a plan may not ask of it: an external field that nothing provides, a field that
 * another subgraph overrides, a row under a wrong key are errors that no other side has.
 * @param world the one to answer from, when asked
 */
export function subgraphSchemaOf(model: SubgraphModel, world: () => World): GraphQLSchema {
  const schema = buildSubgraphSchema([{ typeDefs: parse(subgraphSdlOf(model)) }]);
  for (const type of Object.values(schema.getTypeMap())) {
    if (isObjectType(type) || isInterfaceType(type)) {
      (type.extensions as Record<string, unknown>)['apollo'] = {
        subgraph: {
          resolveReference: (representation: Record<string, unknown>): Thing => {
            const { __typename, id } = world().locate(representation);
            const shown = isObjectType(type) ? type.name : __typename;
            return { __typename: shown, id, given: representation };
          },
        },
      };
    }
    const fields = model.objects.get(type.name)?.fields;
    if (!isObjectType(type) || fields === undefined) continue;
    for (const [name, field] of fields) {
      const definition = type.getFields()[name];
      if (definition === undefined) throw new Error(`${model.name} lost ${type.name}.${name}`);
      definition.resolve = (source: Thing | undefined, args: Record<string, unknown>) =>
        resolved(
          world(),
          field,
          source ?? { __typename: type.name, id: type.name },
          args,
          `${type.name}.${name}`,
        );
    }
  }
  return schema;
}

function resolved(
  world: World,
  { spec, role, provides }: FieldModel,
  source: Thing,
  args: Record<string, unknown>,
  where: string,
): unknown {
  if (role === 'replaced') throw new Error(`${where} is answered elsewhere now`);
  if (role === 'external' && source.provides !== spec.name) throw new Error(`${where} is external here`);
  if (spec.requires !== undefined && source.given === undefined) {
    throw new Error(`${where} was asked for without what it requires`);
  }
  const value = world.value(spec, source, args);
  if (provides === undefined || value === null) return value;
  return Array.isArray(value)
    ? value.map((item: unknown) => (isThing(item) ? { ...item, provides } : item))
    : { ...(value as Thing), provides };
}

function isThing(value: unknown): value is Thing {
  return typeof value === 'object' && value !== null && !(value instanceof Error);
}
