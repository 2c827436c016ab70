import { column, type ListDefinition } from './column.ts';

/** People who were erased, as `erasures` lists them. */
export const ERASURES: ListDefinition = {
  list: 'ERASURES',
  en: 'Erasures',
  zh: '个人信息删除',
  root: 'erasures',
  isWhole: true,
  columns: [
    column('state', 'State', '状态', 'state', { words: 'ErasureState' }),
    column('reason', 'Reason', '理由', 'reason'),
    column('partner', 'Partner', '申请单位', 'partner'),
    column('actor', 'Person', '申请人', 'actor'),
    column('requestedAt', 'Asked', '申请时间', 'requestedAt', { kind: 'MOMENT' }),
    column('sweptAt', 'Swept', '清除时间', 'sweptAt', { kind: 'MOMENT' }),
    column('completeOn', 'Complete on', '全部完成时间', 'completeOn', { kind: 'MOMENT' }),
    column('collections', 'From where', '涉及集合', 'counts.collection'),
    column('counts', 'How many from each', '各集合删除数', 'counts.count'),
    column('blockedBy', 'Holds that it waits for', '相关法定留存', 'blockedBy'),
    column('id', 'Identifier', '删除标识', 'id'),
  ],
};

/** What must be kept, as `legalHolds` lists it. */
export const LEGAL_HOLDS: ListDefinition = {
  list: 'LEGAL_HOLDS',
  en: 'Legal holds',
  zh: '法定留存',
  root: 'legalHolds',
  isWhole: true,
  columns: [
    column('disputeId', 'Dispute', '纠纷标识', 'disputeId'),
    column('reason', 'Reason', '理由', 'reason'),
    column('partner', 'Partner', '单位', 'partner'),
    column('actor', 'Person', '操作人', 'actor'),
    column('placedAt', 'Since', '设置时间', 'placedAt', { kind: 'MOMENT' }),
    column('releasedAt', 'Released', '解除时间', 'releasedAt', { kind: 'MOMENT' }),
    column('id', 'Identifier', '留存标识', 'id'),
  ],
};
