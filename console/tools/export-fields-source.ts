import { getNamedType, isInputObjectType, type GraphQLInputObjectType, type GraphQLSchema } from 'graphql';

const FROM = 'CreateExportInput';

/** What the rows of exports can be asked by: every input below `CreateExportInput`, with the type of each of its fields. */
export function exportFieldsSource(schema: GraphQLSchema): string {
  const found = new Map<string, string>();
  const collect = (type: GraphQLInputObjectType): void => {
    if (found.has(type.name)) return;
    found.set(type.name, '');
    const lines = Object.values(type.getFields()).map((field) => {
      const inner = getNamedType(field.type);
      if (isInputObjectType(inner)) collect(inner);
      return `${field.name}: '${inner.name}',`;
    });
    found.set(type.name, lines.join('\n'));
  };
  const root = schema.getType(FROM);
  if (!isInputObjectType(root)) throw new Error(`the graph has no ${FROM}`);
  collect(root);
  return [
    '// Made by `npm run console:generate` from schema/supergraph.graphql; do not edit.',
    'export const EXPORT_FIELDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {',
    ...[...found].map(([name, lines]) => `${name}: {\n${lines}\n},`),
    '};',
  ].join('\n');
}
