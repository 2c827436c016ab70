import { beforeAll, describe, expect, test } from 'vitest';
import { freshStore } from '../../../test/harness/servers.ts';
import { testSize } from '../../../test/harness/size.ts';
import type { RecordDoc } from '../../../schema/store/documents.ts';
import type { Store } from '../../../schema/store/models.ts';
import type { Access } from '../grants/access.ts';
import { FULL_ACCESS, NO_ACCESS } from '../grants/access.ts';
import { openDoor } from '../door.ts';
import { Reader } from '../reader.ts';
import { eventScopeByGrants, scopeByGrants } from '../scope.ts';
import { accessOf, callerWith } from '../testing/partial-access.ts';
import { answersOf, type Named } from '../testing/questions.ts';
import {
  disputeOf,
  groupsOf,
  otherwise,
  storeWorld,
  type Group,
  type Hides,
  type Reaches,
} from '../../../test/access/two-worlds.ts';

interface Case {
  readonly access: Access;
  readonly partner: string;
  readonly reaches: Reaches;
  /** Where all feeds are granted a dispute is seen whole or not at all. */
  readonly hides: Hides;
}

const all = { all: 'CLEAR' } as const;
const hub = { disputes: [all], risk: [all], indicators: [all] };
const isIn = (record: RecordDoc, prefix: string): boolean =>
  record.place.regionCode?.startsWith(prefix) === true;
const isReferred = (group: Group, partner: string): boolean => group.workflow?.referral?.agency === partner;

const CASES: Readonly<Record<string, Case>> = {
  'two feeds everywhere': {
    access: accessOf({ police110: [all], hotline12345: [all], ...hub }, null, ['MATCH', 'SMALL_COUNTS']),
    partner: 'police',
    reaches: ({ feed }) => feed === 'police110' || feed === 'hotline12345',
    hides: null,
  },
  'one feed in one city': {
    access: accessOf({ court: [{ ...all, regionPrefixes: ['3206'] }], ...hub }),
    partner: 'court',
    reaches: (one) => one.feed === 'court' && isIn(one, '3206'),
    hides: null,
  },
  'all feeds in one county': {
    access: accessOf({}, { ...all, regionPrefixes: ['320612'] }, ['MATCH']),
    partner: 'grid',
    reaches: (one) => isIn(one, '320612'),
    hides: (one) => one.place.regionCode !== null && !isIn(one, '320612'),
  },
  'all feeds, nothing that is guarded': {
    access: accessOf({}, { ...all, sensitivity: 'NORMAL' }, ['MATCH']),
    partner: 'analyst',
    reaches: (one) => one.sensitivity === 'NORMAL',
    hides: (one) => one.sensitivity !== 'NORMAL',
  },
  'the own feed, and of the others what was referred': {
    access: accessOf({ court: [all], ...hub }, { ...all, ownReferralsOnly: true }, ['MATCH']),
    partner: 'court',
    reaches: (one, group) => one.feed === 'court' || isReferred(group, 'court'),
    hides: null,
  },
};

const SEEDS = testSize() === 'full' ? [1, 2, 3, 4, 5, 6, 7, 8] : [1];
const GROUPS = 30;

let store: Store;
beforeAll(async () => {
  store = await freshStore();
});

describe.each(Object.entries(CASES))('%s', (_, { access, partner, reaches, hides }) => {
  test.each(SEEDS)(
    'cannot tell two worlds apart that differ in what it does not reach (seed %i)',
    async (seed) => {
      const groups = groupsOf(seed, GROUPS);
      const others = otherwise(groups, seed, reaches, hides);
      const named = namesIn([...groups, ...others]);
      const ask = async (world: readonly Group[]): ReturnType<typeof answersOf> => {
        await storeWorld(store, world);
        return answersOf(openDoor(store).for(callerWith(access, partner)), named);
      };
      const before = await ask(groups);
      const after = await ask(others);
      expect(JSON.stringify(others)).not.toBe(JSON.stringify(groups));
      expect(Object.entries(before).filter(([, answer]) => isFailure(answer))).toEqual([]);
      for (const [question, answer] of Object.entries(before)) {
        expect({ [question]: after[question] }).toEqual({ [question]: answer });
      }
      // And it does see what it reaches.
      const seen = before['recordsByIds'] as readonly RecordDoc[];
      expect(seen.map(({ _id }) => _id)).toEqual(
        groups
          .flatMap((group) => group.records.filter((one) => reaches(one, group)))
          .map(({ _id }) => _id)
          .sort(),
      );
      expect(before['countDisputes 0']).toBeGreaterThan(0);
    },
  );
});

test.each(Object.entries(CASES))('%s: is told of the same events live as from the store', async (_, one) => {
  const groups = groupsOf(5, GROUPS);
  await storeWorld(store, groups);
  const door = openDoor(store);
  const caller = callerWith(one.access, one.partner);
  const windows = [0, 1, 2].map((partition) => ({ epoch: 1, partition, after: -1, through: 99, limit: 99 }));
  const idsFor = async (asker: typeof caller): Promise<string[]> =>
    (await door.for(asker).eventWindows(windows, null)).flat().map(({ event }) => event.id);
  const everything = (await door.for(callerWith(FULL_ACCESS)).eventWindows(windows, null)).flat();
  const reader = new Reader(
    () => store,
    callerWith(FULL_ACCESS),
    scopeByGrants,
    () => undefined,
  );
  const mayTell = await eventScopeByGrants(caller, reader.readConditional);
  const told = everything.filter(({ event }) => mayTell(event)).map(({ event }) => event.id);
  expect(told.sort()).toEqual((await idsFor(caller)).sort());
  expect(told.length).toBeLessThan(everything.length);
  if (one.hides !== null) expect(told.length).toBeGreaterThan(0);
});

test('whoever has no grant finds nothing', async () => {
  const groups = groupsOf(3, GROUPS);
  await storeWorld(store, groups);
  const answers = await answersOf(openDoor(store).for(callerWith(NO_ACCESS)), namesIn(groups));
  const text = JSON.stringify(answers);
  for (const group of groups) {
    expect(text).not.toContain(group.code);
    for (const { _id } of group.records) expect(text).not.toContain(_id);
  }
});

function isFailure(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && 'refused' in answer;
}

function namesIn(groups: readonly Group[]): Named {
  const disputes = groups.filter(({ records }) => records.length > 0).map(disputeOf);
  const distinct = (values: readonly string[]): string[] => [...new Set(values)].sort();
  return {
    recordIds: distinct(groups.flatMap(({ records }) => records.map(({ _id }) => _id))),
    disputeIds: distinct(disputes.map(({ _id }) => _id)),
    codes: distinct(disputes.map(({ code }) => code)),
    partyIds: distinct(disputes.flatMap(({ parties }) => parties.map(({ id }) => id))),
  };
}
