import { HubError } from '../../schema/canonical/hub-error.ts';
import type { Delimiter } from './csv-rows.ts';
import type { TextEncoding } from './text-encoding.ts';

/** One layout of CSV files, as far as finding its rows needs it. A mapping profile is one; a feed with fixed columns writes it down. */
export interface CsvLayout {
  /** Mapping profile named in each record's envelope; null for a feed that has no profiles. */
  readonly profile: string | null;
  /** Layouts of one family come to the same place, and have the same delimiter and encoding. */
  readonly family: string;
  readonly delimiter: Delimiter;
  /** `auto`: each file shows it. */
  readonly encoding: TextEncoding | 'auto';
  readonly columns: readonly string[];
  /** Columns without which no row can be mapped. */
  readonly required: readonly string[];
}

/**
 * The layout that the header shows: all its required columns are there and it fits best of those.
 * @throws HubError HUB_RECORD_INVALID naming what is missing from the nearest layout.
 */
export function recogniseLayout<Layout extends CsvLayout>(
  header: readonly string[],
  layouts: readonly Layout[],
): Layout {
  const present = new Set(header);
  const ranked = layouts
    .map((layout) => ({
      layout,
      missing: layout.required.filter((column) => !present.has(column)),
      apart: layout.columns.filter((column) => !present.has(column)).length + strangersOf(header, layout),
    }))
    .sort((a, b) => a.missing.length - b.missing.length || a.apart - b.apart);
  const [best] = ranked;
  if (best === undefined)
    throw new HubError('HUB_CONFIG_INVALID', 'there is no layout to compare the header with');
  if (best.missing.length > 0) {
    throw new HubError(
      'HUB_RECORD_INVALID',
      `header: the columns ${best.missing.map((name) => `"${name}"`).join(', ')} are missing ` +
        `(nearest layout: ${layoutName(best.layout)}); export the file with its header and all columns`,
      { field: best.missing[0] ?? '' },
    );
  }
  return best.layout;
}

/** What reports call a layout. */
export function layoutName({ profile, family }: CsvLayout): string {
  return profile ?? family;
}

function strangersOf(header: readonly string[], layout: CsvLayout): number {
  const known = new Set(layout.columns);
  return header.filter((column) => !known.has(column)).length;
}
