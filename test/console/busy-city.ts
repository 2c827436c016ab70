import { disputeCodeOf } from '../../schema/canonical/dispute-code.ts';
import type { DisputeDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import { storeQuality } from '../../gateway/subgraphs/testing/feed-quality.ts';
import { dispute, feedStatus, record } from '../../gateway/subgraphs/testing/fixtures.ts';
import { hotSpot, risk } from '../../gateway/subgraphs/testing/full-risk.ts';
import { handled } from '../../gateway/subgraphs/testing/handled.ts';
import { keepEvents } from '../../gateway/subgraphs/testing/kept-events.ts';

const FEEDS = ['police110', 'hotline12345', 'court', 'grid', 'open311'] as const;
const REGIONS = ['320612003', '320602001', '320682001', '320614100'];
const CATEGORIES = ['0101', '0201', '0402', '0503', '0601', '0804', '1103'];
const TITLES = [
  '楼上漏水赔偿问题',
  '拖欠工资',
  '次卡退费难',
  '停车位占用',
  '相邻采光受影响，业主多次反映物业未予处理，双方多次争执并扬言采取进一步行动',
];
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** Many disputes of the last four weeks in all colours and states; feeds with dead letters; a hot spot. */
export async function storeBusyCity(store: Store, count: number): Promise<readonly DisputeDoc[]> {
  const now = Date.now();
  const disputes = Array.from({ length: count }, (_, index) => busyDispute(index, now));
  for (let at = 0; at < disputes.length; at += 1_000)
    await store.disputes.insertMany(disputes.slice(at, at + 1_000));
  await store.hotSpots.insertMany([
    hotSpot(
      'busy',
      disputes.slice(0, 9).map(({ _id }) => _id),
    ),
  ]);
  await store.feedStatuses.insertMany(FEEDS.map(feedStatus));
  await storeQuality(store, 'police110', 'record-of-police', new Date(now));
  await keepEvents(store, []);
  return disputes;
}

function busyDispute(index: number, now: number): DisputeDoc {
  const openedAt = new Date(now - (index % 27) * DAY_MS - HOUR_MS).toISOString();
  const feed = FEEDS[index % FEEDS.length] ?? 'grid';
  const colour = (['GREEN', 'GREEN', 'YELLOW', 'RED'] as const)[index % 4] ?? 'GREEN';
  const code = disputeCodeOf('320612', '261101', String(index).padStart(5, '0'));
  const made = dispute(code, [record(feed, `B${index}`, { reportedAt: openedAt })], {
    title: TITLES[index % TITLES.length] ?? '',
    regionCode: REGIONS[index % REGIONS.length] ?? null,
    category: CATEGORIES[index % CATEGORIES.length] ?? null,
    openedAt,
    lastActivityAt: openedAt,
    risk: risk({
      score: { GREEN: 10, YELLOW: 45, RED: 75 }[colour] + (index % 10),
      colour,
      machineColour: colour,
    }),
  });
  const at = (hours: number): string => new Date(Date.parse(openedAt) + hours * HOUR_MS).toISOString();
  const begun = [
    { move: 'REGISTER', at: at(0) },
    { move: 'TRIAGE', input: { urgency: index % 9 === 0 ? 'HIGH' : 'NORMAL' }, at: at(0.1) },
  ] as const;
  if (index % 3 !== 0) return made;
  return {
    ...made,
    workflow: handled(made._id, index % 6 === 0 ? [...begun, { move: 'SUPERVISE', at: at(0.2) }] : begun),
  };
}

/** A dispute's colour changes, and the hub tells it. */
export async function turn(
  store: Store,
  { _id, code }: DisputeDoc,
  colour: 'GREEN' | 'YELLOW' | 'RED',
  offset: number,
): Promise<void> {
  await store.disputes.collection.updateOne(
    { _id: _id as never },
    { $set: { 'risk.colour': colour, 'risk.score': 88, 'risk.machineColour': colour } },
  );
  await keepEvents(store, [
    {
      partition: 0,
      offset,
      kind: 'COLOUR_CHANGED',
      subjectId: _id,
      disputeId: _id,
      code,
      title: `第${offset}条动态`,
      at: new Date().toISOString(),
      score: 88,
      colour,
      fromColour: 'GREEN',
      keptAt: new Date().toISOString(),
    },
  ]);
}
