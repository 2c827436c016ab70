import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  STREAM_TOKEN,
  streamGateway,
  type StreamGateway,
} from '../../gateway/router/testing/stream-gateway.ts';
import { keepEvents } from '../../gateway/subgraphs/testing/kept-events.ts';
import type { Store } from '../../schema/store/models.ts';
import { eventually } from '../harness/eventually.ts';
import { freshStore } from '../harness/servers.ts';
import { markedCode, pageText } from './page-code.ts';
import { folderWithPackages, runCode, type RunningCode } from './running-code.ts';

const PAGE = pageText('docs/streams.md');
const TOKEN = STREAM_TOKEN.replace('Bearer ', '');
const place = folderWithPackages();
const running: RunningCode[] = [];
let store: Store;
let world: StreamGateway;
/** Of partition 0 of the log. */
let offset = 0;

beforeAll(async () => {
  store = await freshStore();
  await keepEvents(store, []);
  world = await streamGateway(store);
});
afterAll(async () => {
  for (const one of running) await one.kill();
  await world.close();
  place.remove();
});

function run(...[command, args, env]: [string, readonly string[], Record<string, string>?]): RunningCode {
  const one = runCode(command, args, place.folder, env);
  running.push(one);
  return one;
}

async function tell(count: number): Promise<readonly string[]> {
  const from = offset;
  offset += count;
  const given = Array.from({ length: count }, (_, at) => ({
    partition: 0,
    offset: from + at,
    kind: 'REPEAT_CALLER' as const,
  }));
  return (await keepEvents(store, given)).map(({ _id }) => _id);
}

test('the follower goes on exactly where it was killed', async () => {
  writeFileSync(join(place.folder, 'follow.ts'), markedCode(PAGE, 'follow.ts'));
  const file = join(place.folder, 'cursor.txt');
  const env = { HUB: world.url.replace('http', 'ws'), TOKEN, PLACE: file };
  const follow = (): RunningCode => run(process.execPath, ['follow.ts'], env);
  const idsOf = (one: RunningCode): readonly string[] =>
    one.lines().map((line) => (JSON.parse(line) as { id: string }).id);

  const first = follow();
  await eventually(() => existsSync(file) && readFileSync(file, 'utf8') !== '', { what: 'a bookmark' });
  const told = await tell(2);
  await eventually(() => idsOf(first).length === 2);
  const cursor = readFileSync(file, 'utf8');
  await eventually(() => readFileSync(file, 'utf8') !== '' && cursor !== '');
  await first.kill();
  const missed = await tell(2);
  const second = follow();
  await eventually(() => idsOf(second).length >= 2, { what: second.complaints() });
  const later = await tell(1);
  await eventually(() => idsOf(second).includes(later[0] ?? ''));
  await second.kill();
  expect(idsOf(first)).toEqual(told);
  // The cursor is written after the work: the last event may come again when it was killed between the two.
  expect(idsOf(second).slice(-3)).toEqual([...missed, ...later]);
});

test('a shell goes on behind the last event that curl received', async () => {
  const script = markedCode(PAGE, 'follow.sh')
    .replaceAll('$(./tributary token analyst)', TOKEN)
    .replaceAll('http://127.0.0.1:4000/graphql', world.url);
  const [functions = '', again = ''] = script.split(/^follow {2,}# Ctrl-C.*\n/m);
  const events = join(place.folder, 'events.txt');
  const received = (): readonly string[] =>
    existsSync(events)
      ? [...readFileSync(events, 'utf8').matchAll(/"event":\{"id":"([^"]+)"/g)].map(([, id = '']) => id)
      : [];

  const first = run('sh', ['-c', `${functions}follow`]);
  await eventually(() => existsSync(events) && readFileSync(events, 'utf8').includes('id:'));
  const told = await tell(2);
  await eventually(() => received().length === 2, { what: first.complaints() });
  await first.kill();
  const missed = await tell(1);
  const second = run('sh', ['-c', `${functions}${again}`]);
  await eventually(() => received().length === 3, { what: second.complaints() });
  await second.kill();
  expect(received()).toEqual([...told, ...missed]);
});
