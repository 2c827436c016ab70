import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { z } from 'zod';
import { checkProfile, type ProfileCheck } from '../../cli/profile/check-profile.ts';
import { checkText } from '../../cli/profile/text.ts';
import { fileBatches, formatOfFeed } from '../../connectors/kit/testing/file-batches.ts';
import { encodeText } from '../../connectors/kit/text-encoding.ts';
import { CommonSchema } from '../../connectors/worker/config.ts';
import { FEEDS, feedNamed, feedsWith, OUTBOUND } from '../../connectors/registry.ts';

const page = readFileSync(new URL('../../docs/feeds.md', import.meta.url), 'utf8');

/** The first code block of the language behind the words. */
function block(language: string, behind: string): string {
  const from = page.indexOf(behind);
  const found = new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\n\`\`\``).exec(page.slice(from));
  if (from < 0 || found?.[1] === undefined) throw new Error(`no ${language} block behind "${behind}"`);
  return found[1];
}

describe('the worked example', () => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'feeds-page-'));
    mkdirSync(join(home, 'open311'));
    writeFileSync(join(home, 'open311', 'town.yaml'), block('yaml', '`profiles/open311/town.yaml`'));
    writeFileSync(join(home, 'export.csv'), `${block('csv', 'a town exports')}\n`);
  });
  afterEach(() => {
    rmSync(home, { recursive: true });
  });
  const check = (): Promise<ProfileCheck> =>
    checkProfile({
      path: join(home, 'open311', 'town.yaml'),
      samplePath: join(home, 'export.csv'),
      rowsShown: 3,
      now: () => new Date(0),
    });

  it('makes of its export what the page shows', async () => {
    const printed = checkText(await check()).replaceAll(`${home}/`, '');
    const shown = block('text', 'Nothing is sent').split('\n');
    const squeezed = (text: string): string => text.replace(/ +/g, ' ').trim();
    const lines = new Set(printed.split('\n').map(squeezed));
    for (const line of shown.filter((text) => text !== '…').map(squeezed)) expect(lines).toContain(line);
  });

  it('uses what the page says it uses', async () => {
    const { sample } = await check();
    expect(sample?.mapped.map(({ draft }) => draft)).toMatchObject([
      {
        sourceId: 'town:A-000017',
        numbers: ['town:A-000017', 'A-000017'],
        sourceTime: '2026-11-24T17:40:00+01:00',
        place: { address: 'Mill Lane 7', latitude: 51.0501, longitude: 13.7372 },
        parties: [{ role: 'REPORTER', kind: 'PERSON', name: 'Doe; Jane', phone: '0199 555 0101' }],
        details: { serviceName: 'Noise', city: 'Town' },
      },
      { status: { code: 'CLOSED' }, closedAt: '2026-11-25T10:12:00+01:00' },
      { state: 'WITHDRAWN', quotedNumbers: ['town:A-000017'] },
    ]);
    expect(sample?.inProfileOnly).toEqual([]);
    expect(sample?.inSampleOnly).toEqual([]);
  });

  it('is taken by the feed from the folder of profiles', () => {
    const [header, row] = readFileSync(join(home, 'export.csv'), 'utf8').split('\n');
    const draft = feedNamed('open311', feedsWith(home)).toDraft(
      Buffer.from(`${header ?? ''}\r\n${row ?? ''}\r\n`),
      {
        profile: 'town',
        contentType: 'text/csv; header=present',
      },
    );
    expect(draft.sourceId).toBe('town:A-000017');
  });
});

test('the court file shown is taken as it stands, with all of its case', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'feeds-page-'));
  const path = join(folder, 'cases.xml');
  writeFileSync(path, encodeText(`${block('xml', '## Court files')}\n`, 'gb18030'));
  const [batch] = await fileBatches(formatOfFeed(feedNamed('court'), '.xml'), path, null);
  rmSync(folder, { recursive: true });
  expect(batch?.letters).toEqual([]);
  const [record] = batch?.records ?? [];
  if (record === undefined) throw new Error('the page’s file has no case');
  const draft = feedNamed('court').toDraft(record.bytes, record);
  expect(draft).toMatchObject({
    sourceId: '（2026）苏0612诉前调1234号',
    amountFen: 1_860_050,
    flags: [],
    details: { causeCode: '126', causeRules: '2025', outcomeCode: '1', confirmationResult: '裁定有效' },
  });
});

describe('the reference', () => {
  it('has every key that every connector takes, with its default', () => {
    expect(tableBehind('### Keys that every connector takes')).toEqual(keysOf(CommonSchema));
  });

  const classes = [...FEEDS.flatMap(({ connectors }) => connectors), ...OUTBOUND];
  it.each(classes.map(({ name, configSchema }) => [name, configSchema] as const))(
    'has every key of %s, with its default',
    (name, schema) => {
      expect(tableBehind(`### \`${name}\``)).toEqual(keysOf(schema));
    },
  );

  it('has no class that there is not', () => {
    const shown = [...page.matchAll(/^### `([^`]+)`/gm)].map(([, name]) => name);
    expect(shown.sort()).toEqual(classes.map(({ name }) => name).sort());
  });

  it('names every class in the overview of ways in', () => {
    const overview = page.slice(0, page.indexOf('## Polling'));
    for (const { name } of classes) expect(overview).toContain(`\`${name}\``);
  });
});

/** Key → default of a table of the page: `required`, nothing for what may be left out, else the default as JSON. */
function tableBehind(heading: string): Readonly<Record<string, string>> {
  const from = page.indexOf(`${heading}\n`);
  if (from < 0)
    throw new Error(
      `the page has no heading "${heading}"; it needs: ${heading} and a table of key, default, meaning`,
    );
  const section = page.slice(from + heading.length).split(/^#/m)[0] ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('| `'));
  return Object.fromEntries(
    rows.map((row) => {
      const [, key = '', value = '', meaning = ''] = row.split('|').map((cell) => cell.trim());
      expect(meaning, `${heading} ${key} has a meaning`).not.toBe('');
      return [key.replaceAll('`', ''), value.replaceAll('`', '')];
    }),
  );
}

function keysOf(schema: z.ZodType): Readonly<Record<string, string>> {
  if (!(schema instanceof z.ZodObject)) throw new Error('a connector’s configuration is an object');
  const shape = schema.shape as Readonly<Record<string, z.ZodType>>;
  return Object.fromEntries(Object.entries(shape).map(([key, value]) => [key, defaultOf(value)]));
}

function defaultOf(schema: z.ZodType): string {
  const given = schema.safeParse(undefined);
  if (!given.success) return 'required';
  if (given.data === undefined) return '';
  return typeof given.data === 'string' ? given.data : JSON.stringify(given.data);
}
