import { isNonNullType, type GraphQLOutputType } from 'graphql';
import { generatedFunction } from '../generated-function.ts';
import { debugPrinter } from '../debug-printer.ts';
import type { Gathered } from '../plan/run.ts';
import type { ProjectedField, Telling } from './projection.ts';

/** Completes one field of an object, or all: the completed value, or one of `nulls` when the object must be null. */
export type CompletePart = (value: Gathered, telling: Telling) => unknown;

/**
 * Puts the answer of one object type together by a generated function: an object literal in the order of the answer. Leaves that are right as
 * they came are taken over where they stand; everything else goes to the field's own way.
 * @param parts the ways of the fields, in their order
 * @param nulls what stands for an object that must be null: with its error told, and without one
 */
export function compileAnswer(
  typeName: string,
  fields: readonly ProjectedField[],
  parts: readonly CompletePart[],
  nulls: readonly [failed: unknown, absent: unknown],
): CompletePart {
  const steps = fields.map((field, at) => {
    if (field.definition.name === '__typename') return `const v${at} = ${JSON.stringify(typeName)};`;
    const slowly = `v${at} = f${at}(value, telling); if (v${at} === FAILED || v${at} === ABSENT) return v${at};`;
    const right = rightCode(field.definition.type, `v${at}`);
    if (right === undefined) return `let ${slowly}`;
    return `let v${at} = value[${JSON.stringify(field.planKey)}]; if (!(${right})) { ${slowly} }`;
  });
  const entries = fields.map(({ responseKey }, at) => `[${JSON.stringify(responseKey)}]: v${at}`);
  const code = [
    `return function answer_${typeName}(value, telling) {`,
    ...steps,
    `return { ${entries.join(', ').replace(PLAIN_KEY, '$1')} };`,
    '};',
  ].join('\n');
  debugPrinter()?.(code);
  const names = parts.map((_, at) => `f${at}`);
  return generatedFunction(code, ['FAILED', 'ABSENT', ...names])(...nulls, ...parts) as CompletePart;
}

/** Only `__proto__` means something else without brackets. */
const PLAIN_KEY = /\[("(?!__proto__")\w+")\]/g;

/** Tells in generated code what needs no coercion (§3.5 of the GraphQL specification). No property of every object passes. */
function rightCode(type: GraphQLOutputType, value: string): string | undefined {
  const isNonNull = isNonNullType(type);
  const named = isNonNull ? type.ofType : type;
  const right = 'name' in named ? RIGHT[named.name]?.(value) : undefined;
  return right === undefined || isNonNull ? right : `${value} === null || ${right}`;
}

const RIGHT: Readonly<Record<string, (value: string) => string>> = {
  String: (value) => `typeof ${value} === "string"`,
  ID: (value) => `typeof ${value} === "string"`,
  Boolean: (value) => `typeof ${value} === "boolean"`,
  Float: (value) => `(typeof ${value} === "number" && Number.isFinite(${value}))`,
};
