import type { DISPUTES } from '../disputes/texts.ts';
import { CRITERIA } from './criteria-texts.ts';

/** Where the filter bar of disputes has the word. */
const ON_FILTER_BAR: Readonly<Record<string, keyof (typeof DISPUTES)['en']>> = {
  feeds: 'feeds',
  category: 'category',
  categoryThatHolds: 'holding',
  regionCode: 'region',
  openedBetween: 'opened',
  activeBetween: 'active',
  registeredBetween: 'registered',
  dueBetween: 'due',
  minRecords: 'minRecords',
  minScore: 'minScore',
  text: 'text',
  colour: 'colours',
  colours: 'colours',
  awaitingConfirmation: 'awaiting',
  supervised: 'supervised',
  agency: 'agency',
  states: 'handling',
  countsAs: 'countsAs',
  orderBy: 'order',
  order: 'order',
};

/** One name for several things. */
const BY_INPUT: Readonly<Record<string, Label>> = {
  'DisputeFilter.state': { from: 'DISPUTES', key: 'states' },
  'ExportDeadLettersInput.code': { from: 'CRITERIA', key: 'errorCode' },
  'ExportDeadLettersInput.name': { from: 'DISPUTES', key: 'feeds' },
  'ExportColumnDriftInput.name': { from: 'DISPUTES', key: 'feeds' },
  'ExportFeedInput.name': { from: 'DISPUTES', key: 'feeds' },
};

/** A text of the disputes' filter bar, or one of this page's own. */
export type Label =
  | { readonly from: 'DISPUTES'; readonly key: keyof (typeof DISPUTES)['en'] }
  | { readonly from: 'CRITERIA'; readonly key: keyof (typeof CRITERIA)['en'] };

/** What a field of an input is called on the page; null for one that only a newer hub knows. */
export function labelOf(input: string, field: string): Label | null {
  const own = BY_INPUT[`${input}.${field}`];
  if (own !== undefined) return own;
  const key = Object.hasOwn(ON_FILTER_BAR, field) ? ON_FILTER_BAR[field] : undefined;
  if (key !== undefined) return { from: 'DISPUTES', key };
  return isKey(field) ? { from: 'CRITERIA', key: field } : null;
}

function isKey(field: string): field is keyof (typeof CRITERIA)['en'] {
  return Object.hasOwn(CRITERIA.en, field);
}
