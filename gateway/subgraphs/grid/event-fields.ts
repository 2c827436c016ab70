import type { RecordDoc } from '../../../schema/store/documents.ts';
import { textDetail } from '../kit/details.ts';
import { entryNamed } from './lists.ts';
import type { GridContext } from './loaders.ts';

const gridCode = textDetail('gridCode');
const communityCode = textDetail('communityCode');

/** Fields of GridEvent that only this feed has. */
export const EVENT_FIELDS = {
  eventNo: (record: RecordDoc) => record.sourceId,
  eventClass: textDetail('eventClass'),
  eventSubclass: textDetail('eventSubclass'),
  stage: textDetail('stage'),
  result: textDetail('result'),
  counterparty: textDetail('counterparty'),
  gridCode,
  gridName: textDetail('gridName'),
  grid: (record: RecordDoc, _: unknown, context: GridContext) =>
    entryNamed('GRID', gridCode(record), context),
  community: (record: RecordDoc, _: unknown, context: GridContext) =>
    entryNamed('COMMUNITY', communityCode(record), context),
};
