import { expect, test } from 'vitest';
import { readSettings } from '../runtime/settings.ts';
import { progressText, resultText, runIngest } from './ingest.ts';

test('a name that is no feed is refused with those that are', async () => {
  const request = { feed: 'open3111', path: 'x.csv', profile: 'nyc', settings: readSettings({}) };
  await expect(runIngest(request, () => undefined)).rejects.toThrow(
    /no feed "open3111"; choose one of .*open311/,
  );
});

test('progress tells how far and what', () => {
  expect(progressText({ records: 9, deadLetters: 1, bytesDone: 50, bytesTotal: 200 })).toBe(
    ' 25 %  9 records, 1 dead letters',
  );
  expect(progressText({ records: 0, deadLetters: 0, bytesDone: 0, bytesTotal: 0 })).toContain('100 %');
});

test('the closing lines account for every row', () => {
  const byReason = { 'HUB_RECORD_INVALID Created Date': 2 };
  expect(resultText({ records: 8, deadLetters: 2, byReason, layout: 'nyc' })).toBe(
    '10 rows (layout nyc): 8 records, 2 dead letters\n  2 × HUB_RECORD_INVALID Created Date',
  );
});
