import { getNamedType, TypeInfo, visit, visitWithTypeInfo, type GraphQLSchema } from 'graphql';
import type { Caller } from '../../access/caller.ts';
import { requireScope } from '../../access/identity/required-scopes.ts';
import type { TokenScope } from '../../access/identity/token-scopes.ts';
import type { PreparedOperation } from '../prepare/prepared-operation.ts';
import { documentOf } from './explain-access.ts';
import type { FieldRules } from './field-rules.ts';

type Scopes = readonly (readonly string[])[];

/** Holds a token's scopes against `@requiresScopes` of all fields, and types of fields, that an operation asks for. */
export function createScopeCheck(
  schema: GraphQLSchema,
  rules: FieldRules,
): (caller: Caller, operation: PreparedOperation) => void {
  const known = new WeakMap<PreparedOperation, readonly Scopes[]>();
  return (caller, operation) => {
    let needed = known.get(operation);
    if (needed === undefined) known.set(operation, (needed = neededBy(schema, rules, operation)));
    for (const alternatives of needed) {
      const isHeld = alternatives.some((all) => all.every((scope) => holds(caller, scope)));
      const lacking = alternatives[0]?.find((scope) => !holds(caller, scope));
      if (!isHeld && lacking !== undefined) requireScope(caller, lacking as TokenScope);
    }
  };
}

function holds({ scopes }: Caller, scope: string): boolean {
  return scopes?.some((held) => held === scope) === true;
}

function neededBy(schema: GraphQLSchema, rules: FieldRules, operation: PreparedOperation): readonly Scopes[] {
  const needed = new Set<Scopes>();
  const note = (coordinate: string): void => {
    const scopes = rules.scopesOf(coordinate);
    if (scopes !== undefined) needed.add(scopes);
  };
  const types = new TypeInfo(schema);
  visit(
    documentOf(operation),
    visitWithTypeInfo(types, {
      Field(node) {
        const parent = getNamedType(types.getParentType());
        if (parent == null) return;
        note(parent.name);
        note(`${parent.name}.${node.name.value}`);
        const named = getNamedType(types.getType());
        if (named != null) note(named.name);
      },
    }),
  );
  return [...needed];
}
