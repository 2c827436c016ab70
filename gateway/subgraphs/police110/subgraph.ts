import { feedCodes } from '../../../schema/vocabulary/tables.ts';
import type { RecordDoc } from '../../../schema/store/documents.ts';
import { codedDetail, textDetail } from '../kit/details.ts';
import { buildFeedSubgraph } from '../kit/feed-subgraph.ts';
import type { Subgraph } from '../kit/subgraph.ts';

const labelsOf = (table: string): ReadonlyMap<string, string> =>
  new Map(feedCodes(table).map(({ code, label }) => [code, label]));

/** Police 110 dispatch (110接处警): columns after the published 接处警 table. */
export function buildPolice110(): Subgraph {
  return buildFeedSubgraph({
    feed: 'police110',
    one: 'policeIncident',
    many: 'policeIncidents',
    fields: {
      callSheetNo: (record: RecordDoc) => record.sourceId,
      dispatchSheetNo: textDetail('dispatchSheetNo'),
      dispatchedAt: textDetail('dispatchedAt'),
      arrivedAt: textDetail('arrivedAt'),
      feedbackAt: textDetail('feedbackAt'),
      channel: codedDetail('channelCode', 'channel', labelsOf('police.report_channel')),
      typeL1: textDetail('typeL1'),
      typeL2: textDetail('typeL2'),
      typeL3: textDetail('typeL3'),
      level: codedDetail('level', null, labelsOf('police.level')),
      jurisdictionUnit: codedDetail('jurisdictionUnitCode', 'jurisdictionUnit'),
      beat: codedDetail('beatCode', 'beat'),
      officer: codedDetail('officerCode', 'officer'),
      disposal: codedDetail('disposalCode', 'disposal'),
      disposalNote: textDetail('disposalNote'),
      feedbackResult: codedDetail('feedbackResultCode', 'feedbackResult'),
      feedbackNote: textDetail('feedbackNote'),
    },
  });
}
