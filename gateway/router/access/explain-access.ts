import {
  Kind,
  separateOperations,
  type DocumentNode,
  type GraphQLCompositeType,
  type SelectionSetNode,
} from 'graphql';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import type { PreparedOperation } from '../prepare/prepared-operation.ts';
import { cutOperation, type OperationCut } from './cut-operation.ts';
import type { CutRule, CutRuleKind, Datasets, FieldDecisions } from './field-decisions.ts';
import { guardedArguments } from './guarded-arguments.ts';
import { compositeOf, fieldOf, fragmentOf, objectTypesOf, typeOfFragment } from './operation-parts.ts';

/** One thing that an access does not show, or does not let ask by. */
export interface AccessFinding {
  /** Response keys from the root, without indexes: `dispute.risk.score`. */
  readonly path: string;
  /** A field that is answered with null, or an argument for which the operation is refused. */
  readonly what: 'FIELD' | 'ARGUMENT';
  /** Schema coordinate of the field, or of what asks by it: `DisputeRisk.score`, `DisputeFilter.minScore`. */
  readonly coordinate: string;
  readonly rule: CutRuleKind;
  /** The rule in words. */
  readonly says: string;
  /** Grants that withhold it; empty when none gives it. */
  readonly grantIds: readonly string[];
}

/**
 * Dry run: which fields and arguments of an operation an access cuts before anything is asked, by which rule and which grants. Pure. Rows and
 * masks, which depend on the data, are not in it.
 * @param operation as `Preparer.prepare` made it
 */
export function explainAccess(
  decisions: FieldDecisions,
  operation: PreparedOperation,
  variables: Readonly<Record<string, unknown>> = {},
): readonly AccessFinding[] {
  const cut = cutOperation(decisions, operation);
  const found = new Map<string, AccessFinding>();
  const add = (finding: AccessFinding): void => {
    found.set(`${finding.path} ${finding.coordinate}`, finding);
  };
  new Explainer(cut, (rule, path) => {
    add({ ...told(rule), path: path.join('.'), what: 'FIELD', coordinate: rule.field });
  }).walk(cut.parts.selectionSet, cut.parts.root, [], []);
  const shown = documentOf(cut.operation ?? operation);
  for (const { path, coordinate, rule } of guardedArguments(decisions, shown).refused(variables)) {
    add({ ...told(rule), path: path.join('.'), what: 'ARGUMENT', coordinate });
  }
  return [...found.values()];
}

/** The document of an operation alone. */
export function documentOf(
  operation: Pick<PreparedOperation, 'document' | 'operationName' | 'selectionSet'>,
): DocumentNode {
  const { document, selectionSet } = operation;
  for (const one of Object.values(separateOperations(document))) {
    const isMeant = one.definitions.some(
      (node) => node.kind === Kind.OPERATION_DEFINITION && node.selectionSet === selectionSet,
    );
    if (isMeant) return one;
  }
  throw new HubError('HUB_INTERNAL', 'an operation is not in its document');
}

function told({ kind, says, grantIds }: CutRule): Pick<AccessFinding, 'rule' | 'says' | 'grantIds'> {
  return { rule: kind, says, grantIds };
}

class Explainer {
  readonly #cut: OperationCut;
  readonly #tell: (rule: CutRule, path: readonly string[]) => void;
  readonly #seen = new Map<SelectionSetNode, Set<string>>();

  constructor(cut: OperationCut, tell: (rule: CutRule, path: readonly string[]) => void) {
    this.#cut = cut;
    this.#tell = tell;
  }

  walk(
    set: SelectionSetNode,
    parent: GraphQLCompositeType,
    reached: Datasets,
    path: readonly string[],
  ): void {
    const { parts, decisions } = this.#cut;
    const key = `${parent.name} ${reached.join(' ')} ${path.join('.')}`;
    const seen = this.#seen.get(set) ?? new Set();
    this.#seen.set(set, seen);
    if (seen.has(key) || !this.#cut.cutSet(set, parent, reached).isTouched) return;
    seen.add(key);
    for (const selection of set.selections) {
      if (selection.kind !== Kind.FIELD) {
        const { condition, set: inner } = fragmentOf(parts, selection);
        this.walk(inner, typeOfFragment(parts.schema, condition, parent), reached, path);
        continue;
      }
      const at = [...path, selection.alias?.value ?? selection.name.value];
      for (const type of objectTypesOf(parts.schema, parent)) {
        const field = fieldOf(type, selection.name.value);
        if (field === undefined) continue;
        const rule = this.#cut.ruleOf(type, [selection], reached);
        if (rule !== null) {
          this.#tell(rule, at);
          continue;
        }
        const below = compositeOf(field);
        if (below === undefined || selection.selectionSet === undefined) continue;
        this.walk(selection.selectionSet, below, decisions.datasetsBelow(type, field, reached), at);
      }
    }
  }
}
