import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { recordsOfCity } from '../../bench/link-city.ts';
import { febrlLike } from '../../bench/febrl-like.ts';
import type { FebrlPerson } from '../../bench/febrl-person.ts';
import { linkVerb } from '../verbs/link.ts';
import type { LinkRequest } from './link-request.ts';
import { runLink } from './run-link.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'link-'));
});
afterEach(() => rm(folder, { recursive: true }));

const MAP = {
  mode: 'person',
  id: 'rec_id',
  familyName: 'surname',
  givenName: 'given_name',
  addressLines: ['street_number', 'address_1', 'address_2'],
  locality: 'suburb',
  postcode: 'postcode',
  region: 'state',
};

async function file(name: string, lines: readonly unknown[]): Promise<string> {
  const path = join(folder, name);
  await writeFile(
    path,
    lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
  );
  return path;
}

interface Ran {
  readonly lines: readonly { id: string; cluster: string; probability: number }[];
  readonly text: string;
  readonly result: string;
  readonly progress: readonly string[];
}

async function link(
  given: Partial<LinkRequest> & Pick<LinkRequest, 'file'>,
  map: object | null = MAP,
): Promise<Ran> {
  const out = given.out === undefined ? join(folder, 'clusters.jsonl') : given.out;
  const results: string[] = [];
  const progress: string[] = [];
  const request: LinkRequest = {
    map: map === null ? null : await file('map.json', [map]),
    fit: false,
    weights: null,
    skipBad: false,
    explain: null,
    linkFrom: null,
    ...given,
    out,
  };
  await runLink(request, { result: (line) => results.push(line), progress: (line) => progress.push(line) });
  const text = out === null ? '' : await readFile(out, 'utf8');
  const lines = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Ran['lines'][number]);
  return { lines, text, result: results.join('\n'), progress };
}

const PEOPLE = febrlLike('a test', 150);

/** Each fits weights anew: seconds on a busy machine. */
describe('persons, names and addresses only', { timeout: 60_000 }, () => {
  test('records of one person are one cluster and others are not', async () => {
    const { lines, progress } = await link({ file: await file('people.jsonl', PEOPLE) });
    const clusterOf = new Map(lines.map(({ id, cluster }) => [id, cluster]));
    expect(lines.map(({ id }) => id)).toEqual(PEOPLE.map(({ rec_id: id }) => id).sort());
    const { hit, wrong, missed } = pairsOf(PEOPLE, clusterOf);
    expect(hit / (hit + wrong)).toBeGreaterThan(0.98);
    expect(hit / (hit + missed)).toBeGreaterThan(0.95);
    expect(progress.join('\n')).toMatch(/estimated from these 300 records/);
  });

  test('the order of the lines changes no byte', async () => {
    const there = await link({ file: await file('people.jsonl', PEOPLE) });
    const back = await link({ file: await file('back.jsonl', [...PEOPLE].reverse()) });
    expect(back.text).toBe(there.text);
  });

  test('weights that were kept give the same clusters again', async () => {
    const people = await file('people.jsonl', PEOPLE);
    const weights = join(folder, 'weights.json');
    const fitted = await link({ file: people, fit: true, weights });
    expect(JSON.parse(await readFile(weights, 'utf8'))).toMatchObject({ mode: 'person' });
    const again = await link({ file: people, weights });
    expect(again.text).toBe(fitted.text);
    expect(again.progress.join('\n')).toContain(weights);
  });

  test('explain prints the comparison of two records', async () => {
    const people = await file('people.jsonl', PEOPLE);
    const { result } = await link({ file: people, out: null, explain: ['rec-3-org', 'rec-3-dup-0'] });
    expect(result).toMatch(/^rec-3-org and rec-3-dup-0, weights person-/);
    expect(result).toMatch(/\nbefore {2}/);
    expect(result).toMatch(/\nsum .*probability [01]\.\d{4}: /);
    const other = await link({ file: people, out: null, explain: ['rec-3-org', 'rec-4-org'] });
    expect(other.result).toContain('two persons');
    await expect(link({ file: people, out: null, explain: ['rec-3-org', 'nobody'] })).rejects.toThrow(
      /no record with id "nobody" in .*people\.jsonl/,
    );
  });
});

function pairsOf(
  people: readonly FebrlPerson[],
  clusterOf: ReadonlyMap<string, string>,
): { hit: number; wrong: number; missed: number } {
  const counts = { hit: 0, wrong: 0, missed: 0 };
  const entityOf = (id: string): string => id.split('-').slice(0, 2).join('-');
  for (const [i, { rec_id: a }] of people.entries()) {
    for (const { rec_id: b } of people.slice(0, i)) {
      const [same, linked] = [entityOf(a) === entityOf(b), clusterOf.get(a) === clusterOf.get(b)];
      if (same && linked) counts.hit += 1;
      else if (linked) counts.wrong += 1;
      else if (same) counts.missed += 1;
    }
  }
  return counts;
}

describe('disputes', { timeout: 60_000 }, () => {
  const city = recordsOfCity('offline', 600, 300).map(({ record }) => record);

  test('canonical records are linked as in the hub, in any order', async () => {
    const { lines, text, progress } = await link({ file: await file('city.jsonl', city) }, null);
    expect(lines).toHaveLength(city.length);
    const sizes = [...Map.groupBy(lines, ({ cluster }) => cluster).values()].map(({ length }) => length);
    expect(sizes.filter((size) => size > 1).length).toBeGreaterThan(5);
    expect(sizes.length).toBeGreaterThan(city.length / 3);
    expect(progress.join('\n')).toMatch(/that the hub ships with/);
    const back = await link({ file: await file('back.jsonl', [...city].reverse()) }, null);
    expect(back.text).toBe(text);
  });

  test('flat Chinese lines by a map: one quarrel is one cluster, another of the same caller is not', async () => {
    const line = { tel: '13812345678', who: '張偉', place: '崇川区人民路12号阳光花园3幢2单元501室' };
    const leak = '楼上漏水多次协商未果，与楼上邻居发生争吵，要求赔偿';
    const lines = [
      { ...line, no: 'A1', day: '2026-11-24 09:00', text: leak, kind: '0101', other: '李强' },
      {
        ...line,
        no: 'B7',
        who: '张伟',
        day: '2026-11-25T10:30:00+08:00',
        text: `${leak}损失`,
        kind: '0101',
        other: '李强',
      },
      {
        ...line,
        no: 'C3',
        day: '2026-05-02',
        text: '工地拖欠工资三个月，老板避而不见',
        kind: '0601',
        other: '南通锦绣建筑工程有限公司',
      },
    ];
    const map = {
      id: 'no',
      name: 'who',
      phone: 'tel',
      addressLines: ['place'],
      occurredAt: 'day',
      narrative: 'text',
      category: 'kind',
      counterparty: 'other',
    };
    const { lines: found, result } = await link(
      { file: await file('flat.jsonl', lines), explain: ['A1', 'B7'] },
      map,
    );
    expect(found.map(({ id, cluster }) => [id, cluster])).toEqual([
      ['A1', 'A1'],
      ['B7', 'A1'],
      ['C3', 'C3'],
    ]);
    expect(result).toContain('one dispute');
  });

  test('weights can be fitted to the records given', async () => {
    const weights = join(folder, 'weights.json');
    const { progress } = await link(
      { file: await file('city.jsonl', city), out: null, fit: true, weights },
      null,
    );
    expect(progress.join('\n')).toContain('estimated from these records');
    const again = await link({ file: await file('city.jsonl', city), weights }, null);
    expect(again.lines).toHaveLength(city.length);
  });
});

describe('what is wrong is told by file and line, with the way to mend it', () => {
  const GOOD = { rec_id: 'a', surname: 'smith' };

  test.each([
    ['broken JSON', '{"rec_id": "b",', /people\.jsonl line 2: this is no JSON object.*--skip-bad/],
    ['a list', '["b"]', /line 2: a JSON object \{…\} is needed/],
    ['no id', { surname: 'x' }, /line 2: there is no id in field "rec_id" \(fields here: surname\)/],
    ['the same id', GOOD, /line 2: id "a" is that of line 1 too/],
    ['an object for a name', { rec_id: 'b', surname: {} }, /line 2: field "surname" holds an object/],
  ])('%s', async (_, bad, message) => {
    await expect(link({ file: await file('people.jsonl', [GOOD, bad]) })).rejects.toThrow(message);
  });

  test('--skip-bad leaves such lines out and says so', async () => {
    const people = await file('people.jsonl', [GOOD, '{', { rec_id: 'b', surname: 'jones' }]);
    const { lines, progress } = await link({ file: people, skipBad: true });
    expect(lines.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(progress.join('\n')).toMatch(/left out: .*line 2[\s\S]*1 lines left out/);
  });

  test('NaN, as some programs write nothing, is nothing', async () => {
    const { lines } = await link({
      file: await file('people.jsonl', [GOOD, '{"rec_id": 7, "surname": NaN}']),
    });
    expect(lines.map(({ id }) => id)).toEqual(['7', 'a']);
  });

  test('a map with a field that is not known names those that are', async () => {
    await expect(
      link({ file: await file('people.jsonl', [GOOD]) }, { ...MAP, surname: 'x' }),
    ).rejects.toThrow(/map\.json cannot be used: .*surname.*familyName/);
  });

  test.each([
    ['no file', () => link({ file: join(folder, 'none.jsonl') }), /none\.jsonl cannot be read/],
    ['an empty file', async () => link({ file: await file('empty.jsonl', []) }), /has no records/],
    ['nothing to make', async () => link({ file: await file('a.jsonl', [GOOD]), out: null }), /--out FILE/],
    [
      'weights of the other mode',
      async () => link({ file: await file('a.jsonl', [GOOD]), weights: await file('w.json', [{}]) }),
      /w\.json is no weights file for persons/,
    ],
    [
      'a line that is no canonical record',
      async () => link({ file: await file('a.jsonl', [{ id: 'x' }]) }, null),
      /line 1: this is no canonical record: .*--map/,
    ],
  ])('%s', async (_, run, message) => {
    await expect(run()).rejects.toThrow(message);
  });
});

test('the verb does it from the command line', async () => {
  const people = await file('people.jsonl', [
    { n: 1, who: 'Smith, John', lives: '12 Stanley Street' },
    { n: 2, who: 'John Smith', lives: '12 stanley st' },
    { n: 3, who: 'Mary Painter', lives: '7 Forbes Road' },
  ]);
  const map = await file('map.json', [{ mode: 'person', id: 'n', name: 'who', addressLines: ['lives'] }]);
  const out = join(folder, 'out.jsonl');
  await linkVerb().parseAsync([people, '--map', map, '--out', out], { from: 'user' });
  const lines = (await readFile(out, 'utf8')).trimEnd().split('\n');
  const linked = lines.map((line) => JSON.parse(line) as object);
  expect(linked.map(Object.keys)).toEqual(linked.map(() => ['id', 'cluster', 'probability']));
  expect(linked).toMatchObject([
    { id: '1', cluster: '1' },
    { id: '2', cluster: '1' },
    { id: '3', cluster: '3' },
  ]);
});
