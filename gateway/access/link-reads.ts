import { LINK_DECISION_IDS } from '../../schema/canonical/link-decision.ts';
import type { DecisionProgressDoc, LinkDecisionDoc, LinkDoc } from '../../schema/store/documents.ts';
import { afterFilter, allOf, keysetSort, type Filter, type KeysetPosition } from './criteria.ts';
import { linkFilter, type LinkCriteria } from './link-criteria.ts';
import type { PageToFind } from './readable.ts';
import type { Reader } from './reader.ts';

/** A link without what tells versions of its records apart. */
export type LinkView = Omit<LinkDoc, 'versionKeys'>;

export interface LinkPageQuery {
  readonly criteria: LinkCriteria;
  readonly after: KeysetPosition<number> | null;
  readonly limit: number;
}

export interface LinkDecisionPageQuery {
  /** With any of these records. */
  readonly recordIds: readonly string[];
  readonly after: KeysetPosition | null;
  readonly limit: number;
}

/** Reads of links, of what people decided about them, and of what came of that. Lists of ids answer what there is, in any order. */
export interface LinkReads {
  linksByIds(ids: readonly string[]): Promise<readonly LinkView[]>;
  /** Several pages in one read, at most `MOST_PAGES`: the most probable first, then by id. */
  linkPages(queries: readonly LinkPageQuery[]): Promise<readonly (readonly LinkView[])[]>;
  countLinksEach(criteria: readonly LinkCriteria[], upTo: number): Promise<readonly number[]>;
  /** Pairs of these records that are together by a machine's or by people's decision, without evidence. */
  heldTogether(recordIds: readonly string[], limit: number): Promise<readonly Pick<LinkDoc, 'recordIds'>[]>;
  linkDecisionsByIds(ids: readonly string[]): Promise<readonly LinkDecisionDoc[]>;
  /** Every decision with any of these records, in any order. */
  linkDecisionsAbout(recordIds: readonly string[]): Promise<readonly LinkDecisionDoc[]>;
  /** Several pages in one read, at most `MOST_PAGES`: the latest first, then by id. */
  linkDecisionPages(
    queries: readonly LinkDecisionPageQuery[],
  ): Promise<readonly (readonly LinkDecisionDoc[])[]>;
  countLinkDecisionsEach(recordIds: readonly (readonly string[])[], upTo: number): Promise<readonly number[]>;
  /** Decisions that undo any of these. */
  linkDecisionsUndoing(ids: readonly string[]): Promise<readonly LinkDecisionDoc[]>;
  /** The decision that a partner took by this call, or null. */
  linkDecisionOfCall(partner: string, clientMutationId: string): Promise<LinkDecisionDoc | null>;
  /** The last decision in the order of `linkDecisionIdOf`, or null. */
  lastLinkDecision(): Promise<LinkDecisionDoc | null>;
  decisionProgress(ids: readonly string[]): Promise<readonly DecisionProgressDoc[]>;
}

const SHOWN = { versionKeys: 0 } as const;
const TOGETHER = ['LINKED', 'CONFIRMED'] as const;

export function linkReads(reader: Reader): LinkReads {
  return {
    linksByIds: (ids) => reader.find('links', { _id: { $in: ids } }, { projection: SHOWN }),
    linkPages: (queries) => reader.findEach('links', queries.map(linkPage), SHOWN),
    countLinksEach: (criteria, upTo) => reader.countEach('links', criteria.map(linkFilter), upTo),
    heldTogether: (recordIds, limit) =>
      recordIds.length < 2
        ? Promise.resolve([])
        : reader.find(
            'links',
            allOf([{ recordIds: { $in: recordIds } }, linkFilter({ statuses: TOGETHER, within: recordIds })]),
            { projection: { recordIds: 1 }, limit },
          ),
    linkDecisionsByIds: (ids) => reader.find('linkDecisions', allOf([{ _id: { $in: ids } }, ABOUT_LINKS])),
    linkDecisionsAbout: (recordIds) => reader.find('linkDecisions', { recordIds: { $in: recordIds } }),
    linkDecisionPages: (queries) => reader.findEach('linkDecisions', queries.map(decisionPage)),
    countLinkDecisionsEach: (recordIds, upTo) =>
      reader.countEach(
        'linkDecisions',
        recordIds.map((ids) => ({ recordIds: { $in: ids } })),
        upTo,
      ),
    linkDecisionsUndoing: (ids) => reader.find('linkDecisions', { undoes: { $in: ids } }),
    linkDecisionOfCall: async (partner, clientMutationId) => {
      const [found] = await reader.find('linkDecisions', { partner, clientMutationId, ...ABOUT_LINKS });
      return found ?? null;
    },
    lastLinkDecision: async () => {
      const { from, below } = LINK_DECISION_IDS;
      const [last] = await reader.find(
        'decisionClock',
        { _id: { $gte: from, $lt: below } },
        { sort: { _id: -1 }, limit: 1 },
      );
      return last ?? null;
    },
    decisionProgress: (ids) => reader.find('decisionProgress', { _id: { $in: ids } }),
  };
}

/** Other decisions share the collection: they have no records. */
const ABOUT_LINKS: Filter = { recordIds: { $exists: true } };

function linkPage({ criteria, after, limit }: LinkPageQuery): PageToFind {
  return {
    filter: allOf([linkFilter(criteria), ...afterFilter('probability', 'DESC', after)]),
    sort: keysetSort('probability', 'DESC'),
    limit,
  };
}

function decisionPage({ recordIds, after, limit }: LinkDecisionPageQuery): PageToFind {
  return {
    filter: allOf([{ recordIds: { $in: recordIds } }, ...afterFilter('at', 'DESC', after)]),
    sort: keysetSort('at', 'DESC'),
    limit,
  };
}
