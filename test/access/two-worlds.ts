import type { Sensitivity } from '../../schema/canonical/sensitivity.ts';
import { digest } from '../../schema/canonical/ids.ts';
import { derivedFieldsOf } from '../../schema/linking/dispute-fields.ts';
import { memberOf } from '../../schema/linking/member.ts';
import type { DisputeWorkflow } from '../../schema/canonical/workflow.ts';
import type { DisputeDoc, RecordDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import { FEED_NAMES, type FeedName } from '../../schema/vocabulary/feeds.ts';
import {
  dispute,
  link,
  linkDecision,
  party,
  rawVersion,
  record,
  storeRecords,
} from '../../gateway/subgraphs/testing/fixtures.ts';
import { colourRow, risk } from '../../gateway/subgraphs/testing/full-risk.ts';
import { handled } from '../../gateway/subgraphs/testing/handled.ts';
import { keepEvents } from '../../gateway/subgraphs/testing/kept-events.ts';
import { Seeded } from '../federation/seeded.ts';

/** Records that are about one quarrel. */
export interface Group {
  readonly code: string;
  readonly records: readonly RecordDoc[];
  readonly workflow: DisputeWorkflow | null;
}

/** Whether an access reaches a record, as the test reckons it: nothing of the door's own code. */
export type Reaches = (record: RecordDoc, group: Group) => boolean;

const REGIONS = ['320612001', '320612003', '320685001', '310115001', null];
const LEVELS: readonly Sensitivity[] = ['NORMAL', 'NORMAL', 'NORMAL', 'RESTRICTED', 'SEALED'];
const CATEGORIES = ['01', '0102', '0402', null];
const NAMES = ['张伟', '李娜', '王芳', '赵敏'];

/** Groups of up to four records of any feed, place and level; the same for the same seed. */
export function groupsOf(seed: number, count: number): readonly Group[] {
  const random = new Seeded(seed);
  return Array.from({ length: count }, (_, at) => {
    const region = random.pick(REGIONS);
    const records = Array.from({ length: random.int(1, 4) }, (_unused, of) =>
      recordOf(
        random,
        random.pick(FEED_NAMES),
        `G${at}-${of}`,
        random.chance(0.7) ? region : random.pick(REGIONS),
      ),
    );
    return {
      code: `T-320612-261124-${String(at).padStart(6, '0')}`,
      records,
      workflow: workflowOf(random, at),
    };
  });
}

function recordOf(random: Seeded, feed: FeedName, sourceId: string, regionCode: string | null): RecordDoc {
  const day = String(random.int(1, 24)).padStart(2, '0');
  const name = random.pick(NAMES);
  return record(feed, sourceId, {
    reportedAt: `2026-11-${day}T09:${String(random.int(10, 59))}:00+08:00`,
    title: `${name}漏水纠纷${random.int(1, 99)}`,
    narrative: `楼上漏水 ${name} 13812345678`,
    category: random.pick(CATEGORIES),
    sensitivity: random.pick(LEVELS),
    amountFen: random.chance(0.5) ? random.int(1, 9) * 10_000 : null,
    place: {
      regionCode,
      address: `幸福路${random.int(1, 30)}号`,
      longitude: null,
      latitude: null,
      matchingAddress: null,
    },
    parties: [party({ name, phone: `1381234567${random.int(0, 9)}` })],
  });
}

function workflowOf(random: Seeded, at: number): DisputeWorkflow | null {
  if (random.chance(0.4)) return null;
  const day = `2026-11-${String(random.int(20, 24))}`;
  return handled(`dispute-${at}`, [
    { move: 'REGISTER', at: `${day}T02:00:00.000Z` },
    { move: 'TRIAGE', input: { urgency: 'NORMAL' }, at: `${day}T02:00:00.000Z` },
    {
      move: 'REFER',
      input: { agency: random.pick(['court', 'police', 'grid']) },
      at: `${day}T03:00:00.000Z`,
    },
  ]);
}

/** Of a record that is not reached, whether it takes its dispute out of sight; null where disputes are seen as views and nothing does. */
export type Hides = ((record: RecordDoc) => boolean) | null;

/**
 * The same groups with everything else in what is not reached: changed, taken out or added. Whether a group is seen stays as it is: one that is
 * seen whole is left alone, also with records that are not reached by themselves (of a place that is not known, docs/access.md), and one that
 * something hides keeps something that hides it.
 */
export function otherwise(
  groups: readonly Group[],
  seed: number,
  reaches: Reaches,
  hides: Hides,
): readonly Group[] {
  const random = new Seeded(seed + 7_919);
  const changed = groups.map((group): Group => {
    const isReached = (one: RecordDoc): boolean => reaches(one, group);
    const outside = group.records.filter((one) => !isReached(one));
    const kept = group.records.filter(isReached);
    const hiding = hides === null || kept.length === 0 ? outside : outside.filter(hides);
    if (hides !== null && hiding.length === 0) return group;
    const others = outside.flatMap((one) => (random.chance(0.4) ? [] : [recordLike(random, one)]));
    // What is added is a copy of something that is not reached, of another number.
    const [model] = hiding;
    const more = model === undefined ? [] : [recordLike(random, model, `X${seed}-${model.sourceId}`)];
    const records = [...kept, ...others, ...more];
    return { ...group, records };
  });
  return changed;
}

function recordLike(random: Seeded, one: RecordDoc, sourceId = one.sourceId): RecordDoc {
  const made = recordOf(random, one.feed, sourceId, one.place.regionCode);
  return { ...made, sensitivity: one.sensitivity };
}

/** The dispute of a group, as linking makes it. */
export function disputeOf(group: Group): DisputeDoc {
  const { code, records, workflow } = group;
  const made = dispute(code, records);
  const members = records.map(({ _id, ...fields }) => memberOf({ id: _id, ...fields }));
  return {
    ...made,
    ...derivedFieldsOf(made._id, members),
    members: made.members
      .map((member, at) => ({ ...member, linkedAt: records[at]?.receivedAt ?? member.linkedAt }))
      .sort((a, b) => (a.recordId < b.recordId ? -1 : 1)),
    risk: risk({ score: (records.length * 17) % 100 }),
    workflow,
  };
}

/** Stores a world in place of what was there. */
export async function storeWorld(store: Store, groups: readonly Group[]): Promise<void> {
  const collections = [
    'records',
    'searchEntries',
    'rawRecords',
    'disputes',
    'links',
    'decisions',
    'events',
  ] as const;
  await Promise.all(collections.map((name) => store[name].collection.deleteMany({})));
  const records = groups.flatMap((group) => group.records);
  const disputes = groups.filter((group) => group.records.length > 0).map(disputeOf);
  await storeRecords(store, records);
  await store.rawRecords.insertMany(records.map(rawVersion));
  await store.disputes.insertMany(disputes);
  const pairs = groups.flatMap((group) => pairsOf(group.records));
  await store.links.insertMany(pairs.map((pair) => link(pair)));
  await store.linkDecisions.insertMany(
    pairs.map(([one, other]) => {
      const ids: [string, string] = [one._id, other._id];
      // Of a pair it is the same in both worlds.
      return linkDecision(parseInt(digest(...[...ids].sort()).slice(0, 7), 16), { together: [ids] });
    }),
  );
  await store.decisions.collection.insertMany(disputes.map(({ _id }) => colourRow(_id, 1)) as never[]);
  await keepEvents(
    store,
    disputes.map(({ _id, title, feeds, regionCode, guard = 'SEALED', reach = [] }, at) => ({
      partition: at % 3,
      offset: Math.floor(at / 3),
      subjectId: _id,
      seq: 1,
      title,
      feeds,
      regionCode,
      guard,
      reach,
    })),
  );
}

function pairsOf(records: readonly RecordDoc[]): (readonly [RecordDoc, RecordDoc])[] {
  return records.flatMap((one, at) => records.slice(at + 1).map((other) => [one, other] as const));
}
