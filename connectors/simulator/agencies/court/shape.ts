import { feedCodes } from '../../../../schema/vocabulary/tables.ts';
import { committeeOf } from '../../city/committees.ts';
import type { Report } from '../../timeline/report.ts';
import { reachedMs, type VersionPlan } from '../../timeline/plan.ts';
import { HOUR_MS, rfc3339, yearOf } from '../../writing/time.ts';
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
  /** Label of `court.mediation_org_type`. */
  readonly mediationOrganisationType: string | null;
  readonly mediator: string | null;
  /** What came of it in the court's words. */
  readonly outcome: string | null;
  /** Code and label of `court.close_outcome` that the words mean. */
  readonly result: { readonly code: string; readonly name: string } | null;
  /** The court's ruling on the parties' agreement (司法确认). */
  readonly confirmation: JudicialConfirmation | null;
}

interface JudicialConfirmation {
  /** （2026）苏0612诉前调确56号 */
  readonly number: string;
  readonly result: '裁定有效' | '裁定驳回申请';
  readonly confirmedAt: string;
}

const OUTCOMES = new Map(feedCodes('court.close_outcome').map(({ code, label }) => [code, label]));
const CONFIRMED_SHARE = 0.45;
const CONFIRMATION_REFUSED_SHARE = 0.08;
const CONFIRMED_BEFORE_CLOSING_MOST_MS = 30 * HOUR_MS;

const SOURCES = ['当事人申请', '当事人申请', '法院委派委托', '网格员登记', '其他单位转办'] as const;

/** The case as the court's platform holds it at this version. */
export function courtCase(report: Report, version: VersionPlan): CourtCase {
  const { caller, narrative } = version.corrected ? report.right : report.first;
  const { county, street } = report;
  const mediatedMs = reachedMs(version, 1);
  const closedMs = reachedMs(version, 2);
  const [number = '', name = ''] = report.classes;
  const orNull = (text: string): string | null => (text === '' ? null : text);
  const courtCode = PROVINCE_COURT_CHARACTER + county.code.slice(2);
  const committee = mediatedMs === null ? null : committeeOf(street);
  const result = closedMs === null ? null : resultOf(report.outcome);
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
    courtCode,
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
    mediationOrganisation: committee?.name ?? null,
    mediationOrganisationType: committee === null ? null : '人民调解',
    mediator:
      committee?.mediators[Math.floor(report.dice('mediator') * committee.mediators.length)]?.name ?? null,
    outcome: closedMs === null ? null : report.outcome,
    result,
    confirmation:
      closedMs !== null && mediatedMs !== null && result?.code === '1'
        ? confirmationOf(report, courtCode, mediatedMs, closedMs)
        : null,
  };
}

/** The outcome of the code table that the words mean. */
function resultOf(outcome: string): { code: string; name: string } {
  const code = /撤回/.test(outcome)
    ? '2'
    : /达成/.test(outcome)
      ? '1'
      : /联系不到|未到场/.test(outcome)
        ? '3'
        : /不接受/.test(outcome)
          ? '4'
          : /分歧较大/.test(outcome)
            ? '5'
            : '99';
  return { code, name: OUTCOMES.get(code) ?? '' };
}

/** A case is closed once its agreement is confirmed, so the ruling lies between mediation and closing. */
function confirmationOf(
  report: Report,
  courtCode: string,
  mediatedMs: number,
  closedMs: number,
): JudicialConfirmation | null {
  if (report.dice('confirmation') >= CONFIRMED_SHARE) return null;
  const earlierMs = Math.floor(report.dice('confirmationTime') * CONFIRMED_BEFORE_CLOSING_MOST_MS);
  const ms = Math.max(mediatedMs, closedMs - earlierMs);
  const serial = /(\d+)号$/.exec(report.number)?.[1] ?? '';
  return {
    number: `（${yearOf(ms)}）${courtCode}诉前调确${serial}号`,
    result: report.dice('confirmationRefused') < CONFIRMATION_REFUSED_SHARE ? '裁定驳回申请' : '裁定有效',
    confirmedAt: rfc3339(ms),
  };
}
