import { column, type ListDefinition } from './column.ts';

/** Links that wait for review, as `linkReviews` lists them. */
export const LINK_REVIEWS: ListDefinition = {
  list: 'LINK_REVIEWS',
  en: 'Link reviews',
  zh: '关联待审',
  root: 'linkReviews',
  variables: { filter: 'LinkReviewFilter' },
  pageSize: 50,
  columns: [
    column('reason', 'Reason', '待审原因', 'reason', { words: 'LinkReviewReason' }),
    column('probability', 'Probability', '概率', 'link.probability', { kind: 'NUMBER' }),
    column('feeds', 'Feeds', '涉及来源', 'link.feeds', { words: 'FeedName' }),
    column('numbers', 'Numbers of both records', '两条记录的单号', 'link.records.number'),
    column('titles', 'Titles of both records', '两条记录的标题', 'link.records.title'),
    column('disputeCodes', 'Disputes', '所属纠纷', 'disputes.code'),
    column('proposal', 'Proposal', '建议说明', 'proposal'),
    column('since', 'Since', '等待起始时间', 'since', { kind: 'MOMENT' }),
    column('recordIds', 'Identifiers of both records', '两条记录的标识', 'link.recordIds'),
    column('id', 'Identifier', '待审标识', 'id'),
  ],
};
