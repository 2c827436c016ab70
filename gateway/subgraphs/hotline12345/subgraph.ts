import type { RecordDoc } from '../../../schema/store/documents.ts';
import { codedDetail, listDetail, textDetail } from '../kit/details.ts';
import { buildFeedSubgraph } from '../kit/feed-subgraph.ts';
import type { Subgraph } from '../kit/subgraph.ts';

/** 12345 hotline (12345政务热线). */
export function buildHotline12345(): Subgraph {
  return buildFeedSubgraph({
    feed: 'hotline12345',
    one: 'hotlineTicket',
    many: 'hotlineTickets',
    fields: {
      ticketNo: (record: RecordDoc) => record.sourceId,
      requestType: codedDetail('requestTypeCode', 'requestType'),
      callerGender: textDetail('callerGender'),
      counterparty: textDetail('counterparty'),
      stage: textDetail('stage'),
      deadlineAt: textDetail('deadlineAt'),
      handlingUnit: textDetail('handlingUnit'),
      reply: textDetail('reply'),
      repliedAt: textDetail('repliedAt'),
      satisfaction: textDetail('satisfaction'),
      relatedNumbers: listDetail('relatedNumbers'),
    },
  });
}
