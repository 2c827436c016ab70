import { describe, expect, test } from 'vitest';
import { VERBS } from './registry.ts';

function parse(name: string, ...args: string[]): Promise<unknown> {
  const verb = VERBS.map((make) => make()).find((command) => command.name() === name);
  if (verb === undefined) throw new Error(`no verb ${name}`);
  for (const command of [verb, ...verb.commands]) {
    command.exitOverride().configureOutput({ writeErr: () => undefined });
  }
  return verb.parseAsync(args, { from: 'user' });
}

describe('a wrong command line is refused before anything happens', () => {
  test.each([
    ['token', ['nobody'], /police, hotline, court, grid, analyst, admin/],
    ['token', [], /missing required argument 'name'/],
    ['ingest', ['open311'], /missing required argument 'file'/],
    ['link', [], /missing required argument 'file'/],
    ['link', ['a.jsonl', '--threshold', '2'], /over 0, at most 1/],
    ['link', ['a.jsonl', '--explain', 'a'], /--explain takes two ids, here are 1/],
    ['profile', ['check'], /missing required argument 'file'/],
    ['subgraph', ['police110'], /--port <number>/],
    ['subgraph', ['police110', '--port', '70000'], /from 1 to 65535/],
    ['redeliver', [], /--dead/],
    ['redeliver', ['--since', '2026-11-24 08:00'], /with its offset/],
    ['rebuild', ['--chek'], /unknown option '--chek'/],
    ['up', ['--detatch'], /unknown option '--detatch'/],
  ])('%s %j', async (name, args, message) => {
    await expect(parse(name, ...args)).rejects.toThrow(message);
  });
});

test('every verb says in help what it does', () => {
  for (const make of VERBS) expect(make().description()).not.toBe('');
});
