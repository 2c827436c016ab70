import { Kind, type DocumentNode, type SelectionSetNode } from 'graphql';

/** Response keys with what is asked for below each; null below leaves, whose values may be of any shape. */
type Shape = Map<string, Shape | null>;

const known = new WeakMap<DocumentNode, Shape>();

/**
 * Takes out of the data, in place, whatever the document does not ask for: a server that answers more than it was asked must not put its values
 * where another's belong.
 */
export function keepAskedFor(document: DocumentNode, data: Record<string, unknown>): void {
  let shape = known.get(document);
  if (shape === undefined) {
    shape = shapeOf(document);
    known.set(document, shape);
  }
  prune(data, shape);
}

function prune(value: unknown, shape: Shape): void {
  if (Array.isArray(value)) {
    for (let at = 0; at < value.length; at += 1) prune(value[at], shape);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const fields = value as Record<string, unknown>;
  // Of parsed JSON: all that it has is its own.
  for (const key in fields) {
    const below = shape.get(key);
    if (below === undefined) Reflect.deleteProperty(fields, key);
    else if (below !== null) prune(fields[key], below);
  }
}

function shapeOf(document: DocumentNode): Shape {
  const shape: Shape = new Map();
  const add = (set: SelectionSetNode, into: Shape): void => {
    for (const selection of set.selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) add(selection.selectionSet, into);
      else if (selection.kind === Kind.FRAGMENT_SPREAD) {
        for (const one of document.definitions) {
          if (one.kind === Kind.FRAGMENT_DEFINITION && one.name.value === selection.name.value) {
            add(one.selectionSet, into);
          }
        }
      } else {
        const key = selection.alias?.value ?? selection.name.value;
        const below =
          into.get(key) ?? (selection.selectionSet === undefined ? null : new Map<string, Shape | null>());
        into.set(key, below);
        if (below !== null && selection.selectionSet !== undefined) add(selection.selectionSet, below);
      }
    }
  };
  for (const one of document.definitions) {
    if (one.kind === Kind.OPERATION_DEFINITION) add(one.selectionSet, shape);
  }
  return shape;
}
