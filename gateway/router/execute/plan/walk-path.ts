import type { FlattenNodePathSegment } from '@graphql-hive/router-query-planner';
import { debugPrinter } from '../debug-printer.ts';
import { generatedFunction } from '../generated-function.ts';
import { propertyCode } from './property-code.ts';
import type { Gathered } from './run.ts';

/** The way from the root of what was gathered to the objects that a fetch is about. */
export interface Walker {
  /** All objects at the end of the path, in the order of the data. */
  collect(data: Gathered): Gathered[];
  readonly says: string;
}

/**
 * A generated function for each step of the path, so that each reads one property of objects that are mostly of one shape. Lists within lists are
 * walked as one.
 * @param typesUnder the object types that a type condition holds for
 */
export function compileWalker(
  segments: readonly FlattenNodePathSegment[],
  typesUnder: (condition: string) => ReadonlySet<string>,
): Walker {
  const steps = segments.map((segment, at) => stepCode(segment, at, typesUnder));
  const last = overObjects(segments.length, 'found.push(value);');
  const collect = 'return function collect(data) { const found = []; walk0(data, found); return found; };';
  const code = [...steps, last, collect].join('\n');
  debugPrinter()?.(code);
  return {
    collect: generatedFunction(code, [])() as Walker['collect'],
    says: segments.map(said).join('.'),
  };
}

function stepCode(
  segment: FlattenNodePathSegment,
  at: number,
  typesUnder: (condition: string) => ReadonlySet<string>,
): string {
  const next = `walk${at + 1}`;
  if (segment === '@') {
    return `function walk${at}(value, found) { ${eachItem(next)} }`;
  }
  if ('Field' in segment) {
    return overObjects(at, `${next}(${propertyCode('value', segment.Field)}, found);`);
  }
  // A plan asks for `__typename` wherever a condition could fail; where it is not there, the condition holds.
  const types = new Set(segment.TypeCondition.flatMap((condition) => [...typesUnder(condition)]));
  const isOf = [...types].map((name) => ` || name === ${JSON.stringify(name)}`).join('');
  return overObjects(
    at,
    `const name = value.__typename; if (typeof name !== "string"${isOf}) ${next}(value, found);`,
  );
}

function overObjects(at: number, then: string): string {
  return [
    `function walk${at}(value, found) {`,
    `${eachItem(`walk${at}`)} else if (typeof value === "object" && value !== null) { ${then} }`,
    `}`,
  ].join(' ');
}

function eachItem(walk: string): string {
  return `if (Array.isArray(value)) { for (let at = 0; at < value.length; at += 1) ${walk}(value[at], found); }`;
}

function said(segment: FlattenNodePathSegment): string {
  if (segment === '@') return '@';
  return 'Field' in segment ? segment.Field : `|[${segment.TypeCondition.join('|')}]`;
}
