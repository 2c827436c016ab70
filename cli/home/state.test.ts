import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readState, removeState, writeState, type RunState } from './state.ts';

const dir = mkdtempSync(join(tmpdir(), 'tributary-state-'));
const path = join(dir, 'run', 'state.json');
afterAll(() => {
  rmSync(dir, { recursive: true });
});

const state: RunState = {
  version: 1,
  pid: 1,
  startTime: '5',
  startedAt: '2026-11-25T00:00:00.000Z',
  phase: 'ready',
  withCity: true,
  gatewayUrl: 'http://127.0.0.1:4000',
  kafkaBrokers: ['127.0.0.1:9092'],
  mongodbUri: null,
  topicPrefix: 'tributary',
  processes: [],
};

test('what was written is read back, by its owner alone', () => {
  expect(readState(path)).toBeUndefined();
  writeState(path, state);
  expect(readState(path)).toEqual(state);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  removeState(path);
  expect(readState(path)).toBeUndefined();
});

test('a file of another version is refused with what to do about it', () => {
  writeState(path, state);
  writeFileSync(path, '{"version":2}');
  expect(() => readState(path)).toThrow('stop what runs with the version that wrote it');
});
