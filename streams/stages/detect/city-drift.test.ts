import { beforeAll, describe, expect, test } from 'vitest';
import { FEEDS } from '../../../connectors/registry.ts';
import { storyOf } from '../../../connectors/simulator/testing/story.ts';
import type { CityVersion } from '../../../connectors/simulator/timeline/city-of.ts';
import { wireMessageOf, type WireMessage } from '../../../connectors/simulator/wire/wire-message.ts';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import type { DriftFinding, FormShape } from '../../../schema/canonical/form-shape.ts';
import type { RecordDraft } from '../../../schema/canonical/record.ts';
import { EMPTY_SHAPE, observe, type ObservedRow } from './column-drift.ts';
import { unknownColumnTest } from './unknown-columns.ts';

/** The rule on what agencies really send: the rows of the simulated city, through the feeds' own mappings. */
interface CityRow {
  readonly form: string;
  readonly message: WireMessage;
  readonly row: ObservedRow;
}

const NOW = new Date('2026-11-24T00:00:00Z');
let rows: readonly CityRow[];

beforeAll(() => {
  const { versions } = storyOf({
    seed: 'drift',
    records: 8_000,
    days: 14,
    start: '2026-11-02T00:00:00+08:00',
  });
  rows = versions.flatMap((version) => cityRow(version, wireMessageOf(version)) ?? []);
  // A whole city takes two seconds, and longer beside other tests.
}, 60_000);

function cityRow(version: CityVersion, message: WireMessage): CityRow | undefined {
  const draft = draftOf(version.agency, message);
  if (draft === undefined) return undefined;
  const mediaType = message.contentType.split(';')[0] ?? '';
  const { profile } = message;
  return {
    form: `${version.agency} ${profile === null ? '' : `${profile} `}${mediaType}`,
    message,
    row: {
      recordId: version.sourceId,
      columns: draft.columns,
      isUnknown: unknownColumnTest(draft.flags.find((flag) => flag.startsWith('UNKNOWN_COLUMNS:'))),
      textual: mediaType !== 'application/json',
      at: new Date(version.visibleMs).toISOString(),
    },
  };
}

/** What the feed's mapping makes of it; undefined for a form that no feed here reads. */
function draftOf(agency: string, { bytes, profile, contentType }: WireMessage): RecordDraft | undefined {
  try {
    return FEEDS.find(({ name }) => name === agency)?.toDraft(bytes, { profile, contentType });
  } catch (error) {
    if (error instanceof HubError) return undefined;
    throw error;
  }
}

/** Looks at rows in portions, as the pipeline does. */
function watch(before: FormShape, all: readonly ObservedRow[]): FormShape {
  let shape = before;
  for (let from = 0; from < all.length; from += 100) shape = observe(shape, all.slice(from, from + 100), NOW);
  return shape;
}

const ofForm = (form: string): readonly ObservedRow[] =>
  rows.filter((one) => one.form === form).map(({ row }) => row);

test('a clean city raises nothing, in any form of any feed, however its rows are sampled', () => {
  const forms = [...new Set(rows.map(({ form }) => form))];
  expect(forms).toEqual(
    expect.arrayContaining([
      'police110 application/json',
      'hotline12345 application/json',
      'open311 nyc text/csv',
    ]),
  );
  for (const form of forms) {
    const all = ofForm(form);
    expect(all.length, form).toBeGreaterThan(50);
    expect(watch(EMPTY_SHAPE, all).findings, form).toEqual([]);
    const everySeventh = all.filter((_, index) => index % 7 === 3);
    expect(watch(EMPTY_SHAPE, everySeventh).findings, form).toEqual([]);
  }
});

describe.each([
  { form: 'police110 application/json', gone: 'sfdz', retyped: 'gxsj' },
  { form: 'hotline12345 application/json', gone: 'address', retyped: 'createdAt' },
  { form: 'open311 nyc text/csv', gone: 'Incident Address', retyped: 'Created Date' },
])('$form', ({ form, gone, retyped }) => {
  const half = (): readonly [FormShape, readonly ObservedRow[]] => {
    const all = ofForm(form);
    const middle = Math.floor(all.length / 2);
    return [watch(EMPTY_SHAPE, all.slice(0, middle)), all.slice(middle)];
  };
  const changed = (
    row: ObservedRow,
    change: (columns: Record<string, unknown>) => void,
    unknown?: string,
  ): ObservedRow => {
    const columns = { ...row.columns };
    change(columns);
    return { ...row, columns, isUnknown: (name) => name === unknown || row.isUnknown(name) };
  };
  const told = (findings: readonly DriftFinding[]): unknown[] =>
    findings.map(({ kind, column, closedAt }) => [kind, column, closedAt]);

  test('tells the one column that is added', () => {
    const [shape, rest] = half();
    const added = rest.map((row) =>
      changed(
        row,
        (columns) => {
          columns['来源渠道'] = '微信';
        },
        '来源渠道',
      ),
    );
    const { findings } = watch(shape, added);
    expect(told(findings)).toEqual([['NEW', '来源渠道', null]]);
    expect(findings[0]).toMatchObject({ recordId: rest[0]?.recordId, sample: '字字' });
  });

  test('tells the one column that is dropped', () => {
    const [shape, rest] = half();
    const dropped = rest.map((row) => changed(row, (columns) => Reflect.deleteProperty(columns, gone)));
    const { findings } = watch(shape, dropped);
    expect(told(findings)).toEqual([['MISSING', gone, null]]);
    expect(findings[0]?.recordId).toBe(rest[0]?.recordId);
  });

  test('tells the one column that is retyped', () => {
    const [shape, rest] = half();
    const other = rest.map((row) =>
      changed(row, (columns) => {
        columns[retyped] = form.endsWith('json') ? 1_764_000_000 : '1764000000';
      }),
    );
    const { findings } = watch(shape, other);
    expect(told(findings)).toEqual([['RETYPED', retyped, null]]);
    expect(findings[0]).toMatchObject({ was: 'TIME', now: 'NUMBER', sample: '9999999999' });
  });
});

test('a mapping that meets an added column in the bytes flags it, and so it is found', () => {
  const [one] = rows.filter(({ form }) => form === 'police110 application/json');
  const body = JSON.parse(one?.message.bytes.toString('utf8') ?? '') as Record<string, unknown>;
  const message = { ...one?.message, bytes: Buffer.from(JSON.stringify({ ...body, sjly: '微信' })) };
  const draft = draftOf('police110', { profile: null, contentType: 'application/json', ...message });
  const row: ObservedRow = {
    recordId: 'r',
    columns: draft?.columns ?? {},
    isUnknown: unknownColumnTest(draft?.flags.find((flag) => flag.startsWith('UNKNOWN_COLUMNS:'))),
    textual: false,
    at: NOW.toISOString(),
  };
  expect(observe(EMPTY_SHAPE, [row], NOW).findings).toMatchObject([{ kind: 'NEW', column: 'sjly' }]);
});
