import { record } from '../../gateway/subgraphs/testing/fixtures.ts';
import { feedStatus, rawVersion, storeRecords } from '../../gateway/subgraphs/testing/fixtures.ts';
import { handled } from '../../gateway/subgraphs/testing/handled.ts';
import { keepEvents, type KeptEventGiven } from '../../gateway/subgraphs/testing/kept-events.ts';
import type { DisputeWorkflow } from '../../schema/canonical/workflow.ts';
import type { EventDoc } from '../../schema/store/event-log.ts';
import type { RecordDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import { FEED_NAMES, type FeedName } from '../../schema/vocabulary/feeds.ts';
import { party } from '../../gateway/subgraphs/testing/fixtures.ts';
import { disputeOf, storeWorld, type Group } from './two-worlds.ts';

type Told = Omit<KeptEventGiven, 'partition' | 'offset' | 'keptAt'> & Pick<EventDoc, 'seq'>;

/** A store that goes on while streams are open: what is changed is changed as the pipeline does it, and what is told stands behind what was told before. */
export class LiveWorld {
  readonly store: Store;
  readonly #offsets = [100, 100, 100];
  /** How often something happened that is out of reach. */
  noises = 0;
  #keptAt = Date.parse('2026-11-26T00:00:00Z');

  constructor(store: Store) {
    this.store = store;
  }

  async begin(groups: readonly Group[]): Promise<void> {
    await storeWorld(this.store, groups);
    await this.store.feedStatuses.insertMany(FEED_NAMES.map(feedStatus));
  }

  /** Everything of a quarrel as it is now, in place of what was there; nothing of it when it has no records. */
  async put(group: Group, before: Group | null = null): Promise<void> {
    const old = { $in: (before?.records ?? []).map(({ _id }) => _id) };
    await Promise.all([
      this.store.records.deleteMany({ _id: old }),
      this.store.searchEntries.deleteMany({ _id: old }),
      this.store.rawRecords.deleteMany({ recordId: old }),
      this.store.disputes.deleteMany({ code: group.code }),
    ]);
    if (group.records.length === 0) return;
    await storeRecords(this.store, group.records);
    await this.store.rawRecords.insertMany(group.records.map(rawVersion));
    await this.store.disputes.insertMany([disputeOf(group)]);
  }

  /** Keeps events in one partition, one behind the other. */
  async tell(partition: number, ...told: readonly Told[]): Promise<readonly EventDoc[]> {
    const placed = told.map((event): KeptEventGiven => {
      const offset = this.#offsets[partition] ?? 0;
      this.#offsets[partition] = offset + 1;
      this.#keptAt += 1_000;
      return { ...event, partition, offset, keptAt: new Date(this.#keptAt).toISOString() };
    });
    return keepEvents(this.store, placed);
  }

  async touch(feed: FeedName, status: Readonly<Record<string, unknown>>): Promise<void> {
    await this.store.feedStatuses.updateOne({ _id: feed }, { $set: status });
  }
}

/** An event about a quarrel as it is now; `seq` is its number among those of the quarrel. */
export function eventAbout(group: Group, seq: number, given: Partial<EventDoc> = {}): Told {
  const { _id, code, title, feeds, regionCode, guard, reach } = disputeOf(group);
  const recordIds = group.records.map(({ _id: id }) => id);
  return { subjectId: _id, seq, code, title, feeds, regionCode, guard, reach, recordIds, ...given };
}

export function recordIn(
  feed: FeedName,
  sourceId: string,
  regionCode: string | null,
  given: Partial<RecordDoc> = {},
): RecordDoc {
  return record(feed, sourceId, {
    title: `张伟漏水纠纷 ${sourceId}`,
    narrative: `楼上漏水，张伟 13812345678，${sourceId}`,
    place: { regionCode, address: '幸福路8号', longitude: null, latitude: null, matchingAddress: null },
    parties: [party({ name: '张伟', phone: '13812345678' })],
    ...given,
  });
}

export function referredTo(agency: string, id: string): DisputeWorkflow {
  return handled(id, [
    { move: 'REGISTER', at: '2026-11-24T02:00:00.000Z' },
    { move: 'TRIAGE', input: { urgency: 'NORMAL' }, at: '2026-11-24T02:00:00.000Z' },
    { move: 'REFER', input: { agency }, at: '2026-11-24T03:00:00.000Z' },
  ]);
}
