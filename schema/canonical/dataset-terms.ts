import { HUB_DATASETS, type Dataset, type HubDataset } from '../vocabulary/datasets.ts';
import { FEED_TERMS, type FeedName } from '../vocabulary/feeds.ts';

/**
 * On what terms a dataset is shared (共享属性), after the Regulations on Government Data Sharing (政务数据共享条例, 2025) art. 11: every
 * resource of a catalogue has one of these.
 */
export const SHARE_CLASSES = {
  UNCONDITIONAL: { zh: '无条件共享', en: 'for every partner that asks' },
  CONDITIONAL: { zh: '有条件共享', en: 'for partners whose application was approved' },
  NOT_SHARED: { zh: '不予共享', en: 'for nobody that applies' },
} as const satisfies Record<string, { readonly zh: string; readonly en: string }>;
export type ShareClass = keyof typeof SHARE_CLASSES;
export const SHARE_CLASS_NAMES = Object.keys(SHARE_CLASSES) as readonly ShareClass[];

/** Whose a dataset is, and on what terms it is shared. */
export interface DatasetTerms {
  /** Partner that answers for it. */
  readonly owner: string;
  readonly share: ShareClass;
  /** In words, for who applies. */
  readonly conditions: string | null;
}

const OWNERS: Readonly<Record<FeedName, string>> = {
  police110: 'police',
  hotline12345: 'hotline',
  open311: 'hotline',
  court: 'court',
  grid: 'grid',
};
const SHARES: Readonly<Record<HubDataset, ShareClass>> = {
  disputes: 'CONDITIONAL',
  risk: 'CONDITIONAL',
  indicators: 'UNCONDITIONAL',
  operations: 'CONDITIONAL',
  access: 'NOT_SHARED',
};

/** The terms that hold until a policy says others. */
export function shippedTerms(dataset: Dataset): DatasetTerms {
  return isHubDataset(dataset)
    ? { owner: 'admin', share: SHARES[dataset], conditions: null }
    : { owner: OWNERS[dataset], share: 'CONDITIONAL', conditions: null };
}

/** What a dataset is called. */
export function datasetTitle(dataset: Dataset): { readonly zh: string; readonly en: string } {
  if (isHubDataset(dataset)) return HUB_DATASETS[dataset];
  const { titleZh, titleEn } = FEED_TERMS[dataset];
  return { zh: titleZh, en: titleEn };
}

function isHubDataset(dataset: Dataset): dataset is HubDataset {
  return Object.hasOwn(HUB_DATASETS, dataset);
}
