import { CHINA_OFFSET, readDateTime } from '../../schema/canonical/date-time.ts';
import type { PartyDraft } from '../../schema/canonical/party.ts';
import type { RecordDraft } from '../../schema/canonical/record.ts';
import { feedCodes } from '../../schema/vocabulary/tables.ts';
import { invalidRecord, readSourceId, required, unknownColumns } from '../kit/columns.ts';
import { parseJsonObject } from '../kit/json.ts';
import { partyKindOf } from '../kit/party-kind.ts';
import { EVENT_COLUMNS, EventRowSchema, gridLabel, regionOf, type EventRow } from './columns.ts';

const WITHDRAWN = '作废';

const STAGE_KINDS: ReadonlyMap<string, string> = new Map([
  ...feedCodes('grid.stage').map((row): [string, string] => [row.label, row.enumName]),
  [WITHDRAWN, 'WITHDRAWN'],
]);

/** Maps one row of the view of grid events (a JSON object; times in China Standard Time unless they carry an offset). */
export function gridDraft(bytes: Uint8Array): RecordDraft {
  const columns = parseJsonObject(bytes, 'grid event');
  const parsed = EventRowSchema.safeParse(columns);
  if (!parsed.success) throw invalidRecord(parsed.error, gridLabel);
  const row = parsed.data;
  const time = (column: 'reported_at' | 'occurred_at' | 'updated_at' | 'closed_at'): string | null => {
    const text = row[column];
    return text === null ? null : readDateTime(text, CHINA_OFFSET, gridLabel(column));
  };

  const sourceId = readSourceId(row.event_no, 'event_no', gridLabel('event_no'));
  const updatedAt = required(time('updated_at'), 'updated_at', gridLabel('updated_at'));
  const reportedAt = required(time('reported_at'), 'reported_at', gridLabel('reported_at'));
  const closedAt = time('closed_at');
  const category = [row.event_class, row.event_subclass].filter((name) => name !== null);
  // A grid's and a community's code begin with their street's.
  const regionCode = regionOf(row.region_code) ?? regionOf(row.community_code) ?? regionOf(row.grid_code);
  const { stage } = row;

  return {
    sourceId,
    sourceTime: updatedAt,
    state: stage === WITHDRAWN ? 'WITHDRAWN' : 'ACTIVE',
    sourceCategory: category,
    title: category.length === 0 ? '网格事件' : [...new Set(category)].join(' / '),
    narrative: row.description,
    status: { code: stage === null ? null : (STAGE_KINDS.get(stage) ?? null), label: stage },
    reportedAt,
    occurredAt: time('occurred_at'),
    closedAt,
    place: { regionCode, address: row.address ?? row.grid_name, longitude: null, latitude: null },
    parties: partiesOf(row),
    numbers: [sourceId],
    quotedNumbers: [],
    amountFen: null,
    peopleInvolved: row.people_involved,
    events: eventsOf(row, { reportedAt, updatedAt, closedAt }),
    details: {
      eventClass: row.event_class,
      eventSubclass: row.event_subclass,
      gridCode: row.grid_code,
      gridName: row.grid_name,
      communityCode: row.community_code,
      counterparty: row.counterparty,
      stage,
      result: row.result,
    },
    columns,
    flags: [
      ...unknownColumns(Object.keys(columns), EVENT_COLUMNS),
      ...(row.region_code !== null && regionOf(row.region_code) === null ? ['REGION_CODE_UNREADABLE'] : []),
      ...(stage !== null && !STAGE_KINDS.has(stage) ? ['STATUS_UNKNOWN'] : []),
    ],
  };
}

function partiesOf(row: EventRow): readonly PartyDraft[] {
  const party = (role: PartyDraft['role'], name: string | null, phone: string | null): PartyDraft[] =>
    name === null && phone === null
      ? []
      : [
          {
            role,
            kind: name === null ? 'UNKNOWN' : partyKindOf(name),
            name,
            phone,
            idType: null,
            idNumber: null,
            address: null,
          },
        ];
  return [
    ...party('REPORTER', row.reporter_name, row.reporter_phone),
    ...party('COUNTERPARTY', row.counterparty, null),
  ];
}

interface EventTimes {
  readonly reportedAt: string;
  readonly updatedAt: string;
  readonly closedAt: string | null;
}

function eventsOf({ stage, result }: EventRow, times: EventTimes): RecordDraft['events'] {
  const { reportedAt, updatedAt, closedAt } = times;
  const kind = stage === null ? undefined : STAGE_KINDS.get(stage);
  // The last change is worth an event of its own unless it is the report or the closing that stands there already.
  const moved = kind !== undefined && kind !== 'REPORTED' && kind !== 'CLOSED';
  return [
    { at: reportedAt, kind: 'REPORTED', label: '上报', note: null },
    ...(moved ? [{ at: updatedAt, kind, label: stage ?? '', note: result }] : []),
    ...(closedAt === null ? [] : [{ at: closedAt, kind: 'CLOSED', label: '结案', note: result }]),
  ];
}
