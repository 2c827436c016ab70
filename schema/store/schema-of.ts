import mongoose from 'mongoose';

export const { Mixed } = mongoose.Schema.Types;

export const text = { type: String, required: true } as const;
export const textOrNull = { type: String, default: null } as const;

export function schemaOf(
  collection: string,
  definition: mongoose.SchemaDefinition,
  indexes: readonly Record<string, 1 | -1>[],
  unique: readonly Record<string, 1>[] = [],
): mongoose.Schema {
  const schema = new mongoose.Schema(definition, {
    collection,
    versionKey: false,
    strict: false,
    minimize: false,
    id: false,
  });
  for (const index of indexes) schema.index(index);
  for (const index of unique) schema.index(index, { unique: true });
  return schema;
}
