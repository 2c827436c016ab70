import { buildClientSchema, printSchema, type IntrospectionSchema } from 'graphql';

/** The schema as SDL, every description with it, which also says what access each field needs. */
export function sdlOf(schema: IntrospectionSchema): string {
  return `${printSchema(buildClientSchema({ __schema: schema }))}\n`;
}
