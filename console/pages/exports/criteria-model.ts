import { minuteText } from '../../language/times.ts';
import { EXPORT_FIELDS } from './export-fields.ts';

/** A condition: which field of which input, of what type, and its values as the graph has them; a stretch of time has two, of which one may be open. */
export interface Condition {
  readonly input: string;
  readonly field: string;
  readonly type: string;
  readonly values: readonly string[];
}

const RANGE = 'DateTimeRange';

/** Conditions in the JSON text of a list's own input, in the order of the input; what a newer hub knows is told by its name. */
export function conditionsOf(list: string, criteria: string): readonly Condition[] {
  const key = list.toLowerCase().replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return within(EXPORT_FIELDS['CreateExportInput']?.[key] ?? '', JSON.parse(criteria));
}

function within(input: string, value: unknown): readonly Condition[] {
  if (typeof value !== 'object' || value === null) return [];
  const fields = EXPORT_FIELDS[input] ?? {};
  const order = Object.keys(fields);
  return Object.entries(value)
    .filter(([, one]) => one !== null)
    .sort(([one], [other]) => order.indexOf(one) - order.indexOf(other))
    .flatMap(([field, one]: [string, unknown]): readonly Condition[] => {
      const type = fields[field] ?? '';
      if (type === RANGE) return [{ input, field, type, values: endsOf(one) }];
      if (EXPORT_FIELDS[type] !== undefined) return within(type, one);
      const many: readonly unknown[] = Array.isArray(one) ? one : [one];
      return [{ input, field, type, values: many.map((single) => textOf(type, single)) }];
    });
}

function endsOf(range: unknown): readonly string[] {
  const { from, to } = range as { readonly from?: string | null; readonly to?: string | null };
  return [from, to].map((end) => (end == null ? '' : minuteText(end)));
}

function textOf(type: string, value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  return type === 'DateTime' ? minuteText(value) : value;
}
