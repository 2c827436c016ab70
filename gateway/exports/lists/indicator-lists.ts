import { column, type Column, type ListDefinition } from './column.ts';

const SPAN = { asOf: 'DateTime!', since: 'DateTime', agency: 'String', regionCode: 'String' } as const;
const AGENCY = column('agency', 'Agency', '机构', 'agency');
const POINTS: readonly Column[] = [
  column('points', 'Points', '总分', 'points', { kind: 'NUMBER' }),
  column('parts', 'What for', '积分项目', 'parts.part', { words: 'PointsPartKind' }),
  column('partPoints', 'Points for each', '各项分值', 'parts.points'),
  column('partCounts', 'Count of each', '各项次数', 'parts.count'),
  column('ruleVersion', 'Rules', '规则版本', 'ruleVersion'),
];

/** Counts of disputes by one or several things, as the cells of `disputeStats`. */
export const DISPUTE_STATS: ListDefinition = {
  list: 'DISPUTE_STATS',
  en: 'Numbers of disputes',
  zh: '纠纷统计',
  above: [
    {
      field: 'disputeStats',
      variables: { groupBy: '[DisputeGrouping!]!', filter: 'IndicatorFilter!', regionLevel: 'RegionLevel' },
    },
  ],
  root: 'cells',
  isWhole: true,
  columns: [
    column('regionCode', 'Region code', '区划代码', 'regionCode'),
    column('region', 'Region', '行政区划', 'region.name'),
    column('category', 'Category', '类别', 'category', { words: 'DisputeCategory' }),
    column('feed', 'Feed', '来源', 'feed', { words: 'FeedName' }),
    column('day', 'Day', '日期', 'day'),
    column('colour', 'Colour', '风险等级', 'colour', { words: 'Colour' }),
    column('count', 'Disputes', '数量', 'count', { kind: 'NUMBER' }),
    column('isSuppressed', 'Too few to show', '是否隐去', 'isSuppressed'),
  ],
};

/** Points of mediators, as `mediatorPoints` lists them. */
export const MEDIATOR_POINTS: ListDefinition = {
  list: 'MEDIATOR_POINTS',
  en: 'Points of mediators',
  zh: '调解员积分',
  root: 'mediatorPoints',
  variables: SPAN,
  pageSize: 100,
  columns: [column('mediator', 'Mediator', '调解员', 'mediator'), AGENCY, ...POINTS],
};

/** Points of agencies and committees, as `agencyPoints` lists them. */
export const AGENCY_POINTS: ListDefinition = {
  list: 'AGENCY_POINTS',
  en: 'Points of agencies',
  zh: '机构积分',
  root: 'agencyPoints',
  variables: SPAN,
  pageSize: 100,
  columns: [AGENCY, ...POINTS],
};
