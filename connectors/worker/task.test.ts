import { pino } from 'pino';
import { expect, it } from 'vitest';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { eventually } from '../../test/harness/eventually.ts';
import { untilAborted } from '../kit/abort.ts';
import type { Source } from '../kit/source.ts';
import { Task, type TaskStatus } from './task.ts';

const log = pino({ level: 'silent' });
const away = new HubError('HUB_SOURCE_UNAVAILABLE', 'the agency does not answer');

function start(
  runs: readonly (Error | 'lasts')[],
  options: { timeoutMs?: number; gate?: Promise<void> } = {},
): { task: Task; seen: TaskStatus[]; opened: () => number } {
  const seen: TaskStatus[] = [];
  let opened = 0;
  const task = new Task({
    name: 'c',
    retry: { timeoutMs: options.timeoutMs ?? -1, delayMaxMs: 1 },
    log,
    gate: options.gate ?? Promise.resolve(),
    random: () => 0,
    onStatus: (status) => seen.push(status),
    open(): Source {
      const outcome = runs[opened] ?? 'lasts';
      opened += 1;
      return { run: (signal) => (outcome === 'lasts' ? untilAborted(signal) : Promise.reject(outcome)) };
    },
  });
  return { task, seen, opened: () => opened };
}

it('tries again after transient faults, says why meanwhile, and forgets it on contact', async () => {
  const { task, seen, opened } = start([away, away, 'lasts']);
  await eventually(() => opened() === 3);
  expect(task.status).toEqual({ state: 'RUNNING', trace: `${away.code}: ${away.message}` });
  task.contact();
  expect(task.status).toEqual({ state: 'RUNNING', trace: null });
  await task.stop();
  expect(seen.at(-1)).toEqual({ state: 'STOPPED', trace: null });
});

it.each([
  [
    'a fault of the operator',
    new HubError('HUB_CONFIG_INVALID', 'no secret'),
    /HUB_CONFIG_INVALID: no secret/,
  ],
  ['a defect', new TypeError('x is not a function'), /TypeError/],
])('is FAILED with its trace after %s', async (_what, error, trace) => {
  const { task } = start([error]);
  await eventually(() => task.status.state === 'FAILED');
  expect(task.status.trace).toMatch(trace);
  await task.stop();
});

it('is FAILED when the retry timeout is over', async () => {
  const { task } = start([away], { timeoutMs: 0 });
  await eventually(() => task.status.state === 'FAILED');
});

it('opens at once but runs only when the gate opens', async () => {
  const gate = Promise.withResolvers<undefined>();
  const { task, opened } = start(['lasts'], { gate: gate.promise });
  expect([opened(), task.status.state]).toEqual([1, 'UNASSIGNED']);
  gate.resolve(undefined);
  await eventually(() => task.status.state === 'RUNNING');
  await task.stop();
});
