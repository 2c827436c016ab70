import { isEnumType, type GraphQLEnumValue, type GraphQLSchema } from 'graphql';
import * as OpenCC from 'opencc-js';

/** Enums that the console shows nothing of. */
const INTERNAL = /^(link__|join__|__)/;
/** Where the name of the value in lower case is no name for readers. */
const DESCRIBED = new Set(['FeedName', 'DisputeCategory', 'ResolutionMethod']);
/** Datasets that are records of a feed are called as it is. */
const FEED_RECORDS = 'DatasetName';

/**
 * The graph's enums with the names of their values in three languages: the Chinese is what stands in brackets in the value's description, the
 * English is the value's own name.
 */
export function vocabularySource(schema: GraphQLSchema): string {
  const toTraditional = OpenCC.Converter({ from: 'cn', to: 'twp' });
  const parts = Object.values(schema.getTypeMap())
    .filter((type) => isEnumType(type))
    .filter(({ name }) => !INTERNAL.test(name))
    .sort((one, other) => one.name.localeCompare(other.name))
    .map((type) => {
      const values = type.getValues();
      const feeds = type.name === FEED_RECORDS ? schema.getType('FeedName') : undefined;
      const lines = values.map((value) => {
        const chinese = chineseName(type.name, value);
        const feed = isEnumType(feeds) ? feeds.getValue(value.name) : null;
        const english = feed == null ? englishName(type.name, value) : englishName('FeedName', feed);
        return `${value.name}: ${JSON.stringify([english, chinese, toTraditional(chinese)])},`;
      });
      return `  ${type.name}: {\n${lines.join('\n')}\n},`;
    });
  const names = Object.values(schema.getTypeMap())
    .filter((type) => isEnumType(type))
    .filter(({ name }) => !INTERNAL.test(name))
    .map(({ name }) => name)
    .sort();
  return [
    '// Made by `npm run console:generate` from schema/supergraph.graphql; do not edit.',
    'export const ENUM_NAMES = {',
    ...parts,
    '} as const;',
    'export type EnumName = keyof typeof ENUM_NAMES;',
    ...names.map((name) => `export type ${name} = keyof (typeof ENUM_NAMES)['${name}'];`),
  ].join('\n');
}

/** @throws Error when the description has no Chinese term. */
function chineseName(type: string, { name, description }: GraphQLEnumValue): string {
  const found = /[(（]([^)）]*\p{Script=Han}[^)）]*)[)）]/u.exec(description ?? '');
  const term = found?.[1]?.split(/[,，;]/)[0]?.trim();
  if (term === undefined || term === '')
    throw new Error(`${type}.${name} has no Chinese term in its description`);
  return term;
}

function englishName(type: string, { name, description }: GraphQLEnumValue): string {
  if (DESCRIBED.has(type)) return (description ?? '').split(' (')[0]?.trim() ?? name;
  const words = name.replaceAll('__', ': ').replaceAll('_', ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
