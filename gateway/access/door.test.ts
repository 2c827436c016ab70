import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDoor } from './door.ts';
import { FULL_ACCESS } from './grants/access.ts';

const ROOT = join(import.meta.dirname, '..', '..');
// What only tests use may do as it likes.
const SOURCES = globSync('gateway/**/*.ts', { cwd: ROOT }).filter(
  (file) => !file.endsWith('.test.ts') && !file.includes('/testing/'),
);

function sourcesThat(match: RegExp): readonly string[] {
  return SOURCES.filter((file) => match.test(readFileSync(join(ROOT, file), 'utf8'))).sort();
}

test('only the reader reads a model, and only the writer writes one', () => {
  // Any use of a collection of the store as a value: `store.records.find`, `store()[name]`.
  const onModel =
    /\b(?:records|rawRecords|disputes|searchEntries|decisions|deadLetters|connectorCursors|feedStatuses|blockKeys|repeats|references|rawReferences|feedMinutes|feedColumns|links|linkDecisions|decisionProgress|workflowMoves|hotSpots|colourDecisions|risks|events|eventLogs|riskWebhooks|webhookDeliveries|savedViews|exportJobs|exportPages)\s*\.\s*(?:find|count|aggregate|distinct|collection|watch|exists|insert|update|delete|bulkWrite|create|replace|estimated|where|\$where|db)\w*\b/;
  expect(sourcesThat(onModel)).toEqual(['gateway/access/partial-reader.ts', 'gateway/access/writer.ts']);
  expect(sourcesThat(/\.countDocuments\(|\.aggregate\(|\.lean\(\)/)).toEqual([
    'gateway/access/partial-reader.ts',
    'gateway/access/reader.ts',
  ]);
  expect(sourcesThat(/from '[^']*partial-reader\.ts'/)).toEqual(['gateway/access/reader.ts']);
});

test('every write of the gateway is in the writer, which has a caller', () => {
  const write =
    /\.(?:insertOne|insertMany|updateOne|updateMany|deleteOne|deleteMany|replaceOne|bulkWrite|findOneAnd\w+|findByIdAnd\w+)\(/;
  expect(sourcesThat(write)).toEqual(['gateway/access/writer.ts']);
});

test('only gateway/access imports values from the store: to open it, and to write through the writer', () => {
  const valueImport = /^import (?!type )[^;]*from '[^']*schema\/store\//m;
  expect(sourcesThat(valueImport)).toEqual([
    'gateway/access/access-writer.ts',
    'gateway/access/connect-door.ts',
    'gateway/access/writer.ts',
  ]);
});

test('nothing is read before the store is there', async () => {
  const door = openDoor(() => {
    throw new Error('not yet');
  });
  const scoped = door.for({ partner: 'p', actor: 'a', purpose: null, access: FULL_ACCESS });
  await expect(scoped.feedStatuses()).rejects.toMatchObject({ code: 'HUB_INTERNAL' });
});
