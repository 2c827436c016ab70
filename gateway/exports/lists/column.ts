import type { ExportCell, ExportList } from '../../../schema/canonical/export.ts';

/** What is in a column: fen are shown as yuan, moments in the file's time zone. */
export type ColumnKind = 'TEXT' | 'NUMBER' | 'FEN' | 'MOMENT';

/** A column of a list as a file. */
export interface Column {
  readonly name: string;
  readonly en: string;
  /** In simplified characters; traditional ones are made of them. */
  readonly zh: string;
  /** Fields from an item of the list down, e.g. `risk.score`; of lists on the way every item's value stands in the cell. */
  readonly path: string;
  readonly kind: ColumnKind;
  /** Enum whose values are shown by their words. */
  readonly words?: string;
}

/** A list as it is read page by page: by its own root field, as everybody reads it. */
export interface ListDefinition {
  readonly list: ExportList;
  readonly en: string;
  readonly zh: string;
  /** Root field, a connection. */
  readonly root: string;
  /** Its arguments beside `first` and `after`: name → type. */
  readonly variables: Readonly<Record<string, string>>;
  readonly pageSize: number;
  readonly columns: readonly Column[];
}

/** The words for a value of an enum, or for yes and no. */
export type Say = (enumName: string, value: string) => string;

type More = Partial<Pick<Column, 'kind' | 'words'>>;

export function column(name: string, en: string, zh: string, path: string, more: More = {}): Column {
  return { name, en, zh, path, kind: 'TEXT', ...more };
}

/** The query of one page with these columns and no field besides. */
export function pageQuery(
  { list, root, variables, pageSize }: ListDefinition,
  columns: readonly Column[],
): string {
  const name = list
    .split('_')
    .map((word) => word.charAt(0) + word.slice(1).toLowerCase())
    .join('');
  const declared = Object.entries(variables).map(([variable, type]) => `$${variable}: ${type}, `);
  const given = Object.keys(variables).map((variable) => `${variable}: $${variable}, `);
  const fields = selection(columns.map(({ path }) => path.split('.')));
  return `query Export${name}(${declared.join('')}$after: String) {
  ${root}(${given.join('')}first: ${pageSize}, after: $after) {
    nodes ${fields}
    pageInfo { hasNextPage endCursor }
  }
}`;
}

/** How many there are, as the list itself says. */
export function countQuery({ root, variables }: ListDefinition): string {
  const declared = Object.entries(variables).map(([variable, type]) => `$${variable}: ${type}`);
  const given = Object.keys(variables).map((variable) => `${variable}: $${variable}`);
  const [before, within] =
    declared.length === 0 ? ['', ''] : [`(${declared.join(', ')})`, `(${given.join(', ')})`];
  return `query ExportCount${before} { ${root}${within} { totalCount } }`;
}

function selection(paths: readonly (readonly string[])[]): string {
  const below = new Map<string, (readonly string[])[]>();
  for (const [first = '', ...rest] of paths) {
    const known = below.get(first) ?? [];
    below.set(first, rest.length === 0 ? known : [...known, rest]);
  }
  const fields = [...below].map(([field, rest]) =>
    rest.length === 0 ? field : `${field} ${selection(rest)}`,
  );
  return `{ ${fields.join(' ')} }`;
}

/** What stands in a column for an item of the list. */
export function cellOf({ path, kind, words }: Column, item: unknown, say: Say): ExportCell {
  const values = valuesAt(item, path.split('.')).map((value) =>
    typeof value === 'boolean'
      ? say('Boolean', String(value))
      : words === undefined
        ? value
        : say(words, String(value)),
  );
  const [only] = values;
  if (only === undefined) return null;
  if (values.length === 1 && typeof only === 'number') return kind === 'FEN' ? only / 100 : only;
  return values.map(String).join('、');
}

function valuesAt(value: unknown, [first, ...rest]: readonly string[]): (string | number | boolean)[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value))
    return value.flatMap((one) => valuesAt(one, first === undefined ? [] : [first, ...rest]));
  if (first !== undefined) return valuesAt((value as Record<string, unknown>)[first], rest);
  return [value as string | number | boolean];
}
