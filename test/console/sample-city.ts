import { disputeCodeOf } from '../../schema/canonical/dispute-code.ts';
import type { DisputeDoc, RecordDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import { FULL_RECORDS, storeEverything } from '../../gateway/subgraphs/testing/full-dispute.ts';
import { dispute, party, record, storeRecords } from '../../gateway/subgraphs/testing/fixtures.ts';
import { risk } from '../../gateway/subgraphs/testing/full-risk.ts';
import { RECURRING } from '../../gateway/subgraphs/testing/full-links.ts';
import { handled } from '../../gateway/subgraphs/testing/handled.ts';

/** A dispute that nobody handles yet: the story's. */
export const STORY_CODE = disputeCodeOf('320612', '261126', '2M8RQ');
/** A closed one, every field filled. */
export const FULL_CODE = 'T-320612-261124-K7QF27';

const ADDRESS = '南通市通州区金新街道朝霞路66号5幢';
const STORY_RECORDS: readonly RecordDoc[] = [
  record('police110', 'J3206122026112600456', {
    title: '噪音扰民引发争执',
    narrative: '报警人称楼上深夜施工，双方在楼道争执，对方扬言要动手',
    reportedAt: '2026-11-26T22:10:00+08:00',
    category: '02',
    place: place(ADDRESS),
    parties: [
      party({ name: '李秀兰', phone: '13900001234', address: `${ADDRESS}301室` }),
      party({ role: 'COUNTERPARTY', name: '周建国' }),
    ],
    events: [{ at: '2026-11-26T22:25:00+08:00', kind: 'ON_SCENE', label: '到场', note: '双方已劝离' }],
  }),
  record('hotline12345', 'NT20261127000777', {
    title: '反映楼上装修噪音长期扰民',
    narrative: '来电人反映楼上装修噪音，已报警一次，要求处理',
    reportedAt: '2026-11-27T09:05:00+08:00',
    category: '02',
    place: place(ADDRESS),
    parties: [party({ name: '李秀兰', phone: '13900001234' })],
    quotedNumbers: ['J3206122026112600456'],
  }),
  record('grid', 'WG320612004202611270003', {
    title: '上门核实楼上装修噪音',
    narrative: '网格员上门，双方情绪激动，建议调解',
    reportedAt: '2026-11-27T15:40:00+08:00',
    category: '02',
    place: place(ADDRESS),
    details: { gridCode: '320612003007', gridName: '金沙街道第7网格' },
  }),
];

function place(address: string): RecordDoc['place'] {
  return { regionCode: '320612', address, longitude: 121.06, latitude: 32.07, matchingAddress: address };
}

const TITLES = [
  '停车位占用纠纷',
  '拖欠装修工资',
  '退还押金争议',
  '相邻漏水赔偿',
  '宠物伤人赔偿',
  '婚姻财产分割',
];

function storyDispute(): DisputeDoc {
  const [first, second, third] = STORY_RECORDS;
  const made = dispute(STORY_CODE, STORY_RECORDS, {
    category: '02',
    regionCode: '320612',
    address: ADDRESS,
    lastActivityAt: '2026-11-27T15:40:00+08:00',
    parties: [
      {
        id: 'party-1111111111111111',
        kind: 'PERSON',
        roles: ['REPORTER'],
        name: '李秀兰',
        phones: ['13900001234'],
        idNumber: null,
        addresses: [`${ADDRESS}301室`],
        recordIds: [first, second].map((one) => one?._id ?? ''),
      },
      {
        id: 'party-2222222222222222',
        kind: 'PERSON',
        roles: ['COUNTERPARTY'],
        name: '周建国',
        phones: [],
        idNumber: null,
        addresses: [],
        recordIds: [first?._id ?? ''],
      },
    ],
  });
  return {
    ...made,
    risk: risk({
      score: 62,
      colour: 'RED',
      machineColour: 'RED',
      factors: [
        {
          name: 'THREAT_WORDS',
          value: 1,
          unit: '处',
          points: 30,
          note: '言辞含有威胁',
          evidence: [{ recordId: first?._id ?? '', feed: 'police110', words: '扬言要动手' }],
          ruleVersion: 'risk-test-1',
        },
        {
          name: 'SEVERAL_FEEDS',
          value: 3,
          unit: '个来源',
          points: 20,
          note: '三个部门都接到反映',
          evidence: [
            { recordId: second?._id ?? '', feed: 'hotline12345', words: null },
            { recordId: third?._id ?? '', feed: 'grid', words: null },
          ],
          ruleVersion: 'risk-test-1',
        },
        {
          name: 'REPEAT_CONTACTS',
          value: 2,
          unit: '次',
          points: 12,
          note: '一月内两次反映',
          evidence: [{ recordId: second?._id ?? '', feed: 'hotline12345', words: null }],
          ruleVersion: 'risk-test-1',
        },
      ],
    }),
  };
}

/** What the pages show in tests: one dispute of every kind of state, and one with every field filled. */
export async function storeSampleCity(store: Store): Promise<void> {
  await storeEverything(store);
  // Records that links of the full dispute name, and that belong to none.
  const stray = record('hotline12345', `${FULL_RECORDS[1]?.sourceId ?? ''}-stray`, {
    title: '咨询漏水维修电话',
    nature: 'OTHER',
  });
  await storeRecords(store, [...STORY_RECORDS, RECURRING, stray]);
  const others = TITLES.map((title, index) => {
    const one = record('hotline12345', `NT2026112500080${index}`, {
      title,
      reportedAt: `2026-11-2${index}T08:30:00+08:00`,
      place: place(`南通市通州区世纪大道${index + 10}号`),
    });
    return { one, title, index };
  });
  await storeRecords(
    store,
    others.map(({ one }) => one),
  );
  await store.disputes.insertMany([
    storyDispute(),
    ...others.map(({ one, title, index }) => {
      const made = dispute(disputeCodeOf('320612', `26112${index}`, `0000${index}`), [one], {
        title,
        regionCode: '320612',
        address: one.place.address,
        risk: risk({
          colour: (['GREEN', 'YELLOW', 'BLUE'] as const)[index % 3] ?? 'GREEN',
          score: 10 * index,
        }),
      });
      return index % 2 === 0
        ? made
        : { ...made, workflow: handled(made._id, [{ move: 'REGISTER', at: '2026-11-27T02:00:00.000Z' }]) };
    }),
  ]);
}
