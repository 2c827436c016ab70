import { locatedError, responsePathAsArray, type FieldNode, type GraphQLError } from 'graphql';

/** Where a value stands in the answer, as graphql-js links it. */
export interface LocalPath {
  readonly prev: LocalPath | undefined;
  readonly key: string | number;
  readonly typename: string | undefined;
}

/** One execution of a compiled operation of a subgraph in this process. */
export interface LocalRun {
  readonly context: unknown;
  /** Coerced, with defaults. */
  readonly variables: Record<string, unknown>;
  readonly errors: LocalErrors;
}

/**
 * Errors in the order in which they were met. None is told below a place that became null meanwhile (§6.4.4 of the GraphQL specification: "If all
 * fields from the root of the request to the source of the field error return Non-Null types, then the data entry in the response should be null").
 */
export class LocalErrors {
  readonly all: GraphQLError[] = [];
  #places: Set<LocalPath | undefined> | undefined;

  add(error: GraphQLError, path: LocalPath | undefined): void {
    const places = (this.#places ??= new Set());
    for (let place = path; place !== undefined; place = place.prev) {
      if (places.has(place)) return;
    }
    if (places.has(undefined)) return;
    places.add(path);
    this.all.push(error);
  }
}

/** What was thrown at a place: thrown on where no null may be, else told, and null. */
export function failAt(
  thrown: unknown,
  nodes: readonly FieldNode[],
  isNonNull: boolean,
  run: LocalRun,
  path: LocalPath,
): null {
  const error = locatedError(thrown, nodes, responsePathAsArray(path));
  if (isNonNull) throw error;
  run.errors.add(error, path);
  return null;
}

/** Whether something has to be waited for: a promise, or a query of mongoose and its like. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    ((typeof value === 'object' && value !== null) || typeof value === 'function') &&
    typeof (value as { then?: unknown }).then === 'function'
  );
}
