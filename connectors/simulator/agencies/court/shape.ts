import type { Report } from '../../timeline/report.ts';
import { reachedMs, type VersionPlan } from '../../timeline/plan.ts';
import { rfc3339 } from '../../writing/time.ts';
import { PROVINCE_COURT_CHARACTER } from '../../city/regions.ts';

interface CourtParty {
  readonly role: '申请人' | '被申请人';
  readonly type: '自然人' | '法人';
  readonly name: string | null;
  readonly idNumber: string | null;
  readonly phone: string | null;
  readonly address: string | null;
}

/** One pre-litigation mediation case (诉前调解) or special procedure as the court's platform exports it. */
export interface CourtCase {
  /** （2026）苏0612诉前调1234号 */
  readonly caseNumber: string;
  readonly courtCode: string;
  readonly courtName: string;
  readonly regionCode: string;
  readonly filedAt: string;
  readonly updatedAt: string;
  readonly closedAt: string | null;
  /** Code and label of `court.case_status`. */
  readonly caseStatus: { readonly code: string; readonly name: string };
  readonly cause: { readonly number: string; readonly name: string; readonly rules: string };
  /** Label of `court.pre_litigation_source`. */
  readonly source: string;
  readonly parties: readonly CourtParty[];
  readonly summary: string;
  readonly claims: string;
  readonly amountYuan: string | null;
  readonly mediationOrganisation: string | null;
  readonly outcome: string | null;
}

const SOURCES = ['当事人申请', '当事人申请', '法院委派委托', '网格员登记', '其他单位转办'] as const;

/** The case as the court's platform holds it at this version. */
export function courtCase(report: Report, version: VersionPlan): CourtCase {
  const { caller, narrative } = version.corrected ? report.right : report.first;
  const { county, street } = report;
  const mediatedMs = reachedMs(version, 1);
  const closedMs = reachedMs(version, 2);
  const [number = '', name = ''] = report.classes;
  const orNull = (text: string): string | null => (text === '' ? null : text);
  const applicant: CourtParty = {
    role: '申请人',
    type: '自然人',
    name: orNull(caller.name),
    idNumber: orNull(caller.idNumber),
    phone: orNull(caller.phone),
    address: orNull(caller.address),
  };
  const respondent: CourtParty = {
    role: '被申请人',
    type: report.respondentIsPerson ? '自然人' : '法人',
    name: report.counterparty?.name ?? null,
    idNumber: null,
    phone: null,
    address: null,
  };
  return {
    caseNumber: report.number,
    courtCode: PROVINCE_COURT_CHARACTER + county.code.slice(2),
    courtName: `${county.name}人民法院`,
    regionCode: county.code,
    filedAt: rfc3339(report.reportedMs),
    updatedAt: rfc3339(version.sourceMs),
    closedAt: closedMs === null ? null : rfc3339(closedMs),
    caseStatus: version.withdrawn
      ? { code: '13', name: '诉前销案' }
      : closedMs !== null
        ? { code: '11', name: '结案' }
        : mediatedMs !== null
          ? { code: '5', name: '调解中' }
          : { code: '2', name: '预立案' },
    cause: { number, name, rules: '2025' },
    source: SOURCES[Math.floor(report.dice('source') * SOURCES.length)] ?? '当事人申请',
    parties: report.dispute ? [applicant, respondent] : [applicant],
    summary: narrative,
    claims: report.claims,
    amountYuan: report.amountFen === null ? null : (report.amountFen / 100).toFixed(2),
    mediationOrganisation: mediatedMs === null ? null : `${street.name}人民调解委员会`,
    outcome: closedMs === null ? null : report.outcome,
  };
}
