import { column, type Column, type ListDefinition } from './column.ts';

/** Which rows and how much of them: the same in a grant and in an application for one. */
const WHAT_IS_SHOWN: readonly Column[] = [
  column('dataset', 'Dataset', '数据资源', 'dataset', { words: 'DatasetName' }),
  column('regions', 'Regions', '区划前缀', 'rows.regionPrefixes'),
  column('sensitivity', 'Sensitivity up to', '敏感等级上限', 'rows.sensitivity', { words: 'Sensitivity' }),
  column('ownReferralsOnly', 'Own referrals only', '仅限本单位受理', 'rows.ownReferralsOnly'),
  column('kinds', 'Kinds of values', '敏感类型', 'levels.kind', { words: 'SensitiveKind' }),
  column('levels', 'How much of each kind', '展示级别', 'levels.level', { words: 'DisclosureLevel' }),
  column('rights', 'Rights', '权限', 'rights', { words: 'AccessRight' }),
  column('purposes', 'Purposes', '使用目的', 'purposes', { words: 'Purpose' }),
  column('validFrom', 'From', '生效时间', 'validFrom', { kind: 'MOMENT' }),
  column('validTo', 'Until', '失效时间', 'validTo', { kind: 'MOMENT' }),
];

/** What there is to ask for, as `catalogue` lists it. */
export const CATALOGUE: ListDefinition = {
  list: 'CATALOGUE',
  en: 'Catalogue',
  zh: '数据资源目录',
  root: 'catalogue',
  isWhole: true,
  columns: [
    column('dataset', 'Dataset', '数据资源', 'name', { words: 'DatasetName' }),
    column('titleZh', 'Chinese title', '中文名称', 'titleZh'),
    column('titleEn', 'English title', '英文名称', 'titleEn'),
    column('owner', 'Owner', '责任单位', 'owner'),
    column('share', 'Terms', '共享属性', 'share', { words: 'ShareClass' }),
    column('conditions', 'Conditions', '共享条件', 'conditions'),
    column('fields', 'Sensitive fields', '敏感字段', 'fields.coordinate'),
    column('kinds', 'Kinds of these fields', '敏感字段类型', 'fields.kind', { words: 'SensitiveKind' }),
  ],
};

/** Who may see what, as `grants` lists it. */
export const GRANTS: ListDefinition = {
  list: 'GRANTS',
  en: 'Grants',
  zh: '授权列表',
  root: 'grants',
  variables: { filter: 'GrantFilter' },
  pageSize: 100,
  columns: [
    column('partner', 'Partner', '被授权单位', 'partner'),
    column('actor', 'Person or service', '被授权人', 'actor'),
    column('state', 'State', '状态', 'state', { words: 'GrantState' }),
    ...WHAT_IS_SHOWN,
    column('withheldFields', 'Withheld fields', '不予展示字段', 'withheldFields'),
    column('origin', 'Origin', '授权来源', 'origin', { words: 'GrantOrigin' }),
    column('originId', 'Application or emergency', '来源标识', 'originId'),
    column('reason', 'Reason', '理由', 'reason'),
    column('revokedAt', 'Revoked', '撤销时间', 'revokedAt', { kind: 'MOMENT' }),
    column('id', 'Identifier', '授权标识', 'id'),
  ],
};

/** Who asked for a grant, as `accessApplications` lists it. */
export const ACCESS_APPLICATIONS: ListDefinition = {
  list: 'ACCESS_APPLICATIONS',
  en: 'Applications',
  zh: '授权申请',
  root: 'accessApplications',
  variables: { filter: 'AccessApplicationFilter' },
  pageSize: 100,
  columns: [
    column('partner', 'Partner', '申请单位', 'partner'),
    column('actor', 'Person', '申请人', 'actor'),
    column('createdAt', 'Applied', '申请时间', 'createdAt', { kind: 'MOMENT' }),
    column('state', 'State', '申请状态', 'state', { words: 'AccessApplicationState' }),
    ...WHAT_IS_SHOWN,
    column('reason', 'Reason', '申请理由', 'reason'),
    column('approvedBy', 'Approved by', '审批人', 'approvals.actor'),
    column('approvals', 'Reasons of approvals', '审批意见', 'approvals.reason'),
    column('answer', 'Answer', '驳回或撤回理由', 'answer'),
    column('grantId', 'Grant', '授权标识', 'grantId'),
    column('id', 'Identifier', '申请标识', 'id'),
  ],
};

/** Values that somebody calls wrong, as `corrections` lists them. */
export const CORRECTIONS: ListDefinition = {
  list: 'CORRECTIONS',
  en: 'Corrections',
  zh: '更正申请',
  root: 'corrections',
  variables: { filter: 'CorrectionFilter' },
  pageSize: 100,
  columns: [
    column('partner', 'Partner', '申请单位', 'partner'),
    column('actor', 'Person', '申请人', 'actor'),
    column('createdAt', 'Asked', '申请时间', 'createdAt', { kind: 'MOMENT' }),
    column('owner', 'Owner', '责任单位', 'owner'),
    column('feed', 'Feed', '来源', 'feed', { words: 'FeedName' }),
    column('recordId', 'Record', '记录标识', 'recordId'),
    column('field', 'Field', '字段', 'field'),
    column('proposed', 'What it should be', '建议值', 'proposed'),
    column('reason', 'Reason', '理由', 'reason'),
    column('state', 'State', '更正状态', 'state', { words: 'CorrectionState' }),
    column('answer', 'Answer', '答复', 'answer'),
    column('id', 'Identifier', '更正标识', 'id'),
  ],
};

/** Disputes that were opened in an emergency, as `breakGlasses` lists them. */
export const BREAK_GLASSES: ListDefinition = {
  list: 'BREAK_GLASSES',
  en: 'Emergencies',
  zh: '紧急调阅',
  root: 'breakGlasses',
  variables: { filter: 'BreakGlassFilter' },
  pageSize: 100,
  columns: [
    column('code', 'Dispute', '一案一码', 'code'),
    column('partner', 'Partner', '单位', 'partner'),
    column('actor', 'Person', '调阅人', 'actor'),
    column('purpose', 'Purpose', '使用目的', 'purpose', { words: 'Purpose' }),
    column('caseNumber', 'Case number', '案号', 'caseNumber'),
    column('reason', 'Reason', '理由', 'reason'),
    column('createdAt', 'Opened', '调阅时间', 'createdAt', { kind: 'MOMENT' }),
    column('until', 'Until', '失效时间', 'until', { kind: 'MOMENT' }),
    column('state', 'State', '复核状态', 'state', { words: 'BreakGlassState' }),
    column('reviewedBy', 'Reviewed by', '复核人', 'review.actor'),
    column('review', 'Review', '复核意见', 'review.reason'),
    column('id', 'Identifier', '紧急调阅标识', 'id'),
  ],
};
