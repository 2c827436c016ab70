import {
  buildASTSchema,
  getNamedType,
  isAbstractType,
  isObjectType,
  parse,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import type { FieldRules } from '../../router/access/field-rules.ts';
import { DATASETS, type Dataset } from '../../../schema/vocabulary/datasets.ts';
import type { SensitiveKind } from '../../../schema/vocabulary/disclosure.ts';

export interface CatalogueField {
  /** Schema coordinate. */
  readonly coordinate: string;
  readonly kind: SensitiveKind;
}

const NAMES: ReadonlySet<string> = new Set(DATASETS);

/**
 * Which fields of a dataset hold something sensitive: those of the types that its policy names, and of types without a policy of their own that are
 * reached through them.
 */
export function catalogueFields(
  supergraphSdl: string,
  rules: FieldRules,
): ReadonlyMap<Dataset, readonly CatalogueField[]> {
  const schema = buildASTSchema(parse(supergraphSdl, { noLocation: true }), { assumeValidSDL: true });
  const found = new Map<Dataset, Map<string, SensitiveKind>>();
  const seen = new Set<string>();
  const walk = (type: GraphQLNamedType, dataset: Dataset): void => {
    const key = `${dataset} ${type.name}`;
    if (!isObjectType(type) || seen.has(key)) return;
    seen.add(key);
    for (const field of Object.values(type.getFields())) {
      const coordinate = `${type.name}.${field.name}`;
      const own = datasetsIn(rules, coordinate);
      if (own.length > 0 && !own.includes(dataset)) continue;
      const kind = rules.kindOf(coordinate);
      if (kind !== undefined) {
        const fields = found.get(dataset) ?? new Map<string, SensitiveKind>();
        found.set(dataset, fields.set(coordinate, kind));
      }
      for (const below of objectsOf(schema, getNamedType(field.type))) {
        if (rules.policyOf(below.name) === undefined) walk(below, dataset);
      }
    }
  };
  const roots = new Set([schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]);
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || roots.has(type)) continue;
    for (const dataset of datasetsIn(rules, type.name)) walk(type, dataset);
  }
  return new Map(
    [...found].map(([dataset, fields]) => [
      dataset,
      [...fields].sort().map(([coordinate, kind]) => ({ coordinate, kind })),
    ]),
  );
}

function objectsOf(schema: GraphQLSchema, type: GraphQLNamedType): readonly GraphQLNamedType[] {
  return isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
}

/** Of the first list of words, which is that of those who see the whole. */
function datasetsIn(rules: FieldRules, coordinate: string): readonly Dataset[] {
  return (rules.policyOf(coordinate)?.[0] ?? []).filter((word): word is Dataset => NAMES.has(word));
}
