import type { FetchNodePathSegment, FetchRewrite } from '@graphql-hive/router-query-planner';
import { isGathered, type Gathered } from './run.ts';

type Path = readonly (string | number)[];

/** Changes a representation before it is sent, or an answer before it is merged, in place. */
export type Rewrite = (value: unknown) => void;

/** Rewrites of answers also know what an error's path is called once they were done. */
export interface OutputRewrites {
  readonly apply: Rewrite;
  readonly pathOf: (path: Path) => Path;
}

type TypesUnder = (condition: string) => ReadonlySet<string>;

/** @throws Error for a rewrite that this executor does not know */
export function compileRewrite(rewrite: FetchRewrite, typesUnder: TypesUnder): Rewrite {
  if ('KeyRenamer' in rewrite) {
    const { path, renameKeyTo } = rewrite.KeyRenamer;
    return along(path, typesUnder, (object, key) => {
      if (!Object.hasOwn(object, key)) return;
      object[renameKeyTo] = object[key];
      // The key is the plan's own: nobody else holds it.
      // eslint-disable-next-line @typescript-eslint/no-dynamic-delete
      delete object[key];
    });
  }
  const setter = 'ValueSetter' in rewrite ? rewrite.ValueSetter : rewrite;
  return along(setter.path, typesUnder, (object, key) => {
    object[key] = setter.setValueTo;
  });
}

export function compileOutputRewrites(
  rewrites: readonly FetchRewrite[] | null | undefined,
  typesUnder: TypesUnder,
): OutputRewrites | undefined {
  if (rewrites == null || rewrites.length === 0) return undefined;
  const compiled = rewrites.map((rewrite) => compileRewrite(rewrite, typesUnder));
  const renamed = rewrites.flatMap((rewrite) => {
    if (!('KeyRenamer' in rewrite)) return [];
    const { path, renameKeyTo } = rewrite.KeyRenamer;
    const keys = path.flatMap((segment) => ('Key' in segment ? [segment.Key] : []));
    return [{ keys, renameKeyTo }];
  });
  return {
    apply(value) {
      for (const rewrite of compiled) rewrite(value);
    },
    pathOf(path) {
      return renamed.reduce<Path>(renameIn, path);
    },
  };
}

/** Walks lists as if they were not there, and leaves objects alone that a type condition does not hold for. */
function along(
  path: readonly FetchNodePathSegment[],
  typesUnder: TypesUnder,
  change: (object: Gathered, key: string) => void,
): Rewrite {
  const last = path.at(-1);
  if (last === undefined || !('Key' in last)) throw new Error('a rewrite does not end at a key');
  let walk: Rewrite = inObjects((object) => {
    change(object, last.Key);
  });
  for (const segment of path.slice(0, -1).toReversed()) {
    const rest = walk;
    if ('Key' in segment) {
      walk = inObjects((object) => {
        if (Object.hasOwn(object, segment.Key)) rest(object[segment.Key]);
      });
    } else {
      const types = new Set(segment.TypenameEquals.flatMap((condition) => [...typesUnder(condition)]));
      walk = inObjects((object) => {
        const type = object['__typename'];
        if (typeof type !== 'string' || types.has(type)) rest(object);
      });
    }
  }
  return walk;
}

function inObjects(visit: (object: Gathered) => void): Rewrite {
  const walk: Rewrite = (value) => {
    if (Array.isArray(value)) value.forEach(walk);
    else if (isGathered(value)) visit(value);
  };
  return walk;
}

function renameIn(
  path: Path,
  { keys, renameKeyTo }: { readonly keys: readonly string[]; readonly renameKeyTo: string },
): Path {
  let matched = 0;
  for (const [index, step] of path.entries()) {
    if (typeof step === 'number') continue;
    if (step !== keys[matched]) return path;
    matched += 1;
    if (matched === keys.length) return [...path.slice(0, index), renameKeyTo, ...path.slice(index + 1)];
  }
  return path;
}
