import { visit, type ASTVisitor, type DocumentNode, type StringValueNode } from 'graphql';

interface Named {
  readonly name: { readonly value: string };
  readonly description?: StringValueNode | undefined;
}

/**
 * The same documents, in which everything that several of them describe has the fullest of these descriptions: composition keeps the words of the
 * first one, and who refers to a type says less of it than its owner. Of equal length the first in the alphabet.
 */
export function withFullestDescriptions(documents: readonly DocumentNode[]): readonly DocumentNode[] {
  const fullest = new Map<string, StringValueNode>();
  for (const document of documents) {
    walk(document, (coordinate, { description }) => {
      if (description === undefined) return undefined;
      const known = fullest.get(coordinate);
      if (known === undefined || isFuller(description.value, known.value))
        fullest.set(coordinate, description);
      return undefined;
    });
  }
  return documents.map((document) =>
    walk(document, (coordinate, node) => {
      const description = fullest.get(coordinate);
      return node.description === undefined || description === undefined
        ? undefined
        : { ...node, description };
    }),
  );
}

function isFuller(text: string, than: string): boolean {
  return text.length === than.length ? text < than : text.length > than.length;
}

/** Shows everything that has a name by its coordinate, `Type.field.argument`; what `seen` answers takes its place. */
function walk(
  document: DocumentNode,
  seen: (coordinate: string, node: Named) => Named | undefined,
): DocumentNode {
  const path: string[] = [];
  const named = {
    enter: (node: Named) => {
      path.push(node.name.value);
    },
    leave: (node: Named) => {
      const told = seen(path.join('.'), node);
      path.pop();
      return told;
    },
  };
  return visit(document, {
    ObjectTypeDefinition: named,
    ObjectTypeExtension: named,
    InterfaceTypeDefinition: named,
    InterfaceTypeExtension: named,
    InputObjectTypeDefinition: named,
    EnumTypeDefinition: named,
    ScalarTypeDefinition: named,
    UnionTypeDefinition: named,
    FieldDefinition: named,
    InputValueDefinition: named,
    EnumValueDefinition: named,
  } as ASTVisitor);
}
