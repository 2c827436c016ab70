import type { RequiresSelection } from '@graphql-hive/router-query-planner';
import { isGathered, type Gathered } from './run.ts';
import type { PlanSetting } from './plan-setting.ts';
import { compilePlainRepresentation } from './plain-representation.ts';
import type { Rewrite } from './rewrites.ts';

type Variables = Readonly<Record<string, unknown>>;
/** Fills `into` from an object; false when something that the subgraph needs is not there. */
type Fill = (from: Gathered, into: Gathered, variables: Variables) => boolean;

/** What a subgraph is told of an entity so that it finds it again: key fields and what `@requires` names. */
export type Represent = (entity: Gathered, variables: Variables) => Gathered | null | undefined;

/**
 * @returns null for an object all of whose keys are null: nobody can be asked for it; undefined for one that is not asked for here, because it
 *   has no type name, none of the selections is about its type, or a field was never fetched (its own fetch failed, which told the error)
 * @param ways selections that do alike; the first is taken all of whose fields were fetched
 */
export function compileRepresentation(
  ways: readonly (readonly RequiresSelection[])[],
  inputRewrites: readonly Rewrite[],
  setting: Pick<PlanSetting, 'typesUnder' | 'requiredAliases'>,
): Represent {
  const quickly = compilePlainRepresentation(ways[0] ?? [], setting);
  const fills = ways.map((requires) => compileSelections(requires, setting));
  const filled = (entity: Gathered, variables: Variables): Gathered | undefined => {
    for (const fill of fills) {
      const representation: Gathered = {};
      if (fill(entity, representation, variables)) return representation;
    }
    return undefined;
  };
  return (entity, variables) => {
    if (typeof entity['__typename'] !== 'string') return undefined;
    let representation = quickly?.(entity);
    if (representation === undefined) {
      representation = filled(entity, variables);
      if (representation === undefined) return undefined;
      const known = tellsSomething(representation);
      if (known !== true) return known;
      representation['__typename'] ??= entity['__typename'];
    }
    for (const rewrite of inputRewrites) rewrite(representation);
    return representation;
  };
}

/** Null when there is nothing but nulls, undefined when there is nothing at all. */
function tellsSomething(representation: Gathered): true | null | undefined {
  let known: null | undefined;
  for (const key in representation) {
    if (key === '__typename') continue;
    if (representation[key] !== null) return true;
    known = null;
  }
  return known;
}

function compileSelections(
  selections: readonly RequiresSelection[],
  setting: Pick<PlanSetting, 'typesUnder' | 'requiredAliases'>,
): Fill {
  const fills = selections.map((selection) => compileSelection(selection, setting));
  return (from, into, variables) => {
    for (const fill of fills) if (!fill(from, into, variables)) return false;
    return true;
  };
}

function compileSelection(
  selection: RequiresSelection,
  setting: Pick<PlanSetting, 'typesUnder' | 'requiredAliases'>,
): Fill {
  switch (selection.kind) {
    case 'Field': {
      const { name } = selection;
      const key = selection.alias ?? name;
      // Where an answer was renamed the value is under the field's own name.
      const other = setting.requiredAliases.has(name) ? name : key;
      const valueOf = (from: Gathered): unknown => (Object.hasOwn(from, name) ? from[name] : from[other]);
      if (selection.selections === undefined || selection.selections.length === 0) {
        return (from, into) => {
          const value = valueOf(from);
          if (value === undefined) return name === '__typename';
          into[key] = value;
          return true;
        };
      }
      const inner = compileSelections(selection.selections, setting);
      return (from, into, variables) => {
        const value = valueOf(from);
        if (value === undefined) return false;
        const projected = project(value, inner, variables, into[key]);
        if (projected === undefined) return false;
        into[key] = projected;
        return true;
      };
    }
    case 'InlineFragment': {
      const types = setting.typesUnder(selection.typeCondition);
      const inner = compileSelections(selection.selections, setting);
      const { skipIf, includeIf } = selection;
      return (from, into, variables) => {
        if (skipIf !== undefined && variables[skipIf] === true) return true;
        if (includeIf !== undefined && variables[includeIf] !== true) return true;
        const type = from['__typename'];
        if (typeof type === 'string' && !types.has(type)) return true;
        return inner(from, into, variables);
      };
    }
    case 'FragmentSpread':
      throw new Error(`requires spreads the fragment ${selection.value}, which plans never define`);
  }
}

/** What is selected twice is joined in `before`. Undefined when a field below was never fetched. */
function project(value: unknown, fill: Fill, variables: Variables, before: unknown): unknown {
  if (value === null) return null;
  if (Array.isArray(value)) {
    const items: unknown[] = [];
    const earlier: unknown[] = Array.isArray(before) ? before : [];
    for (const [index, item] of (value as unknown[]).entries()) {
      const projected = project(item, fill, variables, earlier[index]);
      if (projected === undefined) return undefined;
      items.push(projected);
    }
    return items;
  }
  if (!isGathered(value)) return undefined;
  const into = isGathered(before) ? before : {};
  return fill(value, into, variables) ? into : undefined;
}
