import type DataLoader from 'dataloader';
import type { LinkCriteria } from '../../../access/link-criteria.ts';
import type { LinkDecisionPageQuery, LinkPageQuery, LinkView } from '../../../access/link-reads.ts';
import type { ScopedStore } from '../../../access/door.ts';
import type { DecisionProgressDoc, DisputeDoc, LinkDecisionDoc } from '../../../../schema/store/documents.ts';
import { byKey, byQuery, groupedByKey, type LoadedByQuery } from '../../kit/batch.ts';

export const COUNT_UP_TO = 10_000;

/** DataLoaders of links and of people's decisions: all lists of one request that are in the same place are one read. */
export interface LinkLoaders {
  readonly linkById: DataLoader<string, LinkView | null>;
  readonly linkPage: LoadedByQuery<LinkPageQuery, readonly LinkView[]>;
  readonly linkCount: LoadedByQuery<LinkCriteria, number>;
  readonly linkDecisionById: DataLoader<string, LinkDecisionDoc | null>;
  readonly linkDecisionPage: LoadedByQuery<LinkDecisionPageQuery, readonly LinkDecisionDoc[]>;
  /** By the records that they are about. */
  readonly linkDecisionCount: LoadedByQuery<readonly string[], number>;
  readonly undoingsOfDecision: DataLoader<string, readonly LinkDecisionDoc[]>;
  readonly decisionProgressById: DataLoader<string, DecisionProgressDoc | null>;
  /** Disputes that were merged into this one itself. */
  readonly disputesMergedInto: DataLoader<string, readonly DisputeDoc[]>;
}

export function linkLoaders(store: ScopedStore): LinkLoaders {
  return {
    linkById: byKey(
      (ids) => store.linksByIds(ids),
      ({ _id }) => _id,
    ),
    linkPage: byQuery((queries) => store.linkPages(queries)),
    linkCount: byQuery((criteria) => store.countLinksEach(criteria, COUNT_UP_TO)),
    linkDecisionById: byKey(
      (ids) => store.linkDecisionsByIds(ids),
      ({ _id }) => _id,
    ),
    linkDecisionPage: byQuery((queries) => store.linkDecisionPages(queries)),
    linkDecisionCount: byQuery((recordIds) => store.countLinkDecisionsEach(recordIds, COUNT_UP_TO)),
    undoingsOfDecision: groupedByKey(
      (ids) => store.linkDecisionsUndoing(ids),
      ({ undoes }) => (undoes === null ? [] : [undoes]),
    ),
    decisionProgressById: byKey(
      (ids) => store.decisionProgress(ids),
      ({ _id }) => _id,
    ),
    disputesMergedInto: groupedByKey(
      (ids) => store.disputesMergedInto(ids),
      ({ mergedInto }) => (mergedInto === null ? [] : [mergedInto]),
    ),
  };
}
