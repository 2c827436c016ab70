import { column, type ListDefinition } from './column.ts';

/** Looks at data, as `auditEntries` lists them. */
export const AUDIT_ENTRIES: ListDefinition = {
  list: 'AUDIT_ENTRIES',
  en: 'Audit',
  zh: '审计记录',
  root: 'auditEntries',
  variables: { filter: 'AuditFilter' },
  pageSize: 100,
  columns: [
    column('at', 'When', '时间', 'at', { kind: 'MOMENT' }),
    column('partner', 'Partner', '单位', 'partner'),
    column('actor', 'Person or service', '操作者', 'actor'),
    column('streamActors', 'Persons of streams', '订阅操作者', 'streams.actor'),
    column('purpose', 'Purpose', '用途', 'purpose'),
    column('reason', 'Reason', '查看理由', 'reason'),
    column('kind', 'Kind', '类型', 'kind', { words: 'AuditKind' }),
    column('operationName', 'Operation', '操作名', 'operationName'),
    column('fields', 'Fields', '字段', 'fields'),
    column('rowCount', 'Rows', '行数', 'rowCount', { kind: 'NUMBER' }),
    column('rowIds', 'Row identifiers', '行标识', 'rowIds'),
    column('codes', 'Error codes', '错误码', 'codes'),
    column('durationMs', 'Duration (ms)', '耗时（毫秒）', 'durationMs', { kind: 'NUMBER' }),
    column('count', 'Count', '次数', 'count', { kind: 'NUMBER' }),
    column('requestId', 'Request', '请求标识', 'requestId'),
    column('chain', 'Chain', '链标识', 'chain'),
    column('seq', 'Place in the chain', '序号', 'seq', { kind: 'NUMBER' }),
    column('hash', 'Hash', '哈希', 'hash'),
    column('id', 'Identifier', '条目标识', 'id'),
  ],
};

/** How often what was looked at, as `auditUsage` lists it: the hundred most frequent. */
export const AUDIT_USAGE: ListDefinition = {
  list: 'AUDIT_USAGE',
  en: 'Usage',
  zh: '使用统计',
  root: 'auditUsage',
  variables: { by: 'AuditUsageKey!', filter: 'AuditFilter' },
  isWhole: true,
  pageSize: 100,
  columns: [
    column('key', 'What', '维度值', 'key'),
    column('looks', 'Looks', '次数', 'looks', { kind: 'NUMBER' }),
    column('lastAt', 'Last', '最近时间', 'lastAt', { kind: 'MOMENT' }),
  ],
};
