import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { HubError } from '../../schema/canonical/hub-error.ts';

export interface JsonLine {
  /** From 1. */
  readonly number: number;
  readonly value: Readonly<Record<string, unknown>>;
}

/** What to do with a line that is no JSON object or has no place in the data: null stops with the fault, a function is told and goes on. */
export type OnBadLine = ((fault: HubError) => void) | null;

/**
 * The objects of a file of JSON lines, one at a time; empty lines are passed over, and `NaN`, which some programs write for nothing, is read
 * as null. @throws HubError HUB_BAD_REQUEST naming file, line and how to mend it
 */
export async function* readJsonLines(path: string, onBad: OnBadLine): AsyncGenerator<JsonLine> {
  const input = createReadStream(path, 'utf8');
  const opened = new Promise<void>((resolve, reject) => {
    input.once('open', () => {
      resolve();
    });
    input.once('error', reject);
  });
  try {
    await opened;
  } catch (cause) {
    throw new HubError('HUB_BAD_REQUEST', `${path} cannot be read: ${(cause as Error).message}`, { cause });
  }
  let number = 0;
  for await (const text of createInterface({ input, crlfDelay: Infinity })) {
    number += 1;
    const json = number === 1 ? text.replace(/^\uFEFF/, '') : text;
    if (json.trim() === '') continue;
    const value = parsed(json);
    if (value instanceof Error) badLine(path, number, value.message, onBad);
    else yield { number, value };
  }
}

/** Stops with a line's fault, or tells it and returns. */
export function badLine(path: string, number: number, why: string, onBad: OnBadLine): void {
  const fault = new HubError(
    'HUB_BAD_REQUEST',
    `${path} line ${number}: ${why}. Mend the line, or leave such lines out with --skip-bad`,
    { field: `line ${number}` },
  );
  if (onBad === null) throw fault;
  onBad(fault);
}

const NOT_A_NUMBER = /([:[,]\s*)(?:NaN|-?Infinity)(?=\s*[,}\]])/g;

function parsed(json: string): Readonly<Record<string, unknown>> | Error {
  const value = parse(json) ?? parse(json.replace(NOT_A_NUMBER, '$1null'));
  if (value === null) {
    const start = json.trimStart().startsWith('[')
      ? ' (a JSON array: write each object on its own line)'
      : '';
    return new Error(`this is no JSON object on one line${start}: ${reasonOf(json)}`);
  }
  if (typeof value.is !== 'object' || value.is === null || Array.isArray(value.is)) {
    return new Error('a JSON object {…} is needed, one a line');
  }
  return value.is as Readonly<Record<string, unknown>>;
}

function parse(json: string): { readonly is: unknown } | null {
  try {
    return { is: JSON.parse(json) };
  } catch {
    return null;
  }
}

function reasonOf(json: string): string {
  try {
    JSON.parse(json);
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
