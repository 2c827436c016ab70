import { CHINA_OFFSET, readDateTime } from '../../schema/canonical/date-time.ts';
import type { PartyDraft } from '../../schema/canonical/party.ts';
import type { RecordDraft } from '../../schema/canonical/record.ts';
import { feedCodes } from '../../schema/vocabulary/tables.ts';
import { invalidRecord, readSourceId, required, unknownColumns } from '../kit/columns.ts';
import { parseJsonObject } from '../kit/json.ts';
import { POLICE_COLUMNS, policeLabel, PoliceRowSchema } from './columns.ts';

const WITHDRAWN = '1000';
/** 处警反馈 and 补充反馈: the police have done their part. */
const FED_BACK: ReadonlySet<string> = new Set(['1004', '1005']);

const STATUS_LABELS = labelsOf('police.status');
const CHANNEL_LABELS = labelsOf('police.report_channel');
const LEVEL_LABELS = labelsOf('police.level');
const KNOWN_COLUMNS: ReadonlySet<string> = new Set(POLICE_COLUMNS.keys());

type Cells = (column: string) => string | null;
type Times = (column: string) => string | null;

/** Maps one 接处警 row (a JSON object of text columns, times in China Standard Time unless they carry an offset). */
export function policeDraft(bytes: Uint8Array): RecordDraft {
  const row = parseJsonObject(bytes, 'police110 data');
  const parsed = PoliceRowSchema.safeParse(row);
  if (!parsed.success) throw invalidRecord(parsed.error, policeLabel);
  const cell: Cells = (column) => parsed.data[column] ?? null;
  const time: Times = (column) => {
    const text = cell(column);
    return text === null ? null : readDateTime(text, CHINA_OFFSET, policeLabel(column));
  };
  const must = (column: string): string => required(time(column), column, policeLabel(column));

  const sourceId = readSourceId(cell('jjdbh'), 'jjdbh', policeLabel('jjdbh'));
  const status = cell('status');
  const sourceTime = must('gxsj');
  const reportedAt = must('bjsj');
  const beat = cell('xqdm');
  const regionCode = beat === null ? null : (/^\d{6}/.exec(beat)?.[0] ?? null);
  const types = [cell('bjlbmc'), cell('bjlxmc'), cell('bjxlmc')].filter((name) => name !== null);
  const dispatchSheetNo = cell('cjdbh');

  return {
    sourceId,
    sourceTime,
    state: status === WITHDRAWN ? 'WITHDRAWN' : 'ACTIVE',
    sourceCategory: types,
    title: types.length === 0 ? '110警情' : [...new Set(types)].join(' / '),
    narrative: cell('bjnr'),
    status: { code: status, label: status === null ? null : (STATUS_LABELS.get(status) ?? null) },
    reportedAt,
    occurredAt: time('sfsj'),
    closedAt: status !== null && FED_BACK.has(status) ? time('fksj') : null,
    place: { regionCode, address: cell('sfdz'), longitude: null, latitude: null },
    parties: reporterOf(cell),
    numbers: dispatchSheetNo === null ? [sourceId] : [sourceId, dispatchSheetNo],
    quotedNumbers: [],
    amountFen: null,
    peopleInvolved: null,
    events: eventsOf(cell, time, { reportedAt, withdrawnAt: status === WITHDRAWN ? sourceTime : null }),
    details: detailsOf(cell, time),
    columns: row,
    flags: [
      ...unknownColumns(Object.keys(row), KNOWN_COLUMNS),
      ...(beat !== null && regionCode === null ? ['REGION_CODE_UNREADABLE'] : []),
      ...(status !== null && !STATUS_LABELS.has(status) ? ['STATUS_UNKNOWN'] : []),
    ],
  };
}

/** The caller; people whom only the narrative names are found by normalise. */
function reporterOf(cell: Cells): readonly PartyDraft[] {
  const name = cell('bjdhyhxm');
  const phone = cell('bjdh');
  if (name === null && phone === null) return [];
  return [
    {
      role: 'REPORTER',
      kind: name === null ? 'UNKNOWN' : 'PERSON',
      name,
      phone,
      idType: null,
      idNumber: null,
      address: cell('bjdhyhdz'),
    },
  ];
}

function eventsOf(
  cell: Cells,
  time: Times,
  known: { reportedAt: string; withdrawnAt: string | null },
): RecordDraft['events'] {
  const event = (
    at: string | null,
    kind: string,
    label: string,
    note: string | null = null,
  ): RecordDraft['events'] => (at === null ? [] : [{ at, kind, label, note }]);
  return [
    ...event(known.reportedAt, 'CALL_TAKEN', '接警'),
    ...event(time('cjsj'), 'DISPATCHED', '出警'),
    ...event(time('dcsj'), 'ON_SCENE', '到场'),
    ...event(time('fksj'), 'HANDLED_FEEDBACK', '反馈', cell('fkjg') ?? cell('fkjgmc') ?? cell('cjjg')),
    ...event(known.withdrawnAt, 'CANCELLED', '已撤销'),
  ];
}

function detailsOf(cell: Cells, time: Times): RecordDraft['details'] {
  const channelCode = cell('bjfsbh');
  const levelCode = cell('jqjb');
  return {
    dispatchSheetNo: cell('cjdbh'),
    dispatchedAt: time('cjsj'),
    arrivedAt: time('dcsj'),
    feedbackAt: time('fksj'),
    channelCode,
    channel: channelCode === null ? null : (CHANNEL_LABELS.get(channelCode) ?? null),
    levelCode,
    level: levelCode === null ? null : (LEVEL_LABELS.get(levelCode) ?? null),
    typeL1: cell('bjlbmc'),
    typeL2: cell('bjlxmc'),
    typeL3: cell('bjxlmc'),
    jurisdictionUnitCode: cell('gxdwbh'),
    jurisdictionUnit: cell('gxdwmc'),
    beatCode: cell('xqdm'),
    beat: cell('xqmc'),
    officerCode: cell('cjrbm'),
    officer: cell('cjrxm'),
    disposalCode: cell('cjjgbm'),
    disposal: cell('cjjgmc'),
    disposalNote: cell('cjjg'),
    feedbackResultCode: cell('fkjgbm'),
    feedbackResult: cell('fkjgmc'),
    feedbackNote: cell('fkjg'),
  };
}

function labelsOf(table: string): ReadonlyMap<string, string> {
  return new Map(feedCodes(table).map((row) => [row.code, row.label]));
}
