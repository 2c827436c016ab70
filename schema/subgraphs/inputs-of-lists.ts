import { Kind, parse, print, visit, type DefinitionNode, type DocumentNode } from 'graphql';

/** What a definition of an input is made of. */
const TAKEN: ReadonlySet<string> = new Set([Kind.INPUT_OBJECT_TYPE_DEFINITION, Kind.ENUM_TYPE_DEFINITION]);

type Named = Extract<DefinitionNode, { readonly name: unknown; readonly description?: unknown }>;

/**
 * The inputs and enums that `sdl` names and does not define, with all that they are made of, word for word as other subgraphs define them: a list takes
 * the same filter wherever it is asked for.
 */
export function inputsOfLists(sdl: string, others: readonly string[]): string {
  const own = parse(sdl);
  const known = new Set(definitionsOf(own).map(({ name }) => name.value));
  const elsewhere = new Map(
    others
      .flatMap((other) => definitionsOf(parse(other)))
      .filter(({ kind }) => TAKEN.has(kind))
      .map((definition) => [definition.name.value, definition]),
  );
  const taken: string[] = [];
  const take = (node: DocumentNode | Named): void => {
    visit(node, {
      NamedType({ name: { value } }) {
        const definition = elsewhere.get(value);
        if (definition === undefined || known.has(value)) return;
        known.add(value);
        taken.push(print(definition));
        take(definition);
      },
    });
  };
  take(own);
  return taken.join('\n\n');
}

function definitionsOf(document: DocumentNode): readonly Named[] {
  return document.definitions.filter((node): node is Named => 'name' in node && 'description' in node);
}
