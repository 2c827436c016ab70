import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { DateTimeSchema } from '../schema/canonical/date-time.ts';
import { HubError } from '../schema/canonical/hub-error.ts';
import { CanonicalRecordSchema, type RecordDraft } from '../schema/canonical/record.ts';
import { headersOf, sourceRecordOf } from '../schema/topics/envelope.ts';
import { DISPUTE_CATEGORIES } from '../schema/vocabulary/tables.ts';
import { CSV_CONTENT_TYPE, csvMessage } from './kit/csv-message.ts';
import { scanRow } from './kit/csv-rows.ts';
import type { Feed } from './kit/feed.ts';
import { contentTypeIn } from './kit/text-encoding.ts';
import { FEEDS } from './registry.ts';

/** What a feed's mapping must give: the canonical record without what normalise adds. */
const canonical = CanonicalRecordSchema.shape;
const DraftSchema = z.strictObject({
  sourceId: canonical.sourceId,
  sourceTime: DateTimeSchema,
  state: canonical.state,
  sourceCategory: canonical.sourceCategory,
  title: z.string().min(1),
  narrative: canonical.narrative,
  status: canonical.status,
  reportedAt: DateTimeSchema,
  occurredAt: canonical.occurredAt,
  closedAt: canonical.closedAt,
  place: canonical.place.omit({ matchingAddress: true }),
  parties: z.array(canonical.parties.unwrap().omit({ matching: true })),
  numbers: canonical.numbers.min(1),
  quotedNumbers: canonical.quotedNumbers,
  amountFen: canonical.amountFen,
  peopleInvolved: canonical.peopleInvolved,
  events: canonical.events,
  details: canonical.details,
  flags: canonical.flags,
  columns: z.record(z.string(), z.unknown()),
});

interface Message {
  readonly bytes: Uint8Array;
  readonly profile: string | null;
  readonly contentType: string;
}

describe.each(FEEDS.map((feed) => [feed.name, feed] as const))('feed %s', (name, feed) => {
  const draftOf = ({ bytes, profile, contentType }: Message): RecordDraft =>
    feed.toDraft(bytes, { profile, contentType });

  it('has connector classes that carry its name and refuse unknown keys by name', () => {
    expect(feed.connectors.length).toBeGreaterThan(0);
    for (const { name: className, configSchema } of feed.connectors) {
      expect(className).toMatch(new RegExp(`^${name}\\.[a-z]+$`));
      const refused = configSchema.safeParse({ 'no.such.key': 1 });
      expect(refused.success).toBe(false);
      expect(refused.success ? '' : z.prettifyError(refused.error)).toContain('no.such.key');
    }
  });

  it('takes files of its own only, each ending in one form, and names the profiles that there are', () => {
    const { files = [] } = feed;
    const endings = files.flatMap((format) => format.endings);
    expect(new Set(endings).size).toBe(endings.length);
    for (const ending of endings) expect(ending).toMatch(/^\.[a-z]+$/);
    for (const format of files) {
      expect(format.feed).toBe(name);
      expect(() => {
        format.checkProfile('no-such-profile');
      }).toThrow(expect.objectContaining({ code: 'HUB_CONFIG_INVALID' }) as Error);
    }
  });

  it('maps its good fixtures to valid drafts with their own number first', () => {
    const messages = goodMessages(feed);
    expect(messages.length).toBeGreaterThan(1);
    for (const message of messages) {
      const draft = DraftSchema.parse(draftOf(message));
      expect(draft.numbers[0]).toBe(draft.sourceId);
    }
  });

  it('refuses its bad fixtures with the column and in words that a clerk can act on', () => {
    const messages = badMessages(feed);
    expect(messages.length).toBeGreaterThan(1);
    for (const { names, ...message } of messages) {
      const error = faultOf(() => draftOf(message));
      expect(error.fault).toBe('feed');
      if (names !== null) expect(`${error.field ?? ''} ${error.message}`).toContain(names);
      expect(error.message.length).toBeGreaterThan(20);
      expect(error.message).not.toMatch(/undefined|\[object|ZodError|invalid_type/);
    }
  });

  it.each([
    ['broken JSON or CSV', Buffer.from('{"a": ')],
    ['invalid UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
    ['nothing', Buffer.from('')],
    ['a list', Buffer.from('[1]')],
  ])('refuses %s as unparsable or invalid, never as a defect', (_what, bytes) => {
    const { profile = null, contentType = 'application/json' } = goodMessages(feed)[0] ?? {};
    expect(['HUB_RECORD_UNPARSABLE', 'HUB_RECORD_INVALID']).toContain(
      faultOf(() => draftOf({ bytes, profile, contentType })).code,
    );
  });

  it('crosses its categories to codes that exist and decides every fixture', () => {
    expect(feed.crosswalkVersion).toMatch(new RegExp(`^${name}\\.`));
    for (const { category } of feed.crosswalk) {
      if (category !== null) expect(DISPUTE_CATEGORIES.has(category)).toBe(true);
    }
    for (const message of goodMessages(feed)) {
      const words = draftOf(message).sourceCategory.join('/');
      expect(feed.crosswalk.some(({ pattern }) => pattern.test(words))).toBe(true);
    }
  });

  it('quotes numbers by global patterns that find its own number in a text but not inside a longer one', () => {
    for (const pattern of feed.numberPatterns) {
      expect(pattern.global).toBe(true);
      expect(pattern.source).not.toMatch(/^\^|\$$/);
    }
    const { sourceId } = draftOf(
      goodMessages(feed)[0] ?? { bytes: Buffer.from(''), profile: null, contentType: '' },
    );
    const found = (text: string): string[] =>
      feed.numberPatterns.flatMap((pattern) => text.match(pattern) ?? []);
    expect(found(`call 311 SR ${sourceId}，谢谢`)).toEqual([sourceId]);
    expect(found(`SR 9${sourceId}99`)).toEqual([]);
  });

  it('keeps envelope headers through the topic', () => {
    for (const message of goodMessages(feed)) {
      const draft = draftOf(message);
      const record = {
        feed: name,
        sourceId: draft.sourceId,
        sourceTime: draft.sourceTime,
        receivedAt: '2026-11-24T04:00:00.000Z',
        contentType: message.contentType,
        bytes: message.bytes,
        eventId: 'e1',
        eventSource: 'urn:test',
        eventType: 'test.v1',
        connector: 'test',
        profile: message.profile,
      };
      expect(sourceRecordOf(name, headersOf(record), message.bytes)).toEqual(record);
    }
  });
});

/** `good.json`, `good.csv`, `good.xml`, and for each mapping profile `<profile>.json`, `<profile>.csv` or `<profile>.xml`. */
function goodMessages(feed: Feed): readonly Message[] {
  const folder = fixturesOf(feed);
  return readdirSync(folder)
    .filter((file) => !file.startsWith('bad'))
    .sort()
    .flatMap((file) => {
      const bytes = readFileSync(new URL(file, folder));
      const [name = '', form] = file.split('.');
      if (form === 'csv') return csvMessages(bytes, name);
      if (form === 'xml') return xmlMessages(bytes, name);
      return (JSON.parse(bytes.toString()) as unknown[]).map((row) => jsonMessage(row, name));
    });
}

interface BadMessage extends Message {
  readonly names: string | null;
}

/** `bad.json`, `bad.xml`, and for each mapping profile `bad-<profile>.json`, `.csv` or `.xml`; JSON with the column that the refusal must name. */
function badMessages(feed: Feed): readonly BadMessage[] {
  const folder = fixturesOf(feed);
  return readdirSync(folder)
    .filter((file) => file.startsWith('bad'))
    .flatMap((file): readonly BadMessage[] => {
      const bytes = readFileSync(new URL(file, folder));
      const [name = '', form] = file.replace(/^bad-?/, '').split('.');
      if (form === 'csv') return csvMessages(bytes, name).map((message) => ({ ...message, names: null }));
      if (form === 'xml') return xmlMessages(bytes, name).map((message) => ({ ...message, names: null }));
      return (JSON.parse(bytes.toString()) as { names: string; row: unknown }[]).map(({ names, row }) => ({
        ...jsonMessage(row, name),
        names,
      }));
    });
}

function fixturesOf(feed: Feed): URL {
  return new URL(`${feed.name}/fixtures/`, import.meta.url);
}

function jsonMessage(row: unknown, name: string): Message {
  return {
    bytes: Buffer.from(JSON.stringify(row)),
    profile: profileOf(name),
    contentType: 'application/json',
  };
}

function profileOf(name: string): string | null {
  return name === 'good' || name === '' ? null : name;
}

function csvMessages(bytes: Uint8Array, name: string): readonly Message[] {
  const profile = profileOf(name);
  const rows: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    const span = scanRow(bytes, at, true);
    if (span === null) break;
    rows.push(bytes.subarray(at, span.end));
    at = span.next;
  }
  const [header, ...data] = rows;
  return header === undefined
    ? []
    : data.map((row) => ({ bytes: csvMessage(header, row), profile, contentType: CSV_CONTENT_TYPE }));
}

/** The elements directly in the root, which the fixtures have in a line each. */
function xmlMessages(bytes: Uint8Array, name: string): readonly Message[] {
  const text = Buffer.from(bytes).toString('latin1');
  const encoding = text.includes('encoding="GB18030"') ? 'gb18030' : 'utf-8';
  const lines = text.split('\n').filter((line) => line.startsWith('  <'));
  return lines.map((line) => ({
    bytes: Buffer.from(line.trim(), 'latin1'),
    profile: profileOf(name),
    contentType: contentTypeIn('application/xml', encoding),
  }));
}

function faultOf(work: () => unknown): HubError {
  try {
    work();
  } catch (error) {
    if (error instanceof HubError) return error;
    throw error;
  }
  throw new Error('was not refused');
}
