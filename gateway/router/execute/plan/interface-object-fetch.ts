import type { EntityBatchAlias, RequiresSelection } from '@graphql-hive/router-query-planner';
import type { DocumentNode } from 'graphql';
import { entityTypesOf } from './fetch-document.ts';

/**
 * A fetch from a subgraph that knows an interface as an object (`@interfaceObject`), for all that implement it and under the name that the subgraph
 * knows. The planner joins the fetch for one type with that for another and keeps the condition of the first alone, so that objects of
 * the other would be left out; and it forgets at times to send the interface's name. To ask for more objects than needed does no harm.
 * @param interfaceObjects those of the subgraph
 */
export function forAllOfInterface(
  document: DocumentNode,
  alias: EntityBatchAlias,
  interfaceObjects: ReadonlySet<string> | undefined,
  typesUnder: (condition: string) => ReadonlySet<string>,
): EntityBatchAlias {
  const [type, ...others] = entityTypesOf(document, alias.alias);
  if (type === undefined || others.length > 0 || interfaceObjects?.has(type) !== true) return alias;
  const members = typesUnder(type);
  const widened = alias.requires.map((selection): RequiresSelection =>
    selection.kind === 'InlineFragment' && members.has(selection.typeCondition)
      ? { ...selection, typeCondition: type }
      : selection,
  );
  const named = {
    ValueSetter: {
      path: [{ TypenameEquals: [type] }, { Key: '__typename' }],
      setValueTo: type,
    },
  };
  return { ...alias, requires: widened, inputRewrites: [...(alias.inputRewrites ?? []), named] };
}
