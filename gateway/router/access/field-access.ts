import {
  GraphQLError,
  Kind,
  OperationTypeNode,
  type ExecutionResult,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Access } from '../../access/grants/access.ts';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import type { PreparedOperation } from '../prepare/prepared-operation.ts';
import { RequestError } from '../prepare/request-error.ts';
import { cutOperation, type OperationCut } from './cut-operation.ts';
import { documentOf } from './explain-access.ts';
import { FieldDecisions, type CutRule } from './field-decisions.ts';
import type { FieldRules } from './field-rules.ts';
import { guardedArguments, type GuardedArguments } from './guarded-arguments.ts';
import { fragmentOf } from './operation-parts.ts';
import { extensionsOf, restoreAnswer, wordsOf } from './restore-answer.ts';

type Values = Readonly<Record<string, unknown>>;

/** What an access leaves of operations: compiled once for each operation and access, before any subgraph is asked. */
export interface FieldAccess {
  /**
   * Whether the operation may be asked at all.
   * @throws RequestError HUB_ARGUMENT_NOT_GRANTED when an argument asks by a field that is cut, HUB_FIELD_NOT_GRANTED when a subscription's one
   *   field is, or what must not be null.
   */
  check(access: Access, operation: PreparedOperation, variables: Values): void;
  /** The operation as it is to be planned. */
  leftOf(access: Access, operation: PreparedOperation): PreparedOperation;
  /** The answer to what is left, as an answer to the operation. */
  restore(
    access: Access,
    operation: PreparedOperation,
    variables: Values,
    result: ExecutionResult,
  ): ExecutionResult;
}

/** Accesses of which is kept what they cut. */
const KEPT_ACCESSES = 256;
/** Of one operation, for different accesses. */
const KEPT_CUTS = 64;

interface Compiled {
  readonly cut: OperationCut;
  readonly guarded: GuardedArguments;
}

export function createFieldAccess(schema: GraphQLSchema, rules: FieldRules): FieldAccess {
  const decisions = new LRUCache<string, FieldDecisions>({ max: KEPT_ACCESSES });
  const known = new WeakMap<PreparedOperation, LRUCache<string, Compiled>>();

  const decisionsOf = (access: Access): FieldDecisions => {
    let made = decisions.get(access.key);
    if (made === undefined) decisions.set(access.key, (made = new FieldDecisions(schema, rules, access)));
    return made;
  };
  const compiledOf = (access: Access, operation: PreparedOperation): Compiled => {
    let kept = known.get(operation);
    if (kept === undefined) known.set(operation, (kept = new LRUCache({ max: KEPT_CUTS })));
    let compiled = kept.get(access.key);
    if (compiled === undefined) {
      const cut = cutOperation(decisionsOf(access), operation);
      const guarded = guardedArguments(cut.decisions, documentOf(cut.operation ?? operation));
      kept.set(access.key, (compiled = { cut, guarded }));
    }
    return compiled;
  };

  return {
    check(access, operation, variables) {
      if (rules.isEmpty) return;
      const { cut, guarded } = compiledOf(access, operation);
      const refused = guarded.firstRefused(variables);
      if (refused !== null) {
        const { coordinate, rule } = refused;
        const message = `${coordinate} asks by ${rule.field}, which is not granted: ${rule.says}; leave it out`;
        const extensions = { ...extensionsOf(rule), code: 'HUB_ARGUMENT_NOT_GRANTED', argument: coordinate };
        throw new RequestError([new GraphQLError(message, { extensions })]);
      }
      const { selectionSet, root } = cut.parts;
      const lost = cut.cutSet(selectionSet, root, []).lost.get(root.name);
      const isMute =
        operation.operationType === OperationTypeNode.SUBSCRIPTION && cut.operation?.needsSubgraphs === false;
      if (!isMute && lost === undefined) return;
      const rule = lost ?? ruleOfRoot(cut);
      throw new RequestError([new GraphQLError(wordsOf(rule), { extensions: extensionsOf(rule) })]);
    },
    leftOf: (access, operation) =>
      rules.isEmpty ? operation : (compiledOf(access, operation).cut.operation ?? operation),
    restore(access, operation, variables, result) {
      if (rules.isEmpty) return result;
      const { cut } = compiledOf(access, operation);
      return cut.operation === null ? result : restoreAnswer(cut, variables, result);
    },
  };
}

/** Of a subscription whose one field is cut. */
function ruleOfRoot(cut: OperationCut): CutRule {
  const rule = firstRule(cut, cut.parts.selectionSet);
  if (rule === null) throw new HubError('HUB_INTERNAL', 'a subscription is cut by no rule');
  return rule;
}

function firstRule(cut: OperationCut, set: SelectionSetNode): CutRule | null {
  for (const selection of set.selections) {
    const rule =
      selection.kind === Kind.FIELD
        ? cut.ruleOf(cut.parts.root, [selection], [])
        : firstRule(cut, fragmentOf(cut.parts, selection).set);
    if (rule !== null) return rule;
  }
  return null;
}
