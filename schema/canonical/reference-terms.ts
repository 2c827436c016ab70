import type { ReferenceKind } from './reference.ts';

interface ReferenceTerm {
  /** GraphQL type of such entries. */
  readonly typename: string;
  readonly titleEn: string;
  readonly titleZh: string;
}

/** What the kinds of an agency's lists are called. */
export const REFERENCE_TERMS: Readonly<Record<ReferenceKind, ReferenceTerm>> = {
  GRID: { typename: 'Grid', titleEn: 'grid', titleZh: '网格' },
  COMMUNITY: { typename: 'Community', titleEn: 'community', titleZh: '社区（村）' },
  MEDIATION_COMMITTEE: {
    typename: 'MediationCommittee',
    titleEn: 'mediation committee',
    titleZh: '人民调解委员会',
  },
  MEDIATOR: { typename: 'Mediator', titleEn: 'mediator', titleZh: '人民调解员' },
};
