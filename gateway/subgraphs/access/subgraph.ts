import type { ApplicationDoc, BreakGlassDoc, CorrectionDoc } from '../../../schema/store/access-case-docs.ts';
import type { GrantDoc } from '../../../schema/store/grant-docs.ts';
import { datasetEnumName } from '../../../schema/subgraphs/access-sdl.ts';
import { buildSubgraph } from '../kit/build-subgraph.ts';
import { CONNECTION_FIELDS } from '../kit/connection.ts';
import type { Subgraph } from '../kit/subgraph.ts';
import { catalogue } from './catalogue.ts';
import { explain, type ExplainInput } from './explain.ts';
import { ACCESS_MUTATIONS } from './mutations.ts';
import {
  caseList,
  grantList,
  type AccessContext,
  type CaseListArguments,
  type GrantListArguments,
} from './pages.ts';

const id = ({ _id }: { readonly _id: string }): string => _id;
const levelsOf = (levels: GrantDoc['levels']): readonly object[] =>
  Object.entries(levels).map(([kind, level]) => ({ kind, level }));

/** Who may see what: the catalogue, grants, and what partners ask, decide and review about them. */
export function buildAccess(): Subgraph {
  return buildSubgraph<undefined>({
    name: 'access',
    loadersFor: () => undefined,
    references: {},
    resolvers: {
      Query: {
        catalogue: (_: unknown, __: unknown, context: AccessContext) => catalogue(context),
        grants: (_: unknown, args: GrantListArguments, context: AccessContext) => grantList(args, context),
        accessApplications: (_: unknown, args: CaseListArguments, context: AccessContext) =>
          caseList('APPLICATION', args, context),
        corrections: (_: unknown, args: CaseListArguments, context: AccessContext) =>
          caseList('CORRECTION', args, context),
        breakGlasses: (_: unknown, args: CaseListArguments, context: AccessContext) =>
          caseList('BREAK_GLASS', args, context),
        breakGlassChangedItem: (
          _: unknown,
          { item }: { readonly item: { readonly id: string } },
          { store }: AccessContext,
        ) => store.accessCase('BREAK_GLASS', item.id),
        explainAccess: (_: unknown, { input }: { readonly input: ExplainInput }, context: AccessContext) =>
          explain(input, context),
      },
      Mutation: ACCESS_MUTATIONS,
      Grant: {
        id,
        dataset: ({ dataset }: GrantDoc) => datasetEnumName(dataset),
        levels: ({ levels }: GrantDoc) => levelsOf(levels),
      },
      AccessApplication: {
        id,
        dataset: ({ asked }: ApplicationDoc) => datasetEnumName(asked.dataset),
        rows: ({ asked }: ApplicationDoc) => asked.rows,
        levels: ({ asked }: ApplicationDoc) => levelsOf(asked.levels),
        rights: ({ asked }: ApplicationDoc) => asked.rights,
        purposes: ({ asked }: ApplicationDoc) => asked.purposes,
        validFrom: ({ asked }: ApplicationDoc) => asked.validFrom,
        validTo: ({ asked }: ApplicationDoc) => asked.validTo,
        grantId: ({ grantIds }: ApplicationDoc) => grantIds[0] ?? null,
      },
      Correction: { id: ({ _id }: CorrectionDoc) => _id },
      BreakGlass: { id: ({ _id }: BreakGlassDoc) => _id },
      GrantConnection: CONNECTION_FIELDS,
      AccessApplicationConnection: CONNECTION_FIELDS,
      CorrectionConnection: CONNECTION_FIELDS,
      BreakGlassConnection: CONNECTION_FIELDS,
    },
  });
}
