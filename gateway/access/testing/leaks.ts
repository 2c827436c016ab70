import type { RecordParty } from '../../../schema/canonical/party.ts';
import type { ScrubParty } from '../../../schema/masking/party-forms.ts';
import { foldDocument, olderDocument } from '../../../schema/masking/identity-documents.ts';
import { foldWithOffsets, withFigures } from '../../../schema/masking/folded-text.ts';
import { foldPhone } from '../../../schema/matching/fold.ts';
import { divideAddress } from '../../../schema/vocabulary/region-finder.ts';

/** A value that must not be in an answer, as it stands in a bare text. */
export interface ClearValue {
  readonly kind: 'NAME' | 'PHONE' | 'ID_NUMBER' | 'ADDRESS';
  /** As the record has it. */
  readonly value: string;
  /** Letters and figures only, half-width, simplified, lower-case. */
  readonly bare: string;
}

export interface Leak {
  readonly kind: ClearValue['kind'];
  readonly value: string;
  /** How the text was found in the answer, from the outside in: `json $.data.dispute.title`, `base64`, `url`. */
  readonly path: readonly string[];
  /** What stands there, at most 120 characters. */
  readonly found: string;
}

/** Texts within texts within texts: a cursor in a URL in a JSON string. */
const DEEPEST = 4;
const NOBODY = /^(?:匿名|不详|未知|群众|市民|本人|先生|女士|报警人|来电人)$/u;

/** All values of these parties that may appear nowhere, each once. Names of one character and divisions alone are no values. */
export function clearValuesOf(
  parties: Iterable<Pick<RecordParty, 'name' | 'phone' | 'idNumber' | 'address'> | ScrubParty>,
): readonly ClearValue[] {
  const values = new Map<string, ClearValue>();
  const add = (kind: ClearValue['kind'], value: string, text: string): void => {
    const bare = bareOf(text);
    if (bare.length >= (kind === 'NAME' ? 2 : 5)) values.set(`${kind} ${bare}`, { kind, value, bare });
  };
  for (const party of parties) {
    if (party.name !== null && !NOBODY.test(party.name)) add('NAME', party.name, party.name);
    for (const phone of 'phones' in party ? party.phones : [party.phone]) {
      if (phone !== null) add('PHONE', phone, foldPhone(phone) ?? phone);
    }
    if (party.idNumber !== null) {
      const document = foldDocument(party.idNumber);
      add('ID_NUMBER', party.idNumber, party.idNumber);
      add('ID_NUMBER', party.idNumber, document);
      add('ID_NUMBER', party.idNumber, olderDocument(document) ?? '');
    }
    for (const address of 'addresses' in party ? party.addresses : [party.address]) {
      if (address === null) continue;
      add('ADDRESS', address, address);
      const { rest } = divideAddress(foldWithOffsets(address).text);
      if (/\d/.test(rest)) add('ADDRESS', address, rest);
    }
  }
  return [...values.values()];
}

/**
 * Every clear value in the bytes of an answer, however it is wrapped: JSON escapes, URL encoding, HTML entities, base64 and base64url
 * (cursors), full width, traditional script, figures in words, separators in between. Each string of a JSON answer is looked at by itself,
 * names of fields too, so that no value arises where two strings meet.
 */
export function findLeaks(answer: Uint8Array | string, values: readonly ClearValue[]): readonly Leak[] {
  const text = typeof answer === 'string' ? answer : Buffer.from(answer).toString('utf8');
  const leaks = new Map<string, Leak>();
  const seen = new Set<string>();
  const look = (piece: string, path: readonly string[]): void => {
    if (piece.length < 2 || seen.has(piece)) return;
    seen.add(piece);
    const inner = path.length < DEEPEST * 2 ? unwrapped(piece) : [];
    for (const [step, content] of inner) look(content, [...path, step]);
    // The strings of a JSON document have been looked at one by one.
    if (inner.some(([step]) => step.startsWith('json '))) return;
    const bare = bareOf(piece);
    const figures = withFigures(bare);
    for (const { kind, value, bare: wanted } of values) {
      if (!bare.includes(wanted) && !(kind !== 'NAME' && figures.includes(wanted))) continue;
      const key = `${kind} ${value}`;
      if (!leaks.has(key)) leaks.set(key, { kind, value, path, found: around(piece, value) });
    }
  };
  look(text, []);
  return [...leaks.values()];
}

function bareOf(text: string): string {
  return foldWithOffsets(text).text.replace(/[^\p{L}\p{N}]+/gu, '');
}

/** What a piece of text holds when it is read as something encoded, with how. */
function unwrapped(piece: string): [string, string][] {
  const document = jsonOf(piece);
  if (document !== undefined) return leavesOf(document);
  const found: [string, string][] = [];
  const add = (step: string, content: string): void => {
    if (content !== piece) found.push([step, content]);
  };
  // Server-sent events and multipart bodies are lines with JSON in them.
  if (/[\r\n]/.test(piece)) {
    for (const line of piece.split(/[\r\n]+/)) add('line', line.replace(/^(?:data|id|event):\s?/, ''));
  }
  add(
    'escapes',
    piece.replace(/\\u([\da-f]{4})/giu, (_, code: string) => String.fromCharCode(parseInt(code, 16))),
  );
  if (/%[\da-f]{2}/i.test(piece)) {
    const bytes = piece.replace(/(?:%[\da-f]{2})+/giu, (run) =>
      Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'),
    );
    add('url', bytes);
  }
  add(
    'entities',
    piece.replace(/&#(?:x([\da-f]{1,6})|(\d{1,7}));/giu, (whole, hex?: string, decimal?: string) => {
      const code = hex === undefined ? Number(decimal) : parseInt(hex, 16);
      return code <= 0x10_ffff ? String.fromCodePoint(code) : whole;
    }),
  );
  for (const [token] of piece.matchAll(/[A-Za-z\d+/_-]{8,}={0,2}/g)) {
    const decoded = Buffer.from(token, 'base64').toString('utf8');
    // What is no text holds the replacement character all over.
    if ((decoded.match(/\ufffd/g)?.length ?? 0) * 4 <= decoded.length) add('base64', decoded);
  }
  return found;
}

function jsonOf(text: string): unknown {
  if (!/^\s*[[{"]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function leavesOf(value: unknown, path = '$'): [string, string][] {
  if (typeof value === 'string' || typeof value === 'number') return [[`json ${path}`, String(value)]];
  if (Array.isArray(value)) return value.flatMap((item, index) => leavesOf(item, `${path}[${index}]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, item]): [string, string][] => [
    [`json ${path} (name)`, name],
    ...leavesOf(item, `${path}.${name}`),
  ]);
}

function around(piece: string, value: string): string {
  const at = Math.max(0, piece.indexOf(value) - 40);
  return piece.slice(at, at + 120);
}
