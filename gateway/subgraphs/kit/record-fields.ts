import type { RecordVersionDoc } from '../../access/record-reads.ts';
import { toUtcInstant } from '../../../schema/canonical/date-time.ts';
import { sensitivityOfStored } from '../../../schema/canonical/sensitivity.ts';
import type { RecordDoc } from '../../../schema/store/documents.ts';
import type { RecordLoaders } from './record-loaders.ts';
import { regionView } from './region.ts';
import type { SubgraphContext } from './subgraph.ts';
import { categoryTerm, knownCategory } from './vocabulary.ts';

const MAX_VERSIONS = 50;

/** Fields of `interface Record` that are not stored under their own name. */
export const RECORD_FIELDS = {
  id: (record: RecordDoc) => record._id,
  number: (record: RecordDoc) => record.numbers[0] ?? record.sourceId,
  category: (record: RecordDoc) => knownCategory(record.category),
  categoryTerm: (record: RecordDoc) => categoryTerm(record.category),
  region: (record: RecordDoc) => regionView(record.place.regionCode),
  address: (record: RecordDoc) => record.place.address,
  location: ({ place: { longitude, latitude } }: RecordDoc) =>
    longitude === null || latitude === null ? null : { longitude, latitude },
  reporter: (record: RecordDoc) => record.parties.find(({ role }) => role === 'REPORTER') ?? null,
  events: (record: RecordDoc) =>
    record.events.toSorted((one, other) => byText(toUtcInstant(one.at), toUtcInstant(other.at))),
  sensitivity: (record: RecordDoc) => sensitivityOfStored(record).sensitivity,
  sensitivityRule: (record: RecordDoc) => sensitivityOfStored(record).sensitivityRule,
  versions: async (record: RecordDoc, _: unknown, { loaders }: SubgraphContext<RecordLoaders>) =>
    (await loaders.versionsById.load(record._id)).toSorted(latestFirst).slice(0, MAX_VERSIONS),
};

function latestFirst(one: RecordVersionDoc, other: RecordVersionDoc): number {
  return byText(toUtcInstant(other.sourceTime), toUtcInstant(one.sourceTime)) || byText(other._id, one._id);
}

function byText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
