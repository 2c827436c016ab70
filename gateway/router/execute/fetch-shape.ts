import { Kind, OperationTypeNode, type DocumentNode, type FieldNode, type SelectionSetNode } from 'graphql';

/** One `_entities` field of a fetch: under which key it answers, which variable carries the representations, what it asks of each type. */
interface EntityCall {
  readonly responseKey: string;
  readonly variable: string;
  readonly selections: SelectionSetNode;
}

/** What a fetch asks for, as far as a failed fetch must be told from it. */
export interface FetchShape {
  readonly operation: OperationTypeNode;
  /** Response keys of the root fields other than `_entities`. */
  readonly rootKeys: readonly string[];
  readonly entityCalls: readonly EntityCall[];
}

const shapes = new WeakMap<DocumentNode, FetchShape>();

/** Read once per plan: the planner's executor hands out the same document each time. */
export function fetchShapeOf(document: DocumentNode): FetchShape {
  const known = shapes.get(document);
  if (known !== undefined) return known;
  const shape = readShape(document);
  shapes.set(document, shape);
  return shape;
}

function readShape(document: DocumentNode): FetchShape {
  const rootKeys: string[] = [];
  const entityCalls: EntityCall[] = [];
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  for (const field of fieldsOf(document, operation?.selectionSet)) {
    if (field.name.value === '_entities' && field.selectionSet !== undefined) {
      entityCalls.push({
        responseKey: keyOf(field),
        variable: representationsVariable(field),
        selections: field.selectionSet,
      });
    } else if (field.name.value !== '__typename') {
      rootKeys.push(keyOf(field));
    }
  }
  return { operation: operation?.operation ?? OperationTypeNode.QUERY, rootKeys, entityCalls };
}

/**
 * Response keys that an entity call asks of a type: its own fields and those of fragments on it. `isOf` answers whether an object type
 * belongs to a fragment's type.
 */
export function entityKeysOf(
  document: DocumentNode,
  call: EntityCall,
  typeName: string,
  isOf: (typeName: string, condition: string) => boolean,
): string[] {
  const fields = fieldsOf(
    document,
    call.selections,
    (condition) => condition === typeName || isOf(typeName, condition),
  );
  const keys = [...fields].filter((field) => field.name.value !== '__typename').map(keyOf);
  return [...new Set(keys)];
}

function* fieldsOf(
  document: DocumentNode,
  selectionSet: SelectionSetNode | undefined,
  applies: (condition: string) => boolean = () => true,
): Generator<FieldNode> {
  for (const selection of selectionSet?.selections ?? []) {
    if (selection.kind === Kind.FIELD) {
      yield selection;
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      const condition = selection.typeCondition?.name.value;
      if (condition === undefined || applies(condition)) {
        yield* fieldsOf(document, selection.selectionSet, applies);
      }
    } else {
      const fragment = document.definitions.find(
        (definition) =>
          definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === selection.name.value,
      );
      if (fragment?.kind === Kind.FRAGMENT_DEFINITION && applies(fragment.typeCondition.name.value)) {
        yield* fieldsOf(document, fragment.selectionSet, applies);
      }
    }
  }
}

function keyOf(field: FieldNode): string {
  return field.alias?.value ?? field.name.value;
}

function representationsVariable(field: FieldNode): string {
  const argument = field.arguments?.find(({ name }) => name.value === 'representations');
  return argument?.value.kind === Kind.VARIABLE ? argument.value.name.value : 'representations';
}
