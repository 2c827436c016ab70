import { feedCodes } from '../../../../schema/vocabulary/tables.ts';
import { reachedMs, type VersionPlan } from '../../timeline/plan.ts';
import type { Report } from '../../timeline/report.ts';
import { localTime, MINUTE_MS } from '../../writing/time.ts';

/** One 接处警 row as `schema/vocabulary/tables/police110-columns.csv` lists its columns, all text, times local. */
export interface PoliceRow {
  readonly jjdbh: string;
  readonly cjdbh: string;
  readonly bjsj: string;
  readonly sfsj: string;
  readonly cjsj: string;
  readonly dcsj: string;
  readonly fksj: string;
  readonly bjdh: string;
  readonly bjdhyhxm: string;
  readonly bjdhyhdz: string;
  readonly sfdz: string;
  readonly bjnr: string;
  readonly bjfsbh: string;
  readonly bjlbmc: string;
  readonly bjlxmc: string;
  readonly bjxlmc: string;
  readonly jqjb: string;
  readonly gxdwbh: string;
  readonly gxdwmc: string;
  readonly xqdm: string;
  readonly xqmc: string;
  readonly cjrbm: string;
  readonly cjrxm: string;
  readonly cjjgbm: string;
  readonly cjjgmc: string;
  readonly cjjg: string;
  readonly fkjgbm: string;
  readonly fkjgmc: string;
  readonly fkjg: string;
  readonly status: string;
  /** 更新时间: the version of the row. */
  readonly gxsj: string;
}

const STATUS = { withdrawn: '1000', taken: '1001', handled: '1004', supplemented: '1005' } as const;
const DISPOSALS = feedCodes('police.disposal_result').map(({ label }) => label);
const OFFICERS =
  '陈建国,徐志强,顾晓明,季春华,施海波,陆永新,瞿伟,缪东,黄鹏,汤德俊,沈凯,曹明,丁宇,葛荣,邵飞,钱斌'.split(',');

/** The row as the police's system holds it at this version. */
export function policeRow(report: Report, version: VersionPlan): PoliceRow {
  const { caller, address, narrative } = version.corrected ? report.right : report.first;
  const { county, street, number } = report;
  const taken = reachedMs(version, 0) ?? report.reportedMs;
  const supplementedMs = reachedMs(version, 2);
  const handledMs = reachedMs(version, 1) ?? supplementedMs;
  const [l1 = '', l2 = '', l3 = ''] = report.classes;
  const officer = Math.floor(report.dice('officer') * OFFICERS.length);
  const disposal = disposalOf(report);
  const known = handledMs !== null;
  const arrivedMs = known ? Math.min(handledMs, taken + (4 + report.dice('way') * 14) * MINUTE_MS) : null;
  return {
    jjdbh: number,
    cjdbh: `C${number.slice(1)}`,
    bjsj: localTime(report.reportedMs),
    sfsj: localTime(report.occurredMs ?? report.reportedMs),
    cjsj: localTime(taken),
    dcsj: arrivedMs === null ? '' : localTime(arrivedMs),
    fksj: known ? localTime(handledMs) : '',
    bjdh: caller.phone,
    bjdhyhxm: caller.name,
    bjdhyhdz: caller.address,
    sfdz: address,
    bjnr: narrative,
    bjfsbh: report.dice('channel') < 0.9 ? '1002' : '1003',
    bjlbmc: l1,
    bjlxmc: l2,
    bjxlmc: l3,
    jqjb: levelOf(report, l1),
    gxdwbh: `${street.code}000`,
    gxdwmc: `${county.name}公安局${street.name.replace(/(?:街道|镇|乡)$/, '')}派出所`,
    xqdm: `${street.code}001`,
    xqmc: `${street.name}警务区`,
    cjrbm: `${county.code.slice(2)}${String(1_000 + officer)}`,
    cjrxm: OFFICERS[officer] ?? '',
    cjjgbm: known ? String(DISPOSALS.indexOf(disposal) + 1).padStart(2, '0') : '',
    cjjgmc: known ? disposal : '',
    cjjg: known ? report.outcome : '',
    fkjgbm: supplementedMs === null ? '' : '01',
    fkjgmc: supplementedMs === null ? '' : '已回访',
    fkjg: supplementedMs === null ? '' : '电话回访报警人,对处警结果表示认可。',
    status: version.withdrawn
      ? STATUS.withdrawn
      : supplementedMs !== null
        ? STATUS.supplemented
        : known
          ? STATUS.handled
          : STATUS.taken,
    gxsj: localTime(version.sourceMs),
  };
}

/** The disposal of the code table that the words of the outcome mean. */
function disposalOf({ outcome }: Report): string {
  if (/派出所|带回/.test(outcome)) return '移交派出所';
  if (/立案侦查|刑事/.test(outcome)) return '立刑事案件';
  if (/治安案件/.test(outcome)) return '受理治安案件';
  if (/调解|达成/.test(outcome)) return '现场调解';
  if (/劝离|疏导|劝解/.test(outcome)) return '劝离疏导';
  if (/骚扰|误报|无效/.test(outcome)) return '虚假警情';
  if (/离开/.test(outcome)) return '找不到报警人';
  if (/消防|养护|12348|公交/.test(outcome)) return '移交其他部门';
  return '不属公安管辖';
}

function levelOf(report: Report, l1: string): string {
  if (l1 === '骚扰警情' || l1 === '其他警情') return '4';
  if (report.people !== null || (l1 === '刑事警情' && report.dice('level') < 0.3)) return '2';
  return '3';
}
