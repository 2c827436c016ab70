import { column, type ListDefinition } from './column.ts';

/** Records that a search finds, as `search` lists them. */
export const SEARCH: ListDefinition = {
  list: 'SEARCH',
  en: 'Search results',
  zh: '检索结果',
  root: 'search',
  variables: { query: 'String!', filter: 'SearchFilter' },
  pageSize: 100,
  columns: [
    column('feed', 'Feed', '来源', 'feed', { words: 'FeedName' }),
    column('number', 'Number', '单号', 'record.number'),
    column('title', 'Title', '标题', 'record.title'),
    column('narrative', 'Report', '内容', 'record.narrative'),
    column('category', 'Category', '事件类别', 'record.category', { words: 'DisputeCategory' }),
    column('status', 'Status', '办理状态', 'record.status.label'),
    column('regionCode', 'Region code', '区划代码', 'record.region.code'),
    column('region', 'Region', '所属区划', 'record.region.name'),
    column('address', 'Address', '发生地点', 'record.address'),
    column('parties', 'Parties', '当事人', 'record.parties.name'),
    column('phones', 'Telephone numbers', '联系电话', 'record.parties.phone'),
    column('amount', 'Amount (yuan)', '涉及金额（元）', 'record.amountFen', { kind: 'FEN' }),
    column('reportedAt', 'Reported', '登记时间', 'record.reportedAt', { kind: 'MOMENT' }),
    column('closedAt', 'Closed', '办结时间', 'record.closedAt', { kind: 'MOMENT' }),
    column('state', 'State', '记录状态', 'record.state', { words: 'RecordState' }),
    column('sensitivity', 'Sensitivity', '敏感级别', 'record.sensitivity', { words: 'Sensitivity' }),
    column('matched', 'Matched', '命中项', 'matched', { words: 'SearchMatch' }),
    column('disputeCode', 'Dispute', '所属纠纷', 'dispute.code'),
    column('colour', 'Colour', '风险等级', 'dispute.risk.colour', { words: 'Colour' }),
    column('recordId', 'Identifier', '记录标识', 'recordId'),
  ],
};
