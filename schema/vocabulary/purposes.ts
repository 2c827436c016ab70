/**
 * Purposes of use (使用目的): for what a caller may want data. The list is closed and the hub's own: one entry for each duty that the agencies of
 * this hub have with a dispute. That a purpose must be told and be definite is asked by the Personal Information Protection Law (个人信息保护法)
 * art. 6 and by the Regulations on Government Data Sharing (政务数据共享条例), where an application states use and scope of use.
 */
export const PURPOSES = {
  DISPUTE_HANDLING: { zh: '纠纷处置', en: 'handle a dispute: register, refer, visit, settle, follow up' },
  LAW_ENFORCEMENT: { zh: '执法办案', en: 'police duty in the incident or case at hand' },
  PRE_LITIGATION_MEDIATION: { zh: '诉前调解', en: 'mediate before a court hears the case' },
  REQUEST_HANDLING: { zh: '诉求办理', en: 'answer and follow up a request to the hotline' },
  GRID_INSPECTION: { zh: '网格巡查', en: 'inspect and report in the own grid' },
  RISK_WARNING: { zh: '风险预警', en: 'warn of disputes that may grow, and check such warnings' },
  STATISTICS: { zh: '统计分析', en: 'count and compare, without interest in one person' },
  SUPERVISION: { zh: '督查督办', en: 'check that others handle in time and well' },
  DATA_QUALITY: { zh: '数据质量核对', en: 'check that what was sent arrived and was read right' },
} as const satisfies Record<string, { readonly zh: string; readonly en: string }>;

export type Purpose = keyof typeof PURPOSES;

export const PURPOSE_NAMES = Object.keys(PURPOSES) as readonly Purpose[];

export function isPurpose(text: string): text is Purpose {
  return Object.hasOwn(PURPOSES, text);
}
