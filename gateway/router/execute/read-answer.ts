import { GraphQLError, type DocumentNode } from 'graphql';
import { z } from 'zod';
import { keepAskedFor } from './asked-for.ts';
import type { SubgraphAnswer } from './subgraph-target.ts';

const AnswerSchema = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z
    .array(
      z.object({
        message: z.string(),
        path: z.array(z.union([z.string(), z.number()])).nullish(),
        extensions: z.record(z.string(), z.unknown()).nullish(),
      }),
    )
    .nullish(),
  extensions: z
    .object({
      // Others may call something of theirs so.
      looked: z
        .object({ ids: z.array(z.string()), count: z.number() })
        .optional()
        .catch(undefined),
    })
    .nullish(),
});

/** What another process sent, with the rows that it says it read. */
export interface ReadAnswer {
  readonly answer: SubgraphAnswer;
  readonly looked: { readonly ids: readonly string[]; readonly count: number } | undefined;
}

/** Takes a response of the GraphQL specification (section 7.1) to the document out of parsed JSON; null when it is none. */
export function readAnswer(value: unknown, document: DocumentNode): ReadAnswer | null {
  if (isPlain(value)) {
    const { data } = value;
    if (data !== null) keepAskedFor(document, data);
    return { answer: value, looked: undefined };
  }
  const parsed = AnswerSchema.safeParse(value);
  if (!parsed.success || (parsed.data.data === undefined && parsed.data.errors == null)) return null;
  const { data, errors, extensions } = parsed.data;
  if (data != null) keepAskedFor(document, data);
  return {
    answer: {
      data,
      errors: errors?.map(
        (one) => new GraphQLError(one.message, { path: one.path, extensions: one.extensions }),
      ),
    },
    looked: extensions?.looked,
  };
}

/** An answer of data alone, as nearly all are: nothing in it has to be taken apart. */
function isPlain(value: unknown): value is { readonly data: Record<string, unknown> | null } {
  if (!isObject(value) || !Object.hasOwn(value, 'data')) return false;
  for (const key in value) if (key !== 'data') return false;
  const { data } = value;
  return data === null || isObject(data);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
