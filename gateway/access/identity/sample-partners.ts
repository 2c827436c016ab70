import type { Purpose } from '../../../schema/vocabulary/purposes.ts';

/** Partners of a hub on one machine, with a person of each who can sign in there. */
export const SAMPLE_PARTNERS = ['police', 'hotline', 'court', 'grid', 'analyst', 'admin'] as const;
export type SamplePartner = (typeof SAMPLE_PARTNERS)[number];

/** The people by what they do. */
export const SAMPLE_PEOPLE: Readonly<Record<SamplePartner, { readonly en: string; readonly zh: string }>> = {
  police: { en: 'Officer of the police dispatch', zh: '110接处警民警' },
  hotline: { en: 'Agent of the 12345 hotline', zh: '12345热线受理员' },
  court: { en: 'Mediator at the court', zh: '法院诉前调解员' },
  grid: { en: 'Grid inspector', zh: '网格员' },
  analyst: { en: 'Analyst', zh: '数据分析员' },
  admin: { en: 'Administrator', zh: '系统管理员' },
};

/** For what each of them asks unless it says something else. */
export const SAMPLE_PURPOSES: Readonly<Record<SamplePartner, Purpose>> = {
  police: 'DISPUTE_HANDLING',
  hotline: 'DISPUTE_HANDLING',
  court: 'DISPUTE_HANDLING',
  grid: 'DISPUTE_HANDLING',
  analyst: 'STATISTICS',
  admin: 'SUPERVISION',
};

export function isSamplePartner(name: string): name is SamplePartner {
  return SAMPLE_PARTNERS.some((partner) => partner === name);
}
