import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readMapFile, registerMap } from './map-file.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tributary-map-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const feature = {
  type: 'Feature',
  properties: { code: '320612', name: '通州区' },
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [121, 32],
        [122, 32],
        [122, 33],
        [121, 32],
      ],
    ],
  },
};
const MAP = { type: 'FeatureCollection', approvalNumber: '苏S（2026）001号', features: [feature] };

function fileOf(content: unknown): string {
  const path = join(folder, 'map.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

test('outlines are answered with their approval number, and nothing where the operator gave none', async () => {
  const app = fastify();
  registerMap(app, readMapFile(fileOf(MAP)));
  const { approvalNumber, outlines } = (await app.inject('/map/regions.json')).json<{
    approvalNumber: string;
    outlines: { features: unknown[] };
  }>();
  expect(approvalNumber).toBe('苏S（2026）001号');
  expect(outlines.features).toEqual([feature]);
  const without = fastify();
  registerMap(without, readMapFile(null));
  expect((await without.inject('/map/regions.json')).statusCode).toBe(204);
});

test.each([
  ['no approval number', { ...MAP, approvalNumber: ' ' }, /approvalNumber/],
  ['a feature without code', { ...MAP, features: [{ ...feature, properties: {} }] }, /properties\.code/],
  ['no feature', { ...MAP, features: [] }, /features/],
  ['no JSON', '{', /cannot be read as JSON/],
])('a file with %s stops the gateway and says where', (_what, content, where) => {
  expect(() => readMapFile(fileOf(content))).toThrow(where);
  expect(() => readMapFile(fileOf(content))).toThrow(/TRIBUTARY_MAP_FILE/);
});
