import { beforeAll, expect, test } from 'vitest';
import { freshStore } from '../../../test/harness/servers.ts';
import { derivedFieldsOf } from '../../../schema/linking/dispute-fields.ts';
import { memberOf } from '../../../schema/linking/member.ts';
import type { RecordDoc } from '../../../schema/store/documents.ts';
import type { Store } from '../../../schema/store/models.ts';
import { dispute, party, record, storeRecords } from '../../subgraphs/testing/fixtures.ts';
import { keepEvents } from '../../subgraphs/testing/kept-events.ts';
import { eventCriteriaOf } from '../../events/event-criteria.ts';
import { openDoor } from '../door.ts';
import { accessOf, callerWith } from '../testing/partial-access.ts';

const ZHANG = party({ name: '张伟', phone: '13812345678' });
const TOLD = record('police110', '1', { narrative: '对门张伟多次用震楼器' });
const NAMES = record('court', '1', { parties: [ZHANG] });
const GUARDED = record('grid', '1', { sensitivity: 'SEALED', parties: [party({ name: '李春梅' })] });
const ENDED = record('hotline12345', '1', { parties: [ZHANG] });

const CALLER = callerWith(accessOf({}, { all: 'MASKED', sensitivity: 'NORMAL' }), 'court');
let store: Store;
beforeAll(async () => {
  store = await freshStore();
  await storeRecords(store, [TOLD, NAMES, GUARDED]);
  const withdrawn = dispute('T-320612-261124-000002', [ENDED]);
  const fields = fieldsOf(withdrawn._id, [ENDED]);
  await store.disputes.insertMany([
    disputeOf('T-320612-261124-000001', [TOLD, NAMES, GUARDED]),
    { ...withdrawn, ...fields, members: [], state: 'WITHDRAWN' },
  ]);
  await keepEvents(store, [
    {
      partition: 0,
      offset: 0,
      disputeId: withdrawn._id,
      title: '已联系张伟，等回电',
      guard: 'NORMAL',
      reach: fields.reach ?? [],
    },
  ]);
});

const fieldsOf = (id: string, records: readonly RecordDoc[]): ReturnType<typeof derivedFieldsOf> =>
  derivedFieldsOf(
    id,
    records.map(({ _id, ...doc }) => memberOf({ ...doc, id: _id })),
  );

function disputeOf(code: string, records: readonly RecordDoc[]): ReturnType<typeof dispute> {
  const made = dispute(code, records);
  return { ...made, ...fieldsOf(made._id, records) };
}

test('who is named in a text is hidden also where a guarded record takes its dispute out of sight', async () => {
  const door = openDoor(store).for(CALLER);
  expect(await door.disputesByRecordIds([TOLD._id])).toEqual([]);
  expect((await door.recordsByIds([NAMES._id]))[0]?.parties[0]?.name).toBe('张*');
  expect((await door.recordsByIds([TOLD._id]))[0]?.narrative).toBe('对门张*多次用震楼器');
});

test('an event of a dispute whose records were all withdrawn hides whom the dispute still names', async () => {
  const { edges } = await openDoor(store)
    .for(CALLER)
    .eventPage({
      criteria: eventCriteriaOf({ kinds: ['DISPUTE_CHANGED'] }),
      after: null,
      since: null,
      limit: 10,
    });
  expect(edges.map(({ event }) => event.title)).toEqual(['已联系张*，等回电']);
});

test('stores for one request read the people around a record once', async () => {
  const reads: string[] = [];
  const door = openDoor(store, { onRead: (collection) => reads.push(collection) });
  const kept = new Map();
  const readBoth = async (): Promise<void> => {
    await door.for(CALLER, undefined, kept).recordTimelines([TOLD._id, NAMES._id]);
    await door.for(CALLER, undefined, kept).recordsByIds([TOLD._id]);
  };
  await readBoth();
  // Beside the two that were asked for, the guarded one is looked for, and not found.
  expect(reads).toEqual(['records', 'records', 'records']);
  reads.length = 0;
  await readBoth();
  expect(reads).toEqual(['records', 'records']);
});
