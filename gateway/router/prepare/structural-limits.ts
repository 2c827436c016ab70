import {
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import { limitExceeded, type QueryLimits } from './query-limits.ts';

interface Size {
  readonly depth: number;
  readonly selections: number;
  readonly aliases: number;
  readonly directives: number;
  readonly rootFields: number;
}

const NOTHING: Size = { depth: 0, selections: 0, aliases: 0, directives: 0, rootFields: 0 };

/**
 * Measures every operation before it is validated, because validation and planning cost most on exactly the documents that are too large.
 * Each fragment is measured once, so 30 fragments that spread each other twice cost 30 steps, not 2^30; a fragment within itself counts
 * nothing here and is refused by validation.
 *
 * @throws HubError HUB_LIMIT_EXCEEDED naming limit and value, HUB_BAD_REQUEST for reserved names.
 */
export function checkStructure(document: DocumentNode, limits: QueryLimits): void {
  const fragments = new Map<string, FragmentDefinitionNode>();
  const operations: OperationDefinitionNode[] = [];
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) {
      refuseReserved(definition.name.value);
      fragments.set(definition.name.value, definition);
    } else if (definition.kind === Kind.OPERATION_DEFINITION) {
      refuseReserved(definition.name?.value);
      operations.push(definition);
    }
  }
  const measure = measureWith(fragments);
  for (const operation of operations) {
    for (const { variable } of operation.variableDefinitions ?? []) refuseReserved(variable.name.value);
    const size = measure(operation.selectionSet);
    const found: Partial<Record<keyof QueryLimits, number>> = {
      maxDepth: size.depth,
      maxSelections: size.selections,
      maxAliases: size.aliases,
      maxRootFields: size.rootFields,
      maxDirectives: size.directives + (operation.directives?.length ?? 0),
    };
    for (const [name, value] of Object.entries(found)) {
      const limit = name as keyof QueryLimits;
      if (value > limits[limit]) throw limitExceeded(limits, limit, value);
    }
  }
}

function measureWith(
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): (set: SelectionSetNode) => Size {
  const known = new Map<string, Size>();
  const underWay = new Set<string>();

  const ofFragment = (name: string): Size => {
    const fragment = fragments.get(name);
    const size = known.get(name);
    if (size !== undefined) return size;
    if (fragment === undefined || underWay.has(name)) return NOTHING;
    underWay.add(name);
    const measured = measure(fragment.selectionSet);
    underWay.delete(name);
    known.set(name, measured);
    return measured;
  };

  const measure = (set: SelectionSetNode): Size => {
    let { depth, selections, aliases, directives, rootFields } = NOTHING;
    for (const selection of set.selections) {
      directives += selection.directives?.length ?? 0;
      selections += 1;
      let inner = NOTHING;
      if (selection.kind === Kind.FIELD) {
        refuseReserved(selection.alias?.value);
        inner = selection.selectionSet === undefined ? NOTHING : measure(selection.selectionSet);
        depth = Math.max(depth, inner.depth + 1);
        aliases += selection.alias === undefined ? 0 : 1;
        rootFields += 1;
      } else {
        inner =
          selection.kind === Kind.INLINE_FRAGMENT
            ? measure(selection.selectionSet)
            : ofFragment(selection.name.value);
        depth = Math.max(depth, inner.depth);
        rootFields += inner.rootFields;
      }
      selections += inner.selections;
      aliases += inner.aliases;
      directives += inner.directives;
    }
    return { depth, selections, aliases, directives, rootFields };
  };
  return measure;
}

/** Names that begin with two underscores belong to GraphQL; as aliases or variables they could stand for `__typename` or `__proto__`. */
function refuseReserved(name: string | undefined): void {
  if (name?.startsWith('__') === true) {
    throw new HubError(
      'HUB_BAD_REQUEST',
      `the name ${name} begins with two underscores, which GraphQL keeps for itself; choose another`,
    );
  }
}
