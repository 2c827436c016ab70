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

/** Arguments of a field, each given by the variable of its name: name → type. */
type Variables = Readonly<Record<string, string>>;

/** A field on the way to a list. */
export interface Step {
  readonly field: string;
  readonly variables: Variables;
}

/** A list as it is read: by its own field, as everybody reads it. */
export interface ListDefinition {
  readonly list: ExportList;
  readonly en: string;
  readonly zh: string;
  /** Fields from the query down to the one of the list, which is a root field when there are none. */
  readonly above?: readonly Step[];
  /** The field that is the list: a connection, unless `isWhole`. */
  readonly root: string;
  /** Its arguments beside `first` and `after`. No name stands on two fields of one way. */
  readonly variables?: Variables;
  /** Answered at once, without pages: a plain list. */
  readonly isWhole?: true;
  /** Rows asked for at once; of a plain list, which needs none, the most that it may have. */
  readonly pageSize?: number;
  readonly columns: readonly Column[];
}

/** The words for a value of an enum, or for yes and no. */
export type Say = (enumName: string, value: string) => string;

type More = Partial<Pick<Column, 'kind' | 'words'>>;

export function column(name: string, en: string, zh: string, path: string, more: More = {}): Column {
  return { name, en, zh, path, kind: 'TEXT', ...more };
}

/** Names of the fields from the query down to the list. */
export function wayTo({ above = [], root }: ListDefinition): readonly string[] {
  return [...above.map(({ field }) => field), root];
}

/** Arguments of the list and of what it stands below: variable → type. */
export function variablesOf({ above = [], variables = {} }: ListDefinition): Variables {
  return Object.assign({}, ...above.map((step) => step.variables), variables) as Variables;
}

/** The query of one page with these columns and no field besides. */
export function pageQuery(list: ListDefinition, columns: readonly Column[]): string {
  const { isWhole = false, pageSize } = list;
  const fields = selection(columns.map(({ path }) => path.split('.')));
  const first = pageSize === undefined ? [] : [`first: ${pageSize}`];
  return isWhole
    ? queryOf(list, 'Export', first, fields)
    : queryOf(
        list,
        'Export',
        [...first, 'after: $after'],
        `{ nodes ${fields} pageInfo { hasNextPage endCursor } }`,
        ['$after: String'],
      );
}

/** How many there are, as the list itself says; null of a plain list, which is counted as it comes. */
export function countQuery(list: ListDefinition): string | null {
  return list.isWhole === true ? null : queryOf(list, 'ExportCount', [], '{ totalCount }');
}

function queryOf(
  list: ListDefinition,
  prefix: string,
  own: readonly string[],
  fields: string,
  more: readonly string[] = [],
): string {
  const { above = [], root, variables = {} } = list;
  const name = list.list
    .split('_')
    .map((word) => word.charAt(0) + word.slice(1).toLowerCase())
    .join('');
  const declared = Object.entries(variablesOf(list)).map(([variable, type]) => `$${variable}: ${type}`);
  const within = `{ ${root}${inBrackets([...argumentsOf(variables), ...own])} ${fields} }`;
  const whole = above.reduceRight(
    (below, step) => `{ ${step.field}${inBrackets(argumentsOf(step.variables))} ${below} }`,
    within,
  );
  return `query ${prefix}${name}${inBrackets([...declared, ...more])} ${whole}`;
}

function argumentsOf(variables: Variables): readonly string[] {
  return Object.keys(variables).map((variable) => `${variable}: $${variable}`);
}

function inBrackets(parts: readonly string[]): string {
  return parts.length === 0 ? '' : `(${parts.join(', ')})`;
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
