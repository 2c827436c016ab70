import { HubError } from '../../../schema/canonical/hub-error.ts';
import { datasetEnumName } from '../../../schema/subgraphs/access-sdl.ts';
import { DATASETS, type Dataset } from '../../../schema/vocabulary/datasets.ts';

/** A dataset by its name in `enum DatasetName`. */
export function datasetOf(enumName: string): Dataset {
  const dataset = DATASETS.find((name) => datasetEnumName(name) === enumName);
  if (dataset !== undefined) return dataset;
  throw new HubError('HUB_BAD_REQUEST', `there is no dataset ${enumName}`, { field: 'dataset' });
}
