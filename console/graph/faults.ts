import type { CombinedError } from '@urql/core';

/** One error of the graph as pages need it. */
export interface Fault {
  /** `HUB_…`; `NETWORK` when the gateway did not answer. */
  readonly code: string;
  readonly message: string;
  /** Where in the answer the value is missing; empty when all of it is. */
  readonly path: readonly (string | number)[];
  /** Of `HUB_FIELD_NOT_GRANTED`: the schema coordinate, e.g. `Party.name`. */
  readonly field: string | null;
}

const NOT_GRANTED = 'HUB_FIELD_NOT_GRANTED';

export function faultsOf(error: CombinedError | undefined): readonly Fault[] {
  if (error === undefined) return [];
  if (error.networkError !== undefined && error.graphQLErrors.length === 0) {
    return [{ code: 'NETWORK', message: error.networkError.message, path: [], field: null }];
  }
  return error.graphQLErrors.map(({ message, path, extensions }) => ({
    code: typeof extensions['code'] === 'string' ? extensions['code'] : 'HUB_INTERNAL',
    message,
    path: path ?? [],
    field: typeof extensions['field'] === 'string' ? extensions['field'] : null,
  }));
}

/** Errors that are no matter of grants: a subgraph that is away, a limit … */
export function troubles(error: CombinedError | undefined): readonly Fault[] {
  return faultsOf(error).filter(({ code }) => code !== NOT_GRANTED);
}

/** The rules by which values of this answer are not shown, by schema coordinate; a page shows `Withheld` where they would stand. */
export function withheldFields(error: CombinedError | undefined): ReadonlyMap<string, string> {
  return new Map(
    faultsOf(error)
      .filter(({ code }) => code === NOT_GRANTED)
      .map(({ field, path, message }) => [field ?? path.join('.'), message]),
  );
}

/** Where nothing that was asked for is granted: the first rule that says so. */
export function rootWithheld(error: CombinedError | undefined): Fault | undefined {
  return faultsOf(error).find(({ code, path }) => code === NOT_GRANTED && path.length === 1);
}
