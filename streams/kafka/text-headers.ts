import type { IHeaders } from 'kafkajs';

/** Headers of a message as text, the first of several values. */
export function textHeaders(headers: IHeaders | undefined): Readonly<Record<string, string | undefined>> {
  const text: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers ?? {})) {
    const first = Array.isArray(value) ? value[0] : value;
    if (first !== undefined) text[name] = typeof first === 'string' ? first : first.toString('utf8');
  }
  return text;
}
