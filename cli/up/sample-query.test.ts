import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { curlCommand, disputeQuery } from './sample-query.ts';

test('the command survives a shell as it is', () => {
  const query = disputeQuery("T-'x'");
  const command = curlCommand('http://127.0.0.1:4000', 'a.b.c', query);
  const words = execFileSync('sh', ['-c', command.replace(/^curl/, String.raw`printf '%s\n'`)], {
    encoding: 'utf8',
  }).split('\n');
  expect(words).toContain('authorization: Bearer a.b.c');
  expect(JSON.parse(words.at(-2) ?? '')).toEqual({ query });
});
