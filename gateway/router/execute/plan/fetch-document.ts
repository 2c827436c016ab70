import type { FetchRewrite } from '@graphql-hive/router-query-planner';
import { Kind, visit, type DocumentNode, type FieldNode, type SelectionSetNode } from 'graphql';

const PLANNER_ALIAS = /^_internal_qp_alias_/;

/** Response keys of the root fields. */
export function rootKeysOf(document: DocumentNode): string[] {
  const keys = fieldsOf(document, operationOf(document)).map(keyOf);
  return [...new Set(keys)].filter((key) => key !== '__typename');
}

/** Response keys of everything that is asked of entities of any type under this root key. */
export function entityKeysOf(document: DocumentNode, responseKey: string): string[] {
  const roots = fieldsOf(document, operationOf(document)).filter((field) => keyOf(field) === responseKey);
  const keys = roots.flatMap((field) => fieldsOf(document, field.selectionSet)).map(keyOf);
  return [...new Set(keys)];
}

/** Types on whose condition entities are asked for under this root key. */
export function entityTypesOf(document: DocumentNode, responseKey: string): string[] {
  const roots = fieldsOf(document, operationOf(document)).filter((field) => keyOf(field) === responseKey);
  const types = roots.flatMap(({ selectionSet }) =>
    (selectionSet?.selections ?? []).flatMap((selection) =>
      selection.kind === Kind.INLINE_FRAGMENT ? [selection.typeCondition?.name.value ?? ''] : [],
    ),
  );
  return [...new Set(types)];
}

/**
 * The planner gives a field a name of its own when it would clash with another, and renames it in the answer, or tells a later fetch that requires
 * it to take it from there (`required`). Where it forgets both, the value would be taken for another field's: such a plan is not executed.
 * @throws Error
 */
export function checkPlannerAliases(
  document: DocumentNode,
  rewrites: readonly FetchRewrite[],
  required: ReadonlySet<string>,
): void {
  const undone = new Set(rewrites.map(renamedKey));
  visit(document, {
    Field(node) {
      const alias = node.alias?.value;
      if (alias === undefined || !PLANNER_ALIAS.test(alias)) return;
      if (undone.has(alias) || required.has(alias)) return;
      throw new Error(
        `the planner asks ${node.name.value} under a name that it does not take back; ask for fewer fields at once`,
      );
    },
  });
}

/**
 * Names that the planner gave fields of a plan so that a later fetch requires them by these: no answer is renamed to them, so that
 * the field's own name holds another value, or none.
 */
export function requiredAliases(plan: unknown): ReadonlySet<string> {
  const required = new Set<string>();
  const undone = new Set<string | undefined>();
  const look = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { kind, name, alias, KeyRenamer: renamer } = node as Readonly<Record<string, unknown>>;
    if (renamer !== undefined) undone.add(renamedKey(node as FetchRewrite));
    if (kind === 'Field' && typeof name === 'string' && alias !== undefined && PLANNER_ALIAS.test(name)) {
      required.add(name);
    }
    Object.values(node).forEach(look);
  };
  look(plan);
  return new Set([...required].filter((name) => !undone.has(name)));
}

function renamedKey(rewrite: FetchRewrite): string | undefined {
  const last = 'KeyRenamer' in rewrite ? rewrite.KeyRenamer.path.at(-1) : undefined;
  return last !== undefined && 'Key' in last ? last.Key : undefined;
}

function operationOf(document: DocumentNode): SelectionSetNode | undefined {
  return document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION)?.selectionSet;
}

function fieldsOf(document: DocumentNode, set: SelectionSetNode | undefined): FieldNode[] {
  return (set?.selections ?? []).flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    if (selection.kind === Kind.INLINE_FRAGMENT) return fieldsOf(document, selection.selectionSet);
    const fragment = document.definitions.find(
      (node) => node.kind === Kind.FRAGMENT_DEFINITION && node.name.value === selection.name.value,
    );
    return fragment?.kind === Kind.FRAGMENT_DEFINITION ? fieldsOf(document, fragment.selectionSet) : [];
  });
}

function keyOf(field: FieldNode): string {
  return field.alias?.value ?? field.name.value;
}
