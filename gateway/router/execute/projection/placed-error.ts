import type { GraphQLError } from 'graphql';
import type { Gathered, GatheredError } from '../plan/run.ts';

/** An error in the place of the value that it took. `below` leads on to where the subgraph met it, when that was deeper. */
export class PlacedError {
  readonly error: GraphQLError;
  readonly below: readonly (string | number)[];

  constructor(error: GraphQLError, below: readonly (string | number)[]) {
    this.error = error;
    this.below = below;
  }
}

/**
 * Puts errors where their values are missing, in the order of the plan's fetches, so that an answer tells the same ones whichever subgraph
 * replied first.
 * @returns those whose place holds a value, which an error must not displace, or that have none
 */
export function placeErrors(errors: readonly GatheredError[]): GatheredError[] {
  const inOrder = errors.toSorted((one, other) => one.order - other.order);
  return inOrder.filter((error) => !place(error));
}

function place({ holder: start, path, error }: GatheredError): boolean {
  if (path === undefined) return false;
  let holder: Gathered = start;
  for (const [depth, key] of path.entries()) {
    const value = Object.hasOwn(holder, key) ? holder[key] : undefined;
    if (value === undefined || value === null) {
      holder[key] = new PlacedError(error, path.slice(depth + 1));
      return true;
    }
    // Another error is there already: it stands for this one too, as of several in one place any may be told (§6.4.4).
    if (value instanceof PlacedError) return true;
    if (typeof value !== 'object' || depth === path.length - 1) return false;
    holder = value as Gathered;
  }
  return false;
}

/** An error beside a value that is missing without one: what took the one took the other. */
export function errorBeside(source: Gathered): { key: string; placed: PlacedError } | undefined {
  for (const key in source) {
    const value = source[key];
    if (value instanceof PlacedError) return { key, placed: value };
  }
  return undefined;
}

/** Where an object stands in the data; for the rare error that could not be put at its place. */
export function pathTo(data: unknown, wanted: Gathered): (string | number)[] | undefined {
  if (data === wanted) return [];
  if (typeof data !== 'object' || data === null) return undefined;
  for (const [key, value] of Object.entries(data)) {
    const below = pathTo(value, wanted);
    if (below !== undefined) return [Array.isArray(data) ? Number(key) : key, ...below];
  }
  return undefined;
}
