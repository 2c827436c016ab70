import type { RequiresSelection } from '@graphql-hive/router-query-planner';
import { debugPrinter } from '../debug-printer.ts';
import { generatedFunction } from '../generated-function.ts';
import type { PlanSetting } from './plan-setting.ts';
import { propertyCode } from './property-code.ts';
import type { Gathered } from './run.ts';

/** Beyond it the generated function would be long, and is rarely for much. */
const MOST_TYPES = 16;

/**
 * Generated code for the usual representation: the type's name and leaves under their own names, on whatever conditions of type. It answers undefined for an
 * object of another type, of which something was not fetched or all is null: what to do then is for whoever knows all ways.
 * @returns undefined where the selections ask for more than that
 */
export function compilePlainRepresentation(
  requires: readonly RequiresSelection[],
  { typesUnder, requiredAliases }: Pick<PlanSetting, 'typesUnder' | 'requiredAliases'>,
): ((entity: Gathered) => Gathered | undefined) | undefined {
  const byType = new Map<string, Set<string>>();
  for (const selection of requires) {
    if (selection.kind !== 'InlineFragment') return undefined;
    if (selection.skipIf !== undefined || selection.includeIf !== undefined) return undefined;
    const names = plainNames(selection.selections, requiredAliases);
    if (names === undefined) return undefined;
    for (const type of typesUnder(selection.typeCondition)) {
      const known = byType.get(type) ?? new Set();
      for (const name of names) known.add(name);
      byType.set(type, known);
    }
  }
  if (byType.size === 0 || byType.size > MOST_TYPES) return undefined;
  const code = [
    'return function represent(entity) {',
    ...[...byType].map(([type, names]) => typeCode(type, [...names])),
    'return undefined;',
    '};',
  ].join('\n');
  debugPrinter()?.(code);
  return generatedFunction(code, [])() as (entity: Gathered) => Gathered | undefined;
}

function plainNames(
  selections: readonly RequiresSelection[],
  requiredAliases: ReadonlySet<string>,
): readonly string[] | undefined {
  const names: string[] = [];
  for (const selection of selections) {
    if (selection.kind !== 'Field' || (selection.selections ?? []).length > 0) return undefined;
    const { name, alias = name } = selection;
    if (alias !== name || requiredAliases.has(name) || name === '__proto__') return undefined;
    names.push(name);
  }
  return names;
}

function typeCode(type: string, names: readonly string[]): string {
  const fields = names.filter((name) => name !== '__typename');
  const typename = JSON.stringify(type);
  const entries = names.map((name) => {
    const value = name === '__typename' ? typename : `v${fields.indexOf(name)}`;
    return `${JSON.stringify(name)}: ${value}`;
  });
  if (!names.includes('__typename')) entries.push(`"__typename": ${typename}`);
  return [
    `if (entity.__typename === ${typename}) {`,
    ...fields.map((name, at) => `const v${at} = ${propertyCode('entity', name)};`),
    ...fields.map((_, at) => `if (v${at} === undefined) return undefined;`),
    `if (${['true', ...fields.map((_, at) => `v${at} === null`)].join(' && ')}) return undefined;`,
    `return { ${entries.join(', ')} };`,
    `}`,
  ].join(' ');
}
