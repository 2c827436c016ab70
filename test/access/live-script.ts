import type { EventDoc } from '../../schema/store/event-log.ts';
import { disputeOf, type Group } from './two-worlds.ts';
import { eventAbout, recordIn, referredTo, type LiveWorld } from './live-world.ts';

/**
 * What happens while streams are open. Of every partner that `live-non-interference.int.test.ts` tries, NEAR and BOTH are in reach; of FAR at most
 * the record of the police, as a view; HIDDEN, and what the noise adds, never.
 */
const CODE = 'T-320612-261124-00000';
const NEAR: Group = {
  code: `${CODE}A`,
  records: [recordIn('police110', 'A-0', '320612001'), recordIn('hotline12345', 'A-1', '320612001')],
  workflow: referredTo('police', 'near'),
};
const BOTH: Group = {
  code: `${CODE}B`,
  records: [recordIn('police110', 'B-0', '320612003'), recordIn('court', 'B-1', '320612003')],
  workflow: referredTo('police', 'both'),
};
const FAR: Group = {
  code: `${CODE}C`,
  records: [recordIn('police110', 'C-0', '310115001'), recordIn('grid', 'C-1', '310115001')],
  workflow: null,
};
const HIDDEN: Group = {
  code: `${CODE}D`,
  records: [
    recordIn('police110', 'D-0', '320612001', { sensitivity: 'SEALED' }),
    recordIn('hotline12345', 'D-1', '320612001', { sensitivity: 'SEALED' }),
  ],
  workflow: null,
};
export const BEGINNING: readonly Group[] = [NEAR, BOTH, FAR, HIDDEN];
/** A dispute that is only ever there in the noise. */
export const UNSEEN_CODE = `${CODE}E`;

/** Something that is in reach, and what streams tell of it in the end. */
export interface Step {
  /** In their order; none where a feed's status changes. */
  readonly told: readonly EventDoc[];
  /** The new time of a feed's status. */
  readonly time?: string;
}

const retitled = (group: Group, at: number, title: string): Group => ({
  ...group,
  records: group.records.map((one, of) => (of === at ? { ...one, title, narrative: `${title}，张伟` } : one)),
});
const words = (group: Group): Parameters<typeof eventAbout>[2] => ({
  kind: 'COLOUR_CHANGED',
  fromColour: 'GREEN',
  factors: [
    {
      name: 'THREAT_WORDS',
      value: 1,
      unit: 'words',
      points: 20,
      note: '有威胁言辞',
      evidence: [{ recordId: group.records[0]?._id ?? '', feed: 'police110', words: '张伟扬言动刀' }],
      ruleVersion: 'risk-test-1',
    },
  ],
});
const NEAR_LATER = retitled(NEAR, 1, '李娜来电');
const NEAR_LAST: Group = {
  ...NEAR_LATER,
  records: [...NEAR_LATER.records, recordIn('police110', 'A-2', '320612001')],
};
const BOTH_LATER: Group = { ...BOTH, records: BOTH.records.slice(0, 1) };

/** While streams are open. The last step tells an event of every kind of stream. */
export const OPEN: readonly ((world: LiveWorld) => Promise<Step>)[] = [
  async (world) => {
    await world.put(NEAR_LATER, NEAR);
    return { told: await world.tell(0, eventAbout(NEAR_LATER, 2, { changes: ['RECORDS'] })) };
  },
  async (world) => ({ told: await world.tell(1, eventAbout(BOTH, 2, words(BOTH))) }),
  async (world) => {
    const several = [3, 4, 5].map((seq) => eventAbout(NEAR_LATER, seq, { score: seq * 10 }));
    return { told: await world.tell(0, ...several) };
  },
  async (world) => {
    await world.put(BOTH_LATER, BOTH);
    return { told: await world.tell(2, eventAbout(BOTH_LATER, 3, { changes: ['WITHDRAWN'] })) };
  },
  async (world) => {
    const time = '2026-11-27T01:00:00.000Z';
    await world.touch('police110', { lastSourceTime: time });
    return { told: [], time };
  },
  async (world) => {
    await world.put(NEAR_LAST, NEAR_LATER);
    const merged = { changes: ['MERGED'], mergedInto: disputeOf(FAR)._id } as const;
    return { told: await world.tell(0, eventAbout(NEAR_LAST, 6, { ...merged, changes: ['MERGED'] })) };
  },
];

/** While nobody listens; streams that go on tell it. */
export const AWAY: typeof OPEN = [
  async (world) => ({ told: await world.tell(1, eventAbout(BOTH_LATER, 4, words(BOTH_LATER))) }),
  async (world) => ({ told: await world.tell(2, eventAbout(NEAR_LAST, 7)) }),
  async (world) => ({
    told: await world.tell(0, ...[5, 6].map((seq) => eventAbout(BOTH_LATER, seq))),
  }),
];

/** Something more that is in reach; `seq` is not yet used. */
export const oneMore = async (world: LiveWorld, seq: number): Promise<Step> => ({
  told: await world.tell(0, eventAbout(BOTH_LATER, seq)),
});

/** What is out of everybody's reach: events, and disputes, records and statuses of feeds that are added, changed or gone. Never the same twice. */
export async function makeNoise(world: LiveWorld): Promise<void> {
  const at = world.noises;
  world.noises += 1;
  const seq = 100 + 2 * at;
  const far = (n: number): Group => ({
    ...FAR,
    // The record that may be seen stays as it is.
    records: [
      ...FAR.records.slice(0, 1),
      ...(n % 3 === 2 ? [] : [recordIn('grid', 'C-1', '310115001', { title: `又变了 ${n}` })]),
      ...(n % 2 === 1 ? [recordIn('court', `C-${n}`, '310115001')] : []),
    ],
  });
  const unseen = (n: number): Group => ({
    code: UNSEEN_CODE,
    workflow: null,
    records:
      n % 4 === 3
        ? []
        : [
            recordIn('court', 'E-0', null, { title: `不知何处 ${n}` }),
            recordIn('grid', `E-${n}`, '310115001'),
            recordIn('police110', 'E-2', '320612003', { sensitivity: 'SEALED' }),
          ],
  });
  const hidden = retitled(HIDDEN, at % 2, `秘密 ${at}`);
  await world.put(far(at), at === 0 ? FAR : far(at - 1));
  await world.put(unseen(at), at === 0 ? null : unseen(at - 1));
  await world.put(hidden, HIDDEN);
  const one = unseen(at).records.length === 0 ? hidden : unseen(at);
  for (const partition of [0, 1, 2]) {
    await world.tell(
      partition,
      eventAbout(far(at), seq * 10 + partition, { changes: ['RECORDS'] }),
      eventAbout(hidden, seq * 10 + partition, words(hidden)),
      eventAbout(one, seq * 10 + 5 + partition, { changes: ['OPENED'] }),
    );
  }
  await world.tell(1, {
    subjectId: `hotspot-${at}`,
    seq,
    kind: 'HOT_SPOT_OPENED',
    regionCode: '310115001',
    score: null,
    colour: null,
  });
  const time = `2026-11-27T02:00:${String(at).padStart(2, '0')}.000Z`;
  await world.touch('court', { lastSourceTime: time });
  await world.touch('grid', { lastStoredAt: time });
  // Of a feed that is watched, what only its keepers may see.
  await world.touch('police110', { lag: { messages: at, measuredAt: time }, trace: `at step ${at}` });
}
