import { column, type ListDefinition, type Step } from './column.ts';

const ONE_FEED: readonly Step[] = [{ field: 'feed', variables: { name: 'FeedName!' } }];

/** How each agency's stream is, as `feeds` lists it. */
export const FEEDS: ListDefinition = {
  list: 'FEEDS',
  en: 'Feeds',
  zh: '来源与数据质量',
  root: 'feeds',
  isWhole: true,
  columns: [
    column('feed', 'Feed', '来源', 'name', { words: 'FeedName' }),
    column('lastContactAt', 'Last contact', '最近联通时间', 'lastContactAt', { kind: 'MOMENT' }),
    column('secondsBehind', 'Seconds behind', '滞后秒数', 'secondsBehind', { kind: 'NUMBER' }),
    column('lastSourceTime', 'Latest change', '最新来源更新时间', 'lastSourceTime', { kind: 'MOMENT' }),
    column('lastStoredAt', 'Last stored', '最近入库时间', 'lastStoredAt', { kind: 'MOMENT' }),
    column('connectorState', 'Connector', '连接器状态', 'connectorState'),
    column('lagMessages', 'Messages waiting', '积压消息数', 'lag.messages', { kind: 'NUMBER' }),
    column('perMinute', 'A minute, last hour', '最近1小时每分钟条数', 'rates.lastHour.perMinute', {
      kind: 'NUMBER',
    }),
    column('stored24h', 'Stored, last 24 hours', '最近24小时入库数', 'rates.last24Hours.stored', {
      kind: 'NUMBER',
    }),
    column('refused24h', 'Refused, last 24 hours', '最近24小时拒收数', 'rates.last24Hours.refused', {
      kind: 'NUMBER',
    }),
    column('errorRate', 'Share refused', '错误率', 'errorRate', { kind: 'NUMBER' }),
    column('silence', 'Silence', '静默状态', 'silence.state', { words: 'SilenceState' }),
    column('drifting', 'Columns that changed', '漂移字段', 'drift.column'),
    column('deadLetterCount', 'Dead letters', '死信数', 'deadLetterCount', { kind: 'NUMBER' }),
    column('recordCount', 'Records', '记录数', 'recordCount', { kind: 'NUMBER' }),
    column('repeatCount', 'Repeats', '重复消息数', 'repeatCount', { kind: 'NUMBER' }),
  ],
};

/** What was refused of one feed, as `feed.deadLetters` lists it. Pages are small: each may hold whole original texts. */
export const DEAD_LETTERS: ListDefinition = {
  list: 'DEAD_LETTERS',
  en: 'Dead letters',
  zh: '死信',
  above: ONE_FEED,
  root: 'deadLetters',
  variables: { code: 'String' },
  pageSize: 8,
  columns: [
    column('at', 'Refused', '拒收时间', 'at', { kind: 'MOMENT' }),
    column('code', 'Code', '错误码', 'code'),
    column('reason', 'Reason', '原因与处理办法', 'reason'),
    column('key', 'Number at the agency', '来源主键', 'key'),
    column('connector', 'Connector', '连接器', 'connector'),
    column('stage', 'Stage', '失败阶段', 'stage'),
    column('sizeBytes', 'Bytes', '原始字节数', 'sizeBytes', { kind: 'NUMBER' }),
    column('text', 'Original text', '原文', 'text'),
    column('id', 'Identifier', '标识', 'id'),
  ],
};

/** How columns of one feed changed, as `feed.drift` lists it. */
export const COLUMN_DRIFT: ListDefinition = {
  list: 'COLUMN_DRIFT',
  en: 'Column drift',
  zh: '字段漂移',
  above: ONE_FEED,
  root: 'drift',
  variables: { includeClosed: 'Boolean' },
  isWhole: true,
  columns: [
    column('kind', 'What changed', '变化类型', 'kind', { words: 'DriftKind' }),
    column('form', 'Form', '数据形式', 'form'),
    column('column', 'Column', '来源字段名', 'column'),
    column('was', 'Was', '原值类型', 'was', { words: 'ColumnValueKind' }),
    column('now', 'Is', '现值类型', 'now', { words: 'ColumnValueKind' }),
    column('sample', 'Shape', '脱敏样例', 'sample'),
    column('foundAt', 'Found', '发现时间', 'foundAt', { kind: 'MOMENT' }),
    column('firstSeenAt', 'First seen', '首次出现时间', 'firstSeenAt', { kind: 'MOMENT' }),
    column('lastSeenAt', 'Last seen', '最近出现时间', 'lastSeenAt', { kind: 'MOMENT' }),
    column('closedAt', 'Over', '结束时间', 'closedAt', { kind: 'MOMENT' }),
    column('recordId', 'First record', '样例记录标识', 'recordId'),
  ],
};

/** What columns one feed has, as `feed.columns` lists them. */
export const FEED_COLUMNS: ListDefinition = {
  list: 'FEED_COLUMNS',
  en: 'Columns of a feed',
  zh: '字段概况',
  above: ONE_FEED,
  root: 'columns',
  isWhole: true,
  columns: [
    column('form', 'Form', '数据形式', 'form'),
    column('column', 'Column', '来源字段名', 'name'),
    column('isKnown', 'Known to the mapping', '映射是否识别', 'isKnown'),
    column('sampledRows', 'Rows looked at', '抽样行数', 'sampledRows', { kind: 'NUMBER' }),
    column('rows', 'Rows that have it', '含该字段行数', 'rows', { kind: 'NUMBER' }),
    column('filled', 'Rows with a value', '有值行数', 'filled', { kind: 'NUMBER' }),
    column('kinds', 'Kinds of values', '值类型', 'kinds.kind', { words: 'ColumnValueKind' }),
    column('firstSeenAt', 'First seen', '首次出现时间', 'firstSeenAt', { kind: 'MOMENT' }),
    column('lastSeenAt', 'Last seen', '最近出现时间', 'lastSeenAt', { kind: 'MOMENT' }),
  ],
};
