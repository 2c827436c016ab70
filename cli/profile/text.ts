import { DISPUTE_CATEGORIES } from '../../schema/vocabulary/tables.ts';
import { maskReason } from '../../schema/masking/mask-reason.ts';
import { maskText } from '../../schema/masking/mask-text.ts';
import { table } from '../table.ts';
import type { MappedRow, ProfileCheck, SampleCheck } from './check-profile.ts';
import { usesOf, type ColumnUse } from './column-uses.ts';

const CELL_MOST = 36;
const WORDS_MOST = 10;

/**
 * What `tributary profile check` prints. Values of the sample are masked, with the people that the profile finds in them: what is printed is often
 * shown to others.
 */
export function checkText({ profile, advice, sample }: ProfileCheck): string {
  const kind = profile.kind === 'csv' ? `CSV layout of ${profile.columns.length} columns` : 'GeoReport v2';
  const lines = [`profile ${profile.profile}: sound (${kind})`, ...advice.map((line) => `  note  ${line}`)];
  if (sample === null || profile.kind !== 'csv') return lines.join('\n');
  const uses = usesOf(profile);
  lines.push('', ...sampleLines(sample));
  for (const [index, row] of sample.mapped.entries()) lines.push('', rowText(row, index + 1, uses));
  if (sample.refusals.length > 0)
    lines.push('', 'Refused:', ...sample.refusals.map((line) => `  ${maskReason(line)}`));
  return lines.join('\n');
}

function sampleLines(sample: SampleCheck): readonly string[] {
  const { rows, reasons, inProfileOnly, inSampleOnly, flags, unknownCategories } = sample;
  if (sample.refused !== null) return [`sample ${sample.file}: refused: ${maskReason(sample.refused)}`];
  const refused = [...reasons.values()].reduce((sum, times) => sum + times, 0);
  return [
    `sample ${sample.file}: ${rows} rows, ${rows - refused} mapped, ${refused} refused`,
    ...counted(reasons).map((line) => `  refused  ${line}`),
    ...listed('only in the profile', inProfileOnly),
    ...listed(
      'only in the sample (each record is flagged, the column is kept in the raw record)',
      inSampleOnly,
    ),
    ...counted(flags).map((line) => `  flag     ${line}`),
    ...listed(
      'category words that no pattern knows',
      counted(unknownCategories).map((line) => maskText(line)),
    ),
  ];
}

function rowText(row: MappedRow, number: number, uses: ReadonlyMap<string, readonly ColumnUse[]>): string {
  const { record, draft } = row;
  const people = draft.parties.map(({ kind, name, phone, idNumber, address }) => ({
    kind,
    name,
    phones: phone === null ? [] : [phone],
    idNumber,
    addresses: address === null ? [] : [address],
  }));
  const masked = (text: string): string => maskText(text, people);
  const category =
    record.category === null
      ? 'none'
      : `${record.category} ${DISPUTE_CATEGORIES.get(record.category)?.labelZh ?? ''}`;
  const cells = [...row.cells].map(([column, cell]) => [
    column,
    shortened(masked(cell)),
    becomes(row, cell, uses.get(column), masked),
  ]);
  return [
    `Record ${number}: ${masked(record.title)}`,
    `  ${record.state}, ${record.status.label ?? 'no status'}; nature ${record.nature} (${record.natureRule}); category ${category}; ` +
      `division ${record.place.regionCode ?? 'none'}${record.flags.length === 0 ? '' : `; flags ${record.flags.join(' ')}`}`,
    table(
      ['  column', 'cell', 'becomes'],
      cells.map(([column = '', ...rest]) => [`  ${column}`, ...rest]),
    ),
  ].join('\n');
}

/** The fields that the column fills, each with what it holds now unless that is the cell itself. */
function becomes(
  { draft }: MappedRow,
  cell: string,
  uses: readonly ColumnUse[] | undefined,
  masked: (text: string) => string,
): string {
  if (uses === undefined) return '–';
  return uses
    .map(({ field, valueIn }) => {
      const value = cell.trim() === '' ? '' : String(valueIn(draft) ?? '');
      return value === '' || value === cell.trim() ? field : `${field} = ${shortened(masked(value))}`;
    })
    .join('; ');
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > CELL_MOST ? `${line.slice(0, CELL_MOST - 1).replace(/[\uD800-\uDBFF]$/, '')}…` : line;
}

function counted(counts: ReadonlyMap<string, number>): readonly string[] {
  return [...counts].sort(([, a], [, b]) => b - a).map(([what, times]) => `${times} × ${what}`);
}

function listed(what: string, names: readonly string[]): readonly string[] {
  if (names.length === 0) return [];
  const more = names.length > WORDS_MOST ? ` and ${names.length - WORDS_MOST} more` : '';
  return [`  ${what}: ${names.slice(0, WORDS_MOST).join(', ')}${more}`];
}
