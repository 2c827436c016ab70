import { readFieldRules } from '../../router/access/field-rules.ts';
import { datasetTitle } from '../../../schema/canonical/dataset-terms.ts';
import { datasetEnumName } from '../../../schema/subgraphs/access-sdl.ts';
import { checkedInSupergraph } from '../../../schema/subgraphs/compose.ts';
import { DATASETS, type Dataset } from '../../../schema/vocabulary/datasets.ts';
import { catalogueFields, type CatalogueField } from './catalogue-fields.ts';
import type { AccessContext } from './pages.ts';

interface CatalogueDataset {
  readonly name: string;
  readonly titleZh: string;
  readonly titleEn: string;
  readonly owner: string;
  readonly share: string;
  readonly conditions: string | null;
  readonly fields: readonly CatalogueField[];
}

let fields: ReadonlyMap<Dataset, readonly CatalogueField[]> | undefined;

/** Every dataset with its terms, and where it holds something sensitive. */
export async function catalogue({ store }: AccessContext): Promise<readonly CatalogueDataset[]> {
  const sdl = (): string => checkedInSupergraph();
  fields ??= catalogueFields(sdl(), readFieldRules(sdl()));
  const known = fields;
  const terms = await store.datasetTerms();
  return DATASETS.flatMap((dataset) => {
    const held = terms.get(dataset);
    if (held === undefined) return [];
    const { zh, en } = datasetTitle(dataset);
    const { owner, share, conditions } = held;
    return [
      {
        name: datasetEnumName(dataset),
        titleZh: zh,
        titleEn: en,
        owner,
        share,
        conditions,
        fields: known.get(dataset) ?? [],
      },
    ];
  });
}
