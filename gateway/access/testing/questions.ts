import { eventCriteriaOf, fitsEvent } from '../../events/event-criteria.ts';
import type { CountedBy } from '../count-reads.ts';
import type { DisputeCriteria } from '../criteria.ts';
import type { DisputeSortField } from '../dispute-reads.ts';
import type { ScopedStore } from '../door.ts';
import { FEED_NAMES } from '../../../schema/vocabulary/feeds.ts';

/** What is asked by name: whatever was in either world. */
export interface Named {
  readonly recordIds: readonly string[];
  readonly disputeIds: readonly string[];
  readonly codes: readonly string[];
  readonly partyIds: readonly string[];
}

const EVER = { from: '2026-01-01T00:00:00Z', to: '2027-01-01T00:00:00Z' };
const AS_OF = new Date('2026-11-26T00:00:00.000Z');

const DISPUTES: readonly DisputeCriteria[] = [
  { states: ['ACTIVE'] },
  { states: ['ACTIVE'], feeds: ['police110'] },
  { states: ['ACTIVE'], feeds: ['police110', 'court'] },
  { states: ['ACTIVE'], regionPrefix: '320612' },
  { states: ['ACTIVE'], categories: ['01'] },
  { states: ['ACTIVE'], minRecords: 2 },
  { states: ['ACTIVE'], opened: { from: '2026-11-10T00:00:00+08:00', to: null } },
  { states: ['ACTIVE'], active: { from: null, to: '2026-11-12T00:00:00+08:00' } },
  { states: ['ACTIVE'], colours: ['YELLOW'] },
  { states: ['ACTIVE'], minScore: 20 },
  { states: ['ACTIVE'], awaitsConfirmation: false },
  { states: ['ACTIVE'], handled: { states: ['REFERRED'], agency: 'court' } },
];
const ORDERS: readonly DisputeSortField[] = ['lastActivityAt', 'openedAt', 'risk.score', 'workflow.dueAt'];

const COUNTED: readonly (readonly (readonly CountedBy[])[])[] = [
  [['REGION', 'FEED']],
  [['CATEGORY', 'COLOUR'], ['DAY'], ['FEED']],
];

const SEARCHES = [
  { keys: [], fragments: [{ folded: '漏水', grams: ['漏水'] }], feeds: null },
  { keys: ['name:张伟'], fragments: [{ folded: '张伟', grams: ['张伟'] }], feeds: null },
  { keys: ['phone:13812345671'], fragments: [], feeds: null },
  { keys: ['number:g1-0'], fragments: [{ folded: 'g1-0', grams: ['g1'] }], feeds: ['police110' as const] },
];

/** A wide set of questions to the door, each with its answer in one form. */
export async function answersOf(
  store: ScopedStore,
  named: Named,
): Promise<Readonly<Record<string, unknown>>> {
  const answers: Record<string, unknown> = {};
  const ask = async (name: string, question: () => Promise<unknown>): Promise<void> => {
    answers[name] = await question().catch((error: unknown) => ({ refused: String(error) }));
  };
  const byId = <One extends { readonly _id: string }>(found: readonly One[]): readonly One[] =>
    found.toSorted((a, b) => (a._id < b._id ? -1 : 1));
  await ask('recordsByIds', async () => byId(await store.recordsByIds(named.recordIds)));
  await ask('recordVersions', async () => byId(await store.recordVersions(named.recordIds)));
  await ask('disputesByIds', async () => byId(await store.disputesByIds(named.disputeIds)));
  await ask('disputesByCodes', async () => byId(await store.disputesByCodes(named.codes)));
  await ask('disputesByRecordIds', async () => byId(await store.disputesByRecordIds(named.recordIds)));
  await ask('disputesByPartyIds', async () => byId(await store.disputesByPartyIds(named.partyIds)));
  await ask('feedsOfDisputes', async () => byId(await store.feedsOfDisputes(named.disputeIds)));
  for (const [at, criteria] of DISPUTES.entries()) {
    await ask(`countDisputes ${at}`, () => store.countDisputes(criteria, 1_000));
    for (const sortField of ORDERS) {
      const isScored = sortField === 'risk.score' ? ({ isScored: true } as const) : {};
      const page = { criteria: { ...criteria, ...isScored }, sortField, limit: 7 };
      await ask(`disputePage ${at} ${sortField}`, async () => {
        const first = await store.disputePage({ ...page, direction: 'DESC', after: null });
        const last = first.at(-1);
        if (last === undefined || sortField !== 'openedAt') return first;
        const after = { at: last.openedAt, id: last._id };
        return [first, await store.disputePage({ ...page, direction: 'DESC', after })];
      });
    }
  }
  for (const feed of FEED_NAMES) {
    await ask(`records ${feed}`, () =>
      store.recordPage({ feed, criteria: {}, direction: 'DESC', after: null, limit: 100 }),
    );
    await ask(`countRecords ${feed}`, () => store.countRecords(feed, {}, 1_000));
  }
  for (const [at, criteria] of SEARCHES.entries()) {
    await ask(`search ${at}`, async () => [
      await store.searchPage({ criteria, tier: 'KEY', after: null, limit: 50 }),
      await store.searchPage({ criteria, tier: 'TEXT', after: null, limit: 50 }),
      await store.countSearch(criteria, 1_000),
    ]);
  }
  await ask('links', () => store.linkPages([{ criteria: {}, after: null, limit: 100 }]));
  await ask('countLinks', () =>
    store.countLinksEach([{ statuses: ['LINKED'] }, { regionPrefix: '3206' }], 1_000),
  );
  await ask(
    'heldTogether',
    async () => (await store.heldTogether(named.recordIds, 1_000)).map(String).length,
  );
  await ask('linkDecisions', () =>
    store.linkDecisionPages([{ recordIds: named.recordIds, after: null, limit: 100 }]),
  );
  await ask('colourHistory', () => store.countColourHistoryEach(named.disputeIds, 10));
  await ask('indicatorSums', () => store.indicatorSums({ range: EVER }, AS_OF));
  for (const tables of COUNTED) {
    await ask(`disputeGroups ${JSON.stringify(tables)}`, async () => {
      const asked = tables.map((by) => ({ by, regionDigits: 6, most: 1_000 }));
      const found = await store.disputeGroups({ range: EVER }, asked);
      return found.map((groups) => groups.map((group) => JSON.stringify(group)).sort());
    });
  }
  await ask('workflowHistories', async () =>
    (await store.workflowHistories({ asOf: AS_OF.toISOString(), since: null, kinds: ['REFER'] }, 1_000))
      .map((one) => JSON.stringify(one))
      .sort(),
  );
  const criteria = eventCriteriaOf({ kinds: ['DISPUTE_CHANGED'] });
  await ask('events', async () => {
    const { edges, endCursor, hasNextPage } = await store.eventPage({
      criteria,
      after: null,
      since: null,
      limit: 100,
    });
    const events = edges.map(({ event, cursor }) => ({ event, bytes: cursor.length }));
    return {
      events: events.toSorted((a, b) => (a.event.id < b.event.id ? -1 : 1)),
      fits: events.every(({ event }) => fitsEvent(criteria, event)),
      bytes: endCursor.length,
      hasNextPage,
    };
  });
  await ask('countEvents', () => store.countEvents(1, criteria, 1_000));
  return answers;
}
