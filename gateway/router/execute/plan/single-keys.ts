import type { RequiresSelection } from '@graphql-hive/router-query-planner';

/**
 * Ways to tell a subgraph of an object, the planned one first. Where the planner joins what it asks of an object by one key with what it asks
 * by another, it tells both, although one of them is at times only brought by that very fetch; the subgraph needs but one of its keys.
 * @param keysOf the names of the fields of each key by which the subgraph finds objects of a type
 */
export function bySingleKeys(
  requires: readonly RequiresSelection[],
  keysOf: (type: string) => readonly ReadonlySet<string>[],
): readonly (readonly RequiresSelection[])[] {
  const waysOf = requires.map((selection) =>
    selection.kind === 'InlineFragment' ? waysOfType(selection, keysOf(selection.typeCondition)) : [],
  );
  const most = Math.max(0, ...waysOf.map(({ length }) => length));
  const others = Array.from({ length: most }, (_, at) =>
    requires.map((selection, index) => waysOf[index]?.[at] ?? selection),
  );
  return [requires, ...others];
}

function waysOfType(
  fragment: Extract<RequiresSelection, { kind: 'InlineFragment' }>,
  keys: readonly ReadonlySet<string>[],
): RequiresSelection[] {
  const names = new Set(fragment.selections.map(fieldName));
  const told = keys.filter((key) => [...key].every((name) => names.has(name)));
  if (told.length < 2) return [];
  return told.map((key) => ({
    ...fragment,
    selections: fragment.selections.filter((selection) => {
      const name = fieldName(selection);
      return name === undefined || key.has(name) || !keys.some((other) => other.has(name));
    }),
  }));
}

function fieldName(selection: RequiresSelection): string | undefined {
  return selection.kind === 'Field' ? (selection.alias ?? selection.name) : undefined;
}
