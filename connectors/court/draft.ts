import { CHINA_OFFSET, readDateTime } from '../../schema/canonical/date-time.ts';
import type { RecordDraft } from '../../schema/canonical/record.ts';
import { regionByCode } from '../../schema/vocabulary/regions.ts';
import { readSourceId, required } from '../kit/columns.ts';
import { readAmountFen } from './amount.ts';
import { readCaseNumber, type CaseNumber } from './case-number.ts';
import type { CaseColumns, CaseReading } from './case-row.ts';
import { readCause } from './cause.ts';
import { partyOf } from './parties.ts';
import { divisionOfCourt } from './provinces.ts';
import { CASE_STATUS, CLOSE_OUTCOME, ORGANISATION_TYPE, SOURCE, type CourtTerm } from './terms.ts';

/** Times of a case, RFC 3339. */
interface CaseTimes {
  readonly filedAt: string;
  readonly updatedAt: string;
  readonly closedAt: string | null;
  readonly confirmedAt: string | null;
}

/**
 * Maps one case, the same whichever form of file it came in. Times without an offset are China Standard Time.
 * @throws HubError HUB_RECORD_INVALID naming the column.
 */
export function draftOfCase({ columns, parties, shown, flags: found }: CaseReading): RecordDraft {
  const flags = new Set(found);
  const written = readSourceId(columns.案号, '案号');
  const caseNumber = readCaseNumber(written);
  if (caseNumber === null) flags.add('CASE_NUMBER_UNREADABLE');
  const sourceId = caseNumber?.text ?? written;
  const times = timesOf(columns);
  const status = CASE_STATUS.read(columns.案件状态代码, columns.案件状态);
  if (status.term === null && (status.code !== null || status.label !== null)) flags.add('STATUS_UNKNOWN');
  const isCancelled = status.term === 'PRE_SUIT_CANCELLED';
  const cause = readCause(
    { code: columns.案由代码, name: columns.案由, rules: columns.案由版本, filedAt: times.filedAt },
    flags,
  );
  const courtCode = caseNumber?.courtCode ?? columns.法院代码;
  if (caseNumber !== null && columns.法院代码 !== null && columns.法院代码 !== caseNumber.courtCode) {
    flags.add('COURT_CODE_MISMATCH');
  }
  const regionCode = regionCodeOf(columns.行政区划, flags);
  const countyCode = countyOf(courtCode, regionCode);
  const people = parties.map(partyOf);
  const confirmationNumber = confirmationNumberOf(columns.确认案号);
  const outcome = CLOSE_OUTCOME.read(columns.调解结果代码, columns.调解结果);
  return {
    sourceId,
    sourceTime: times.updatedAt,
    state: isCancelled ? 'WITHDRAWN' : 'ACTIVE',
    sourceCategory: present([caseNumber?.type ?? null, cause.name]),
    title: cause.name ?? '诉前调解案件',
    narrative: columns.事实与理由,
    status: { code: status.code, label: status.label },
    reportedAt: times.filedAt,
    occurredAt: null,
    closedAt: times.closedAt,
    place: { regionCode: regionCode ?? countyCode, address: null, longitude: null, latitude: null },
    parties: people.map(({ draft }) => draft),
    numbers: present([sourceId, confirmationNumber]),
    quotedNumbers: [],
    amountFen: amountOf(columns.标的额, flags),
    peopleInvolved: null,
    events: eventsOf(columns, times, status, outcome),
    details: {
      ...numberDetails(caseNumber),
      courtCode,
      courtName: columns.法院名称,
      countyCode,
      causeCode: cause.code,
      causeName: cause.name,
      causeRules: cause.rules,
      ...codedDetails('source', SOURCE.read(null, columns.来源)),
      mediationOrganisation: columns.调解组织,
      ...codedDetails('mediationOrganisationType', ORGANISATION_TYPE.read(null, columns.调解组织类型)),
      mediator: columns.调解员,
      ...codedDetails('outcome', outcome),
      claims: columns.诉讼请求,
      confirmationNumber,
      confirmationResult: columns.确认结果,
      confirmedAt: times.confirmedAt,
      partyPositions: people.map(({ position }) => position),
    },
    columns: shown,
    flags: [...flags],
  };
}

function timesOf(columns: CaseColumns): CaseTimes {
  const time = (column: '立案时间' | '更新时间' | '结案时间' | '确认时间'): string | null => {
    const text = columns[column];
    return text === null ? null : readDateTime(text, CHINA_OFFSET, column);
  };
  return {
    filedAt: required(time('立案时间'), '立案时间'),
    updatedAt: required(time('更新时间'), '更新时间'),
    closedAt: time('结案时间'),
    confirmedAt: time('确认时间'),
  };
}

function numberDetails(number: CaseNumber | null): RecordDraft['details'] {
  return {
    caseYear: number?.year ?? null,
    caseType: number?.type ?? null,
    caseTypeCode: number?.typeCode ?? null,
    caseSerial: number?.serial ?? null,
  };
}

function codedDetails(name: string, { code, label }: CourtTerm): RecordDraft['details'] {
  return { [name]: label, [`${name}Code`]: code };
}

function regionCodeOf(written: string | null, flags: Set<string>): string | null {
  if (written === null) return null;
  const code = /^\d{6}(\d{3})?/.exec(written)?.[0] ?? null;
  if (code === null) flags.add('REGION_CODE_UNREADABLE');
  return code;
}

/**
 * County of the court, of its city for a court above counties. Courts keep their code when their county is renumbered (苏0684 is Haimen, now
 * 320614): then it is the case's own county, when that lies in the court's city.
 */
function countyOf(courtCode: string | null, regionCode: string | null): string | null {
  const division = courtCode === null ? null : divisionOfCourt(courtCode);
  if (division === null || division.length < 4) return null;
  if (regionByCode(division) !== null) return division;
  const county = regionCode?.slice(0, 6) ?? '';
  return county.startsWith(division.slice(0, 4)) && regionByCode(county) !== null ? county : null;
}

function confirmationNumberOf(written: string | null): string | null {
  return written === null ? null : (readCaseNumber(written)?.text ?? readSourceId(written, '确认案号'));
}

function amountOf(written: string | null, flags: Set<string>): number | null {
  const fen = written === null ? null : readAmountFen(written);
  if (written !== null && fen === null) flags.add('AMOUNT_UNREADABLE');
  return fen;
}

function eventsOf(
  { 调解组织: organisation, 确认结果: ruling }: CaseColumns,
  { filedAt, updatedAt, confirmedAt, closedAt }: CaseTimes,
  { term, label }: CourtTerm,
  outcome: CourtTerm,
): RecordDraft['events'] {
  const event = (
    at: string | null,
    kind: string,
    words: string,
    note: string | null,
  ): RecordDraft['events'] => (at === null ? [] : [{ at, kind, label: words, note }]);
  // The last change is worth an event of its own unless it is the closing that stands there already.
  const hasMoved = term !== null && term !== 'CLOSED' && updatedAt !== filedAt;
  return [
    ...event(filedAt, 'FILED', '立案', null),
    ...event(hasMoved ? updatedAt : null, term ?? '', label ?? '', organisation),
    ...event(confirmedAt, 'CONFIRMED', '司法确认', ruling),
    ...event(closedAt, 'CLOSED', '结案', outcome.label),
  ];
}

function present(values: readonly (string | null)[]): string[] {
  return values.filter((value) => value !== null);
}
