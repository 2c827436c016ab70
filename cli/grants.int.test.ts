import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newSampleGrants } from '../gateway/access/grants/sample-grants.ts';
import { insertGrants } from '../schema/store/grants.ts';
import type { Store } from '../schema/store/models.ts';
import { freshDatabaseUri, freshStore } from '../test/harness/servers.ts';
import { endGrant, importPolicy, listGrants, readCheckedPolicy } from './grants.ts';

const NOW = new Date('2026-11-28T00:00:00Z');
const POLICY = `version: city-1
datasets:
  court: { owner: court, share: NOT_SHARED, conditions: ask the court itself }
grants:
  - partner: court
    datasets: [grid, court]
    purposes: [PRE_LITIGATION_MEDIATION]
    withheldFields: [GridEvent.narrative]
    reason: order 7
`;

let dir: string;
let uri: string;
let store: Store;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'tributary-grants-'));
  uri = freshDatabaseUri();
  store = await freshStore(uri);
  const told = { at: NOW.toISOString(), partner: null, actor: 't', reason: 't', clientMutationId: null };
  await insertGrants(store, newSampleGrants(), told);
});
afterAll(() => {
  rmSync(dir, { recursive: true });
});

function fileOf(text: string): string {
  const path = join(dir, 'policy.yaml');
  writeFileSync(path, text);
  return path;
}

test('a policy takes the place of the samples, and a second time changes nothing', async () => {
  const policy = readCheckedPolicy(fileOf(POLICY));
  const samples = newSampleGrants().length;
  expect(await importPolicy(uri, policy, 'cli:t', true)).toEqual({ given: 2, revoked: samples, kept: 0 });
  expect(await store.grants.countDocuments({ state: 'ACTIVE' }).exec()).toBe(samples);
  expect(await importPolicy(uri, policy, 'cli:t')).toEqual({ given: 2, revoked: samples, kept: 0 });
  expect(await importPolicy(uri, policy, 'cli:t')).toEqual({ given: 0, revoked: 0, kept: 2 });
  const terms = await store.datasetTerms.find({}).lean().exec();
  expect(terms).toMatchObject([
    {
      _id: 'court',
      owner: 'court',
      share: 'NOT_SHARED',
      changes: [{ actor: 'cli:t', reason: 'policy city-1' }],
    },
  ]);
  const listed = await listGrants(uri, 'court', false, NOW);
  expect(listed.split('\n')).toHaveLength(3);
  expect(listed).toMatch(/court\s+grid\s+PRE_LITIGATION_MEDIATION/);
  expect((await listGrants(uri, null, true, NOW)).split('\n')).toHaveLength(samples + 3);
});

test('a grant is ended once, with who and why', async () => {
  const grant = await store.grants.findOne({ state: 'ACTIVE', dataset: 'grid' }).lean().exec();
  await endGrant(uri, grant?._id ?? '', 'misused', 'cli:t');
  const ended = await store.grants
    .findOne({ _id: grant?._id ?? '' })
    .lean()
    .exec();
  expect(ended).toMatchObject({ state: 'REVOKED', changes: [{}, { what: 'REVOKED', reason: 'misused' }] });
  await expect(endGrant(uri, grant?._id ?? '', 'again', 'cli:t')).rejects.toMatchObject({
    code: 'HUB_NOT_FOUND',
  });
});

test('a field that the graph does not have is refused with its line', () => {
  expect(() =>
    readCheckedPolicy(fileOf(POLICY.replace('GridEvent.narrative', 'GridEvent.narative'))),
  ).toThrow(/line 8, grants\[0\]\.withheldFields\[0\]: the graph has no field GridEvent\.narative/);
});
