import type { ValueKind } from '../../../schema/canonical/form-shape.ts';

const TIME = /^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}\/\d{1,2}\/\d{4})(?:[T ]\d{1,2}:\d{2}.*)?$/u;
const NUMBER = /^[-+]?\d+(?:\.\d+)?$/;
const BOOLEAN = /^(?:true|false)$/i;

/**
 * Kind of a parsed value. `textual` says that the form knows only texts (CSV, XML): then digits are a number. In JSON digits in quotes are
 * text, so that a telephone number that turns into a bare number is seen.
 */
export function kindOf(value: unknown, textual: boolean): ValueKind {
  if (value === null || value === undefined) return 'EMPTY';
  if (typeof value === 'string') return kindOfText(value.trim(), textual);
  if (typeof value === 'boolean') return 'BOOLEAN';
  if (typeof value !== 'object') return 'NUMBER';
  if (Array.isArray(value)) return value.length === 0 ? 'EMPTY' : 'LIST';
  return Object.keys(value).length === 0 ? 'EMPTY' : 'OBJECT';
}

function kindOfText(text: string, textual: boolean): ValueKind {
  if (text === '') return 'EMPTY';
  if (TIME.test(text)) return 'TIME';
  if (!textual) return 'TEXT';
  if (NUMBER.test(text)) return 'NUMBER';
  return BOOLEAN.test(text) ? 'BOOLEAN' : 'TEXT';
}

const LONGEST_SAMPLE = 60;

/** A value with nothing left of whom it is about: digits become 9, Han characters 字, letters a; at most 60 characters. */
export function sampleOf(value: unknown): string {
  // Cut first, generously, so that a long text costs no more than a short one.
  const text = (typeof value === 'string' ? value : JSON.stringify(value ?? null)).slice(
    0,
    4 * LONGEST_SAMPLE,
  );
  const shape = text
    .replace(/\p{N}/gu, '9')
    .replace(/\p{Script=Han}/gu, '字')
    .replace(/\p{L}/gu, (letter) => (letter === '字' ? letter : 'a'))
    .replace(/\p{M}/gu, '')
    .replace(/\p{Cc}/gu, ' ');
  const characters = Array.from(shape);
  return characters.length <= LONGEST_SAMPLE ? shape : `${characters.slice(0, LONGEST_SAMPLE - 1).join('')}…`;
}
