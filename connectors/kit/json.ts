import { HubError } from '../../schema/canonical/hub-error.ts';
import { decodeText } from './text-encoding.ts';

/**
 * Reads bytes as one JSON object.
 * @throws HubError HUB_RECORD_UNPARSABLE saying where the text breaks; the message never quotes the text, which may name people.
 */
export function parseJsonObject(bytes: Uint8Array, what: string): Readonly<Record<string, unknown>> {
  const value = parseJson(bytes, what);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new HubError(
      'HUB_RECORD_UNPARSABLE',
      `${what}: must be one JSON object {…}, but is ${jsonTypeOf(value)}`,
    );
  }
  return value as Readonly<Record<string, unknown>>;
}

/** @throws HubError HUB_RECORD_UNPARSABLE */
export function parseJson(bytes: Uint8Array, what: string): unknown {
  const text = decodeText(bytes, what);
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new HubError(
      'HUB_RECORD_UNPARSABLE',
      `${what}: the JSON is broken ${whereOf(cause, text)}; correct it there and send it again`,
      { cause },
    );
  }
}

function whereOf(cause: unknown, text: string): string {
  const message = cause instanceof Error ? cause.message : '';
  if (text.trim() === '') return '(there is no text at all)';
  const position = /at position (\d+)/.exec(message)?.[1];
  if (position !== undefined) return `at character ${position}`;
  if (message.includes('end of JSON')) return `at its end (character ${text.length}): it is cut off`;
  return 'near its start';
}

function jsonTypeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'string' ? 'a text' : `a ${typeof value}`;
}
