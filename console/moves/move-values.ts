import type { MoveForm } from './moves.ts';

/** What the form's parts give, by the name of the field. */
export type FormValues = Readonly<Record<string, unknown>>;

export interface InstalmentValue {
  /** `2026-12-31`, in Asia/Shanghai. */
  readonly day: string;
  readonly yuan: number;
}

/** The mutation's input from what was filled in: times with their offset, amounts in fen; what is empty is left out. */
export function inputOf({ fields, fixed = {} }: MoveForm, values: FormValues): Record<string, unknown> {
  const input: Record<string, unknown> = { ...fixed };
  for (const { name, kind } of fields) {
    const value = values[name];
    if (
      value === undefined ||
      value === null ||
      value === '' ||
      (Array.isArray(value) && value.length === 0)
    ) {
      continue;
    }
    if (kind === 'moment') input[name] = typeof value === 'string' ? `${value}:00+08:00` : value;
    else if (kind === 'yuan') input[name] = fenOf(Number(value));
    else if (kind === 'instalments') input[name] = (value as readonly InstalmentValue[]).map(instalmentInput);
    else input[name] = typeof value === 'string' ? value.trim() : value;
  }
  return input;
}

function instalmentInput({ day, yuan }: InstalmentValue): { dueAt: string; amountFen: number } {
  return { dueAt: `${day}T17:00:00+08:00`, amountFen: fenOf(yuan) };
}

function fenOf(yuan: number): number {
  return Math.round(yuan * 100);
}
