import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readSettings } from '../../runtime/settings.ts';
import { homeOf } from '../home/home.ts';
import { prepareHome } from './prepare-home.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'tributary-home-'));
});
afterEach(() => {
  rmSync(dir, { recursive: true });
});

function prepare(withCity: boolean, port = '4000'): void {
  const settings = readSettings({ TRIBUTARY_HOME: dir, TRIBUTARY_PORT: port });
  prepareHome(homeOf(settings), settings, withCity);
}

test('secrets are made once, for the owner alone', () => {
  prepare(true);
  const path = join(dir, 'secrets', 'police110.hmac');
  const first = readFileSync(path, 'utf8');
  expect(first).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  chmodSync(path, 0o644);
  prepare(true);
  expect(readFileSync(path, 'utf8')).toBe(first);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('there is a drop folder for every feed that takes files, a folder for profiles and a password for the grid database', () => {
  prepare(true);
  for (const folder of ['drop/court', 'drop/hotline12345', 'drop/open311', 'profiles']) {
    expect(statSync(join(dir, folder)).isDirectory()).toBe(true);
  }
  expect(readFileSync(join(dir, 'secrets', 'grid.password'), 'utf8')).toMatch(/^[\w-]{32}$/);
});

test('connectors.yaml follows the port and the city until a person changes it', () => {
  const path = join(dir, 'connectors.yaml');
  prepare(false);
  expect(readFileSync(path, 'utf8')).not.toContain('hotline12345-rest');
  prepare(true, '4100');
  const own = readFileSync(path, 'utf8');
  expect(own).toContain(':4103');
  writeFileSync(path, `${own}# mine\n`);
  prepare(true, '4200');
  expect(readFileSync(path, 'utf8')).toBe(`${own}# mine\n`);
});

test('a home that cannot be written is refused with the variable that moves it', () => {
  const file = join(dir, 'file');
  writeFileSync(file, '');
  const settings = readSettings({ TRIBUTARY_HOME: join(file, 'home') });
  expect(() => {
    prepareHome(homeOf(settings), settings, true);
  }).toThrow('set TRIBUTARY_HOME');
});
