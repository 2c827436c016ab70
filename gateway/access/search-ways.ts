import type { SensitiveKind } from '../../schema/vocabulary/disclosure.ts';
import type { SearchEntryDoc } from '../../schema/store/documents.ts';
import { allOf, literally, type Filter } from './criteria.ts';
import { FULL_ACCESS, type RowAccess } from './grants/access.ts';
import type { FindOptions } from './readable.ts';
import type { Reader } from './reader.ts';
import { conditionsOf, NO_CONDITIONS } from './rows/conditions.ts';
import { anyOf, NOTHING } from './rows/boxes.ts';
import { recordScope } from './rows/record-scope.ts';
import type { SearchCriteria, SearchTier } from './search-criteria.ts';

interface FoundOptions extends Pick<FindOptions, 'projection' | 'sort' | 'limit'> {
  /** Only what lies behind a place in the order. */
  readonly behind?: readonly Filter[];
}

/** Searching as one caller may: each way of matching only among the records of which that may be known. */
export interface SearchWays {
  find(
    criteria: SearchCriteria,
    tier: SearchTier | null,
    options: FoundOptions,
  ): Promise<readonly SearchEntryDoc[]>;
  count(criteria: SearchCriteria, upTo: number): Promise<number>;
}

/** One way in which an entry can match: what must be in it, and the record it must be of (paths under `record.`). */
interface Way {
  readonly when: Filter;
  readonly of: Filter;
}

/**
 * A whole telephone or identity number finds people only with the right MATCH; a name only where names are shown as they are; words only where all
 * texts are that are searched. What a caller could not read in an answer cannot be found out by asking for it.
 */
const NAMES: readonly SensitiveKind[] = ['NAME', 'ORGANISATION'];
const TEXTS: readonly SensitiveKind[] = ['NARRATIVE', 'NAME', 'ORGANISATION', 'ADDRESS'];

export async function searchWays(reader: Reader): Promise<SearchWays> {
  const { access, partner } = reader.caller;
  const conditions = access === FULL_ACCESS ? [] : conditionsOf(reader.caller);
  const resolved =
    conditions.length === 0
      ? NO_CONDITIONS
      : new Map(
          await Promise.all(
            conditions.map(async ({ key, filter }) => [key, await reader.readConditional(filter)] as const),
          ),
        );
  const among = (kinds: readonly SensitiveKind[]): Filter => {
    const by = ({ levels }: RowAccess): boolean => kinds.every((kind) => levels[kind] === 'CLEAR');
    return access === FULL_ACCESS ? {} : recordScope({ access, partner, resolved, by, under: 'record.' });
  };
  const scopes = {
    number: among([]),
    name: among(NAMES),
    person: access.rights.has('MATCH') ? among([]) : NOTHING,
    text: among(TEXTS),
  };
  const keyWays = ({ keys }: SearchCriteria): Way[] => {
    const of = (begins: (key: string) => boolean, scope: Filter): Way[] => {
      const own = keys.filter(begins);
      return own.length === 0 || scope === NOTHING ? [] : [{ when: { keys: { $in: own } }, of: scope }];
    };
    return [
      ...of((key) => key.startsWith('number:'), scopes.number),
      ...of((key) => key.startsWith('name:') || key.startsWith('pinyin:'), scopes.name),
      ...of(isOfPerson, scopes.person),
    ];
  };
  const textWays = ({ fragments }: SearchCriteria): Way[] =>
    fragments.length === 0 || scopes.text === NOTHING
      ? []
      : [{ when: textFilter(fragments), of: scopes.text }];

  const question = (criteria: SearchCriteria, tier: SearchTier | null): Question | null => {
    const [keys, texts] = [keyWays(criteria), textWays(criteria)];
    const ways = tier === null ? [...keys, ...texts] : tier === 'KEY' ? keys : texts;
    if (ways.length === 0) return null;
    // The tier of texts leaves out what that of keys has.
    const but = tier === 'TEXT' ? keys : [];
    const feeds: Filter[] = criteria.feeds === null ? [] : [{ feed: { $in: criteria.feeds } }];
    return { ways, but, feeds };
  };
  return {
    find: async (criteria, tier, { behind = [], ...options }) => {
      const asked = question(criteria, tier);
      if (asked === null) return [];
      const { filter, judge } = filtersOf(asked);
      const found = await reader.find('searchEntries', allOf([filter, ...behind]), { ...options, judge });
      return access.rights.has('MATCH') ? found : found.map(withoutPersons);
    },
    count: async (criteria, upTo) => {
      const asked = question(criteria, null);
      if (asked === null) return 0;
      const { filter, judge } = filtersOf(asked);
      if (judge.length === 0) return reader.count('searchEntries', filter, upTo);
      const counting = [...judge, { $limit: upTo }, { $count: 'count' }];
      const [counted] = await reader.aggregate<{ count: number }>('searchEntries', filter, counting);
      return counted?.count ?? 0;
    },
  };
}

interface Question {
  readonly ways: readonly Way[];
  readonly but: readonly Way[];
  readonly feeds: readonly Filter[];
}

/** `filter` finds entries; `judge` decides with their record beside them, and is empty where every record may be seen. */
function filtersOf({ ways, but, feeds }: Question): {
  readonly filter: Filter;
  readonly judge: readonly object[];
} {
  const isPlain = [...ways, ...but].every(({ of }) => Object.keys(of).length === 0);
  const both = ({ when, of }: Way): Filter => (Object.keys(of).length === 0 ? when : allOf([when, of]));
  const left = (parts: readonly Way[]): readonly Filter[] =>
    parts.length === 0 ? [] : [{ $nor: parts.map(both) }];
  const found = anyOf(ways.map(({ when }) => when));
  return isPlain
    ? { filter: allOf([found, ...left(but), ...feeds]), judge: [] }
    : { filter: allOf([found, ...feeds]), judge: judging(allOf([anyOf(ways.map(both)), ...left(but)])) };
}

function textFilter(fragments: SearchCriteria['fragments']): Filter {
  return {
    $or: fragments.map(({ folded, grams }) => ({
      grams: { $all: grams },
      text: { $regex: literally(folded) },
    })),
  };
}

/** A whole telephone or identity number. */
function isOfPerson(key: string): boolean {
  return key.startsWith('phone:') || key.startsWith('id:');
}

/** Puts the record beside the entry and looks at both. */
function judging(filter: Filter): readonly object[] {
  return [
    {
      $lookup: {
        from: 'records',
        localField: '_id',
        foreignField: '_id',
        pipeline: [{ $project: { feed: 1, sensitivity: 1, 'place.regionCode': 1 } }],
        as: 'record',
      },
    },
    { $set: { record: { $first: '$record' } } },
    { $match: filter },
    { $unset: 'record' },
  ];
}

function withoutPersons(entry: SearchEntryDoc): SearchEntryDoc {
  const { keys } = entry as Partial<SearchEntryDoc>;
  return keys === undefined ? entry : { ...entry, keys: keys.filter((key) => !isOfPerson(key)) };
}
