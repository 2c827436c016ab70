import { feedCodes } from '../../../../schema/vocabulary/tables.ts';
import { reachedMs, type VersionPlan } from '../../timeline/plan.ts';
import type { Report } from '../../timeline/report.ts';
import { DAY_MS, HOUR_MS, rfc3339 } from '../../writing/time.ts';

/** One 工单 as the hotline's REST interface gives it. */
export interface HotlineTicket {
  readonly ticketNo: string;
  readonly requestType: { readonly code: string; readonly name: string };
  /** One to three levels, wide to narrow. */
  readonly category: readonly string[];
  readonly title: string;
  readonly content: string;
  readonly caller: {
    readonly name: string;
    readonly phone: string;
    readonly idNumber: string;
    readonly gender: string;
  };
  readonly counterparty: string | null;
  readonly address: string;
  /** GB/T 2260 county code or 9-digit street code. */
  readonly regionCode: string;
  readonly regionName: string;
  readonly createdAt: string;
  readonly occurredAt: string | null;
  readonly updatedAt: string;
  readonly stage: string;
  readonly deadlineAt: string | null;
  readonly handlingUnit: string | null;
  readonly reply: string | null;
  readonly repliedAt: string | null;
  readonly closedAt: string | null;
  readonly satisfaction: string | null;
  readonly relatedNumbers: readonly string[];
}

const REQUEST_TYPES = new Map(feedCodes('hotline.request_type').map(({ code, label }) => [label, code]));
const DEADLINES_MS = [2 * HOUR_MS, DAY_MS, 7 * DAY_MS, 15 * DAY_MS] as const;
const SATISFACTIONS = ['满意', '满意', '非常满意', '基本满意', '不满意', '非常不满意'] as const;

/** The ticket as the hotline's database holds it at this version. */
export function hotlineTicket(report: Report, version: VersionPlan): HotlineTicket {
  const { caller, address, narrative } = version.corrected ? report.right : report.first;
  const dispatched = reachedMs(version, 1);
  const closed = reachedMs(version, 2);
  const type = report.hotlineClass?.type ?? '其他';
  const deadline = DEADLINES_MS[report.dispute ? (report.dice('deadline') < 0.8 ? 2 : 3) : 1];
  const street = report.dice('region') < 0.6;
  return {
    ticketNo: report.number,
    requestType: { code: REQUEST_TYPES.get(type) ?? '', name: type },
    category: report.hotlineClass?.path ?? [],
    title: report.title,
    content: narrative,
    caller: {
      name: caller.name,
      phone: caller.phone,
      idNumber: caller.idNumber,
      gender: caller.name === '' ? '' : caller.gender,
    },
    counterparty: report.counterparty?.name ?? null,
    address,
    regionCode: street ? report.street.code : report.county.code,
    regionName: street ? report.county.name + report.street.name : report.county.name,
    createdAt: rfc3339(report.reportedMs),
    occurredAt:
      report.occurredMs === null || report.dice('occurred') < 0.15 ? null : rfc3339(report.occurredMs),
    updatedAt: rfc3339(version.sourceMs),
    stage: version.withdrawn
      ? '撤回'
      : closed !== null
        ? '已结案'
        : dispatched !== null
          ? '已派遣'
          : '已受理',
    deadlineAt: rfc3339(report.reportedMs + deadline),
    handlingUnit: dispatched === null && closed === null ? null : report.unit,
    reply: closed === null ? null : report.outcome,
    repliedAt: closed === null ? null : rfc3339(closed),
    closedAt: closed === null ? null : rfc3339(closed),
    satisfaction:
      closed === null || report.dice('visit') < 0.4
        ? null
        : (SATISFACTIONS[Math.floor(report.dice('satisfaction') * SATISFACTIONS.length)] ?? null),
    relatedNumbers: report.relatedNumbers,
  };
}
