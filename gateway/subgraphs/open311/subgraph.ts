import type { RecordDoc } from '../../../schema/store/documents.ts';
import { codedDetail, textDetail, textOf } from '../kit/details.ts';
import { buildFeedSubgraph } from '../kit/feed-subgraph.ts';
import type { Subgraph } from '../kit/subgraph.ts';

/** Details that have a field of their own: a profile that names a column so fills the field. */
const TEXT_FIELDS = [
  'serviceName',
  'descriptor',
  'locationType',
  'zipcode',
  'city',
  'borough',
  'communityBoard',
  'expectedAt',
  'resolution',
  'resolutionUpdatedAt',
  'channel',
] as const;
const OWN_FIELDS: ReadonlySet<string> = new Set([...TEXT_FIELDS, 'agencyCode', 'agency']);

/** Service requests of any city that speaks Open311 or exports its 311 requests (城市311服务请求). */
export function buildOpen311(): Subgraph {
  return buildFeedSubgraph({
    feed: 'open311',
    one: 'serviceRequest',
    many: 'serviceRequests',
    fields: {
      serviceRequestId: (record: RecordDoc) => record.sourceId,
      agency: codedDetail('agencyCode', 'agency'),
      attributes: attributesOf,
      ...Object.fromEntries(TEXT_FIELDS.map((name) => [name, textDetail(name)])),
    },
  });
}

function attributesOf({ details }: RecordDoc): readonly { name: string; value: string }[] {
  return Object.keys(details)
    .filter((name) => !OWN_FIELDS.has(name))
    .sort()
    .flatMap((name) => {
      const value = textOf(details[name]);
      return value === null ? [] : [{ name, value }];
    });
}
