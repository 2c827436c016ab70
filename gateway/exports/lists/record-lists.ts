import type { ExportList } from '../../../schema/canonical/export.ts';
import { column, type Column, type ListDefinition } from './column.ts';

/** What records of all feeds have. */
const SHARED: readonly Column[] = [
  column('number', 'Number', '单号', 'number'),
  column('title', 'Title', '标题', 'title'),
  column('narrative', 'Report', '内容', 'narrative'),
  column('nature', 'Nature', '是否纠纷', 'nature', { words: 'Nature' }),
  column('category', 'Category', '事件类别', 'category', { words: 'DisputeCategory' }),
  column('status', 'Status', '办理状态', 'status.label'),
  column('regionCode', 'Region code', '区划代码', 'region.code'),
  column('region', 'Region', '所属区划', 'region.name'),
  column('address', 'Address', '发生地点', 'address'),
  column('parties', 'Parties', '当事人', 'parties.name'),
  column('phones', 'Telephone numbers', '联系电话', 'parties.phone'),
  column('amount', 'Amount (yuan)', '涉及金额（元）', 'amountFen', { kind: 'FEN' }),
  column('people', 'People involved', '涉及人数', 'peopleInvolved', { kind: 'NUMBER' }),
  column('reportedAt', 'Reported', '登记时间', 'reportedAt', { kind: 'MOMENT' }),
  column('occurredAt', 'Happened', '发生时间', 'occurredAt', { kind: 'MOMENT' }),
  column('closedAt', 'Closed', '办结时间', 'closedAt', { kind: 'MOMENT' }),
];
const KEPT: readonly Column[] = [
  column('state', 'State', '记录状态', 'state', { words: 'RecordState' }),
  column('sensitivity', 'Sensitivity', '敏感级别', 'sensitivity', { words: 'Sensitivity' }),
  column('flags', 'Findings', '数据质量标记', 'flags'),
  column('disputeCode', 'Dispute', '所属纠纷', 'dispute.code'),
  column('sourceTime', 'Changed by the agency', '来源更新时间', 'sourceTime', { kind: 'MOMENT' }),
  column('receivedAt', 'Received', '接收时间', 'receivedAt', { kind: 'MOMENT' }),
  column('id', 'Identifier', '记录标识', 'id'),
];

function recordsOf(
  list: ExportList,
  root: string,
  names: Pick<ListDefinition, 'en' | 'zh'>,
  own: readonly Column[],
): ListDefinition {
  return {
    list,
    ...names,
    root,
    variables: { filter: 'RecordFilter', orderBy: 'RecordOrder' },
    pageSize: 100,
    columns: [...SHARED, ...own, ...KEPT],
  };
}

export const POLICE_INCIDENTS = recordsOf(
  'POLICE_INCIDENTS',
  'policeIncidents',
  { en: 'Police incidents', zh: '警情列表' },
  [
    column('dispatchSheetNo', 'Dispatch sheet', '处警单编号', 'dispatchSheetNo'),
    column('channel', 'Channel', '报警方式', 'channel.label'),
    column('level', 'Level', '警情级别', 'level.label'),
    column('unit', 'Unit', '管辖单位', 'jurisdictionUnit.label'),
    column('arrivedAt', 'Arrived', '到场时间', 'arrivedAt', { kind: 'MOMENT' }),
    column('feedbackAt', 'Feedback', '反馈时间', 'feedbackAt', { kind: 'MOMENT' }),
    column('disposal', 'Disposal', '处理结果', 'disposal.label'),
  ],
);

export const HOTLINE_TICKETS = recordsOf(
  'HOTLINE_TICKETS',
  'hotlineTickets',
  { en: 'Hotline tickets', zh: '热线工单列表' },
  [
    column('requestType', 'Kind of request', '诉求类型', 'requestType.label'),
    column('counterparty', 'Counterparty', '被反映单位', 'counterparty'),
    column('handlingUnit', 'Handled by', '承办单位', 'handlingUnit'),
    column('deadlineAt', 'Due', '办理期限', 'deadlineAt', { kind: 'MOMENT' }),
    column('reply', 'Reply', '答复内容', 'reply'),
    column('repliedAt', 'Replied', '答复时间', 'repliedAt', { kind: 'MOMENT' }),
    column('satisfaction', 'Satisfaction', '满意度', 'satisfaction'),
  ],
);

export const COURT_CASES = recordsOf('COURT_CASES', 'courtCases', { en: 'Court cases', zh: '诉前案件列表' }, [
  column('caseNumber', 'Case number', '案号', 'caseNumber.text'),
  column('court', 'Court', '法院', 'caseNumber.court.name'),
  column('cause', 'Cause', '案由', 'cause.name'),
  column('claims', 'Claims', '诉讼请求', 'claims'),
  column('organisation', 'Mediation organisation', '调解组织', 'mediationOrganisation'),
  column('mediator', 'Mediator', '调解员', 'mediator'),
  column('outcome', 'Outcome', '调解结果', 'outcome.label'),
]);

export const GRID_EVENTS = recordsOf('GRID_EVENTS', 'gridEvents', { en: 'Grid events', zh: '网格事件列表' }, [
  column('eventClass', 'Class', '事件大类', 'eventClass'),
  column('eventSubclass', 'Sub-class', '事件小类', 'eventSubclass'),
  column('stage', 'Stage', '办理环节', 'stage'),
  column('result', 'Result', '处理结果', 'result'),
  column('counterparty', 'Counterparty', '对方当事人', 'counterparty'),
  column('gridCode', 'Grid code', '网格编码', 'gridCode'),
  column('gridName', 'Grid', '网格名称', 'gridName'),
]);

export const SERVICE_REQUESTS = recordsOf(
  'SERVICE_REQUESTS',
  'serviceRequests',
  { en: 'Service requests', zh: '市民服务请求列表' },
  [
    column('serviceName', 'Service', '服务名称', 'serviceName'),
    column('descriptor', 'Descriptor', '细类', 'descriptor'),
    column('agency', 'Agency', '承办机构', 'agency.label'),
    column('expectedAt', 'Expected', '预计办结时间', 'expectedAt', { kind: 'MOMENT' }),
    column('resolution', 'Resolution', '处理说明', 'resolution'),
    column('channel', 'Channel', '受理渠道', 'channel'),
  ],
);
