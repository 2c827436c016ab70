import { column, type ListDefinition, type Step } from './column.ts';

const ONE_DISPUTE: readonly Step[] = [{ field: 'dispute', variables: { code: 'String!' } }];

/** What happened in one dispute, as `dispute.timeline` lists it. */
export const TIMELINE: ListDefinition = {
  list: 'TIMELINE',
  en: 'Timeline',
  zh: '时间线',
  above: ONE_DISPUTE,
  root: 'timeline',
  variables: { order: 'TimelineOrder' },
  pageSize: 100,
  columns: [
    column('at', 'When', '时间', 'at', { kind: 'MOMENT' }),
    column('origin', 'Who says so', '事件出处', 'origin', { words: 'TimelineOrigin' }),
    column('feed', 'Feed', '来源', 'feed', { words: 'FeedName' }),
    column('kind', 'Kind', '事件代码', 'kind'),
    column('label', 'Event', '事件名称', 'label'),
    column('note', 'Note', '说明', 'note'),
    column('partner', 'Partner', '操作单位', 'partner'),
    column('actor', 'Person', '操作人', 'actor'),
    column('number', 'Number', '单号', 'record.number'),
    column('recordId', 'Record', '记录标识', 'recordId'),
    column('id', 'Identifier', '事件标识', 'id'),
  ],
};

/** Records of one dispute, as `dispute.members` lists them. */
export const DISPUTE_RECORDS: ListDefinition = {
  list: 'DISPUTE_RECORDS',
  en: 'Records of a dispute',
  zh: '关联记录',
  above: ONE_DISPUTE,
  root: 'members',
  pageSize: 100,
  columns: [
    column('feed', 'Feed', '来源', 'feed', { words: 'FeedName' }),
    column('number', 'Number', '单号', 'record.number'),
    column('title', 'Title', '标题', 'record.title'),
    column('narrative', 'Report', '内容', 'record.narrative'),
    column('status', 'Status', '办理状态', 'record.status.label'),
    column('reportedAt', 'Reported', '登记时间', 'record.reportedAt', { kind: 'MOMENT' }),
    column('state', 'State', '记录状态', 'state', { words: 'RecordState' }),
    column('rule', 'Rule', '关联规则', 'rule'),
    column('why', 'Why', '关联依据', 'why'),
    column('linkedTo', 'Linked to', '关联到的记录', 'linkedTo.number'),
    column('linkedAt', 'Linked', '关联时间', 'linkedAt', { kind: 'MOMENT' }),
    column('recordId', 'Identifier', '记录标识', 'recordId'),
  ],
};

/** Links of one dispute, as `dispute.links` lists them. */
export const LINKS: ListDefinition = {
  list: 'LINKS',
  en: 'Links of a dispute',
  zh: '关联关系',
  above: ONE_DISPUTE,
  root: 'links',
  variables: { status: '[LinkStatus!]' },
  pageSize: 50,
  columns: [
    column('status', 'Status', '关联状态', 'status', { words: 'LinkStatus' }),
    column('probability', 'Probability', '概率', 'probability', { kind: 'NUMBER' }),
    column('feeds', 'Feeds', '涉及来源', 'feeds', { words: 'FeedName' }),
    column('numbers', 'Numbers of both records', '两条记录的单号', 'records.number'),
    column('titles', 'Titles of both records', '两条记录的标题', 'records.title'),
    column('decision', 'Decision', '人工决定', 'decision.kind', { words: 'LinkDecisionKind' }),
    column('decidedBy', 'Decided by', '决定人', 'decision.actor'),
    column('at', 'When', '时间', 'at', { kind: 'MOMENT' }),
    column('version', 'Weights', '权重版本', 'version'),
    column('id', 'Identifier', '关联标识', 'id'),
  ],
};

/** What people decided about links of one dispute, as `dispute.linkDecisions` lists it. */
export const LINK_DECISIONS: ListDefinition = {
  list: 'LINK_DECISIONS',
  en: 'Link decisions',
  zh: '关联决定',
  above: ONE_DISPUTE,
  root: 'linkDecisions',
  pageSize: 50,
  columns: [
    column('at', 'When', '时间', 'at', { kind: 'MOMENT' }),
    column('kind', 'Decision', '决定类型', 'kind', { words: 'LinkDecisionKind' }),
    column('inForce', 'In force', '是否有效', 'inForce'),
    column('partner', 'Partner', '决定单位', 'partner'),
    column('actor', 'Person', '决定人', 'actor'),
    column('note', 'Note', '备注', 'note'),
    column('numbers', 'Numbers of the records', '记录单号', 'records.number'),
    column('recordIds', 'Records', '记录标识', 'recordIds'),
    column('outcome', 'Outcome', '落实结果', 'outcome', { words: 'LinkDecisionOutcome' }),
    column('id', 'Identifier', '决定标识', 'id'),
  ],
};

/** How one dispute's colour came about, as `dispute.riskHistory` lists it. */
export const RISK_HISTORY: ListDefinition = {
  list: 'RISK_HISTORY',
  en: 'Colour history',
  zh: '风险定级历史',
  above: ONE_DISPUTE,
  root: 'riskHistory',
  pageSize: 100,
  columns: [
    column('at', 'When', '时间', 'at', { kind: 'MOMENT' }),
    column('origin', 'Origin', '来由', 'origin', { words: 'RiskHistoryOrigin' }),
    column('from', 'Colour before', '原等级', 'from', { words: 'Colour' }),
    column('to', 'Colour', '新等级', 'to', { words: 'Colour' }),
    column('score', 'Risk score', '风险分', 'score', { kind: 'NUMBER' }),
    column('partner', 'Partner', '决定部门', 'partner'),
    column('actor', 'Person', '决定人', 'actor'),
    column('reason', 'Reason', '理由', 'reason'),
    column('expiresAt', 'Until', '有效期至', 'expiresAt', { kind: 'MOMENT' }),
    column('asOf', 'Holds for', '评估时间', 'asOf', { kind: 'MOMENT' }),
    column('ruleVersion', 'Rules', '规则版本', 'ruleVersion'),
    column('id', 'Identifier', '记录标识', 'id'),
  ],
};

/** What was done in one dispute's handling, as `dispute.workflow.events` lists it. */
export const WORKFLOW_EVENTS: ListDefinition = {
  list: 'WORKFLOW_EVENTS',
  en: 'Handling of a dispute',
  zh: '办理过程',
  above: [...ONE_DISPUTE, { field: 'workflow', variables: {} }],
  root: 'events',
  isWhole: true,
  columns: [
    column('seq', 'Number', '序号', 'seq', { kind: 'NUMBER' }),
    column('at', 'When', '时间', 'at', { kind: 'MOMENT' }),
    column('kind', 'Move', '操作', 'kind', { words: 'WorkflowMove' }),
    column('from', 'State before', '操作前状态', 'from', { words: 'WorkflowState' }),
    column('to', 'State after', '操作后状态', 'to', { words: 'WorkflowState' }),
    column('partner', 'Partner', '操作单位', 'partner'),
    column('actor', 'Person', '操作人', 'actor'),
    column('note', 'Note', '备注', 'note'),
    column('reason', 'Reason', '理由', 'reason'),
    column('theirs', 'Whose it is', '应由谁办理', 'theirs'),
    column('dueAt', 'Due', '操作后的期限', 'dueAt', { kind: 'MOMENT' }),
    column('id', 'Identifier', '事件标识', 'id'),
  ],
};

/** Disputes in one hot spot, as `hotSpot.disputes` lists them. */
export const HOT_SPOT_DISPUTES: ListDefinition = {
  list: 'HOT_SPOT_DISPUTES',
  en: 'Disputes of a hot spot',
  zh: '热点涉及纠纷',
  above: [{ field: 'hotSpot', variables: { id: 'ID!' } }],
  root: 'disputes',
  pageSize: 100,
  columns: [
    column('code', 'Code', '一案一码', 'code'),
    column('title', 'Title', '事件名称', 'title'),
    column('category', 'Category', '事件类别', 'category', { words: 'DisputeCategory' }),
    column('region', 'Region', '所属区划', 'region.name'),
    column('colour', 'Colour', '风险等级', 'risk.colour', { words: 'Colour' }),
    column('handling', 'Handling', '办理状态', 'workflow.state', { words: 'WorkflowState' }),
    column('openedAt', 'First reported', '首次报告时间', 'openedAt', { kind: 'MOMENT' }),
    column('lastActivityAt', 'Last activity', '最近动态时间', 'lastActivityAt', { kind: 'MOMENT' }),
    column('id', 'Identifier', '纠纷标识', 'id'),
  ],
};
