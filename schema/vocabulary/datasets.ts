import { FEED_NAMES, type FeedName } from './feeds.ts';

/** What the hub makes itself, beside the records of each feed. */
export const HUB_DATASETS = {
  disputes: { zh: '纠纷', en: 'disputes joined over agencies: codes, links, parties, timeline, handling' },
  risk: { zh: '风险', en: 'colours, scores, factors, hot spots and the events that tell of them' },
  indicators: { zh: '指标', en: 'counts, rates and points' },
  operations: { zh: '运行', en: 'freshness, rates, errors and dead letters of feeds' },
  access: { zh: '授权与审计', en: 'grants, applications and the audit' },
} as const satisfies Record<string, { readonly zh: string; readonly en: string }>;
export type HubDataset = keyof typeof HUB_DATASETS;

/** What a grant can be about (数据资源): the records of one feed, by the feed's name, or something that the hub makes. */
export type Dataset = FeedName | HubDataset;

export const DATASETS: readonly Dataset[] = [...FEED_NAMES, ...(Object.keys(HUB_DATASETS) as HubDataset[])];

/** What a grant may allow beside reading (权限). */
export const RIGHTS = {
  COLOUR: {
    zh: '风险等级',
    en: 'see which colour holds for a dispute, though not all of its feeds are granted',
  },
  MATCH: { zh: '精确匹配', en: 'look for somebody by a whole telephone or identity number' },
  SMALL_COUNTS: { zh: '小计数', en: 'see counts under five' },
  EXPORT: { zh: '导出', en: 'have lists written into files' },
  HANDLE: { zh: '办理', en: 'move disputes on, decide about links and colours' },
  BREAK_GLASS: { zh: '紧急调阅', en: 'open one dispute in an emergency, for an hour at most' },
  APPROVE: { zh: '审批', en: 'approve, refuse and revoke grants' },
} as const satisfies Record<string, { readonly zh: string; readonly en: string }>;
export type Right = keyof typeof RIGHTS;
export const RIGHT_NAMES = Object.keys(RIGHTS) as readonly Right[];
