import type { FlattenNodePathSegment } from '@graphql-hive/router-query-planner';
import { isGathered, type Gathered } from './run.ts';

type Visit = (entity: Gathered) => void;
type Walk = (value: unknown, visit: Visit) => void;

/** The way from the root of what was gathered to the objects that a fetch is about. */
export interface Walker {
  /** All objects at the end of the path, in the order of the data. */
  collect(data: Gathered): Gathered[];
  readonly says: string;
}

/** @param typesUnder the object types that a type condition holds for */
export function compileWalker(
  segments: readonly FlattenNodePathSegment[],
  typesUnder: (condition: string) => ReadonlySet<string>,
): Walker {
  let walk: Walk = visitEach;
  for (const segment of segments.toReversed()) walk = withSegment(segment, walk, typesUnder);
  return {
    collect(data) {
      const found: Gathered[] = [];
      walk(data, (entity) => {
        found.push(entity);
      });
      return found;
    },
    says: segments.map(said).join('.'),
  };
}

function visitEach(value: unknown, visit: Visit): void {
  if (Array.isArray(value)) for (const item of value as unknown[]) visitEach(item, visit);
  else if (isGathered(value)) visit(value);
}

function withSegment(
  segment: FlattenNodePathSegment,
  rest: Walk,
  typesUnder: (condition: string) => ReadonlySet<string>,
): Walk {
  if (segment === '@') {
    return (value, visit) => {
      if (Array.isArray(value)) for (const item of value as unknown[]) rest(item, visit);
    };
  }
  if ('Field' in segment) {
    const key = segment.Field;
    return (value, visit) => {
      visitEach(value, (object) => {
        if (Object.hasOwn(object, key)) rest(object[key], visit);
      });
    };
  }
  const types = typesOf(segment.TypeCondition, typesUnder);
  return (value, visit) => {
    visitEach(value, (object) => {
      if (isOf(object, types)) rest(object, visit);
    });
  };
}

/** A plan asks for `__typename` wherever a condition could fail; where it is not there, the condition holds. */
function isOf(object: Gathered, types: ReadonlySet<string>): boolean {
  const name = object['__typename'];
  return typeof name !== 'string' || types.has(name);
}

function typesOf(
  conditions: readonly string[],
  typesUnder: (condition: string) => ReadonlySet<string>,
): ReadonlySet<string> {
  return new Set(conditions.flatMap((condition) => [...typesUnder(condition)]));
}

function said(segment: FlattenNodePathSegment): string {
  if (segment === '@') return '@';
  return 'Field' in segment ? segment.Field : `|[${segment.TypeCondition.join('|')}]`;
}
