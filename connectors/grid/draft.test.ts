import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { RecordDraft } from '../../schema/canonical/record.ts';
import { feedCodes } from '../../schema/vocabulary/tables.ts';
import { ofAgency, storyOf } from '../simulator/testing/story.ts';
import { wireMessageOf } from '../simulator/wire/wire-message.ts';
import { GRID_CROSSWALK } from './crosswalk.ts';
import { gridDraft } from './draft.ts';
import { grid } from './feed.ts';

const rows = JSON.parse(readFileSync(new URL('fixtures/good.json', import.meta.url), 'utf8')) as Readonly<
  Record<string, unknown>
>[];
const draft = (row: object): RecordDraft => gridDraft(Buffer.from(JSON.stringify(row)));
const [quarrel = {}, litter = {}, round = {}] = rows;

it('maps an event under way', () => {
  expect(draft(quarrel)).toMatchObject({
    sourceId: 'WG320612001202611240007',
    sourceTime: '2026-11-24T09:05:00.123456+08:00',
    state: 'ACTIVE',
    sourceCategory: ['矛盾纠纷', '邻里纠纷'],
    title: '矛盾纠纷 / 邻里纠纷',
    status: { code: 'HANDLED', label: '处置' },
    reportedAt: '2026-11-24T08:12:30+08:00',
    occurredAt: '2026-11-23T22:40:00+08:00',
    closedAt: null,
    place: { regionCode: '320612001', address: '金沙街道银河路12号3幢501室' },
    parties: [
      { role: 'REPORTER', kind: 'PERSON', name: '张三', phone: '14212340001' },
      { role: 'COUNTERPARTY', kind: 'PERSON', name: '李四', phone: null },
    ],
    peopleInvolved: 2,
    events: [
      { at: '2026-11-24T08:12:30+08:00', kind: 'REPORTED', label: '上报' },
      {
        at: '2026-11-24T09:05:00.123456+08:00',
        kind: 'HANDLED',
        label: '处置',
        note: '网格员上门，约定周五到社区调解。',
      },
    ],
    details: {
      eventClass: '矛盾纠纷',
      eventSubclass: '邻里纠纷',
      gridCode: '320612001003',
      gridName: '金沙街道第3网格',
      communityCode: '320612001002',
      counterparty: '李四',
      stage: '处置',
      result: '网格员上门，约定周五到社区调解。',
    },
    flags: [],
  });
});

it('maps an event that is closed, and one that was taken back', () => {
  expect(draft(litter)).toMatchObject({
    status: { code: 'CLOSED' },
    closedAt: '2026-11-24T10:00:00+08:00',
    parties: [],
    events: [{ kind: 'REPORTED' }, { kind: 'CLOSED', note: '已清理完毕，核查通过。' }],
  });
  expect(draft(round)).toMatchObject({
    state: 'WITHDRAWN',
    status: { code: 'WITHDRAWN', label: '作废' },
    reportedAt: '2026-11-24T00:30:00.5+00:00',
    place: { regionCode: '320612', address: null },
    details: { gridCode: '320612001004' },
    events: [{ kind: 'REPORTED' }, { at: '2026-11-24T02:00:00+00:00', kind: 'WITHDRAWN' }],
  });
});

it('takes the division from the grid when the row has none, and flags what it does not know', () => {
  expect(draft({ ...quarrel, region_code: null }).place.regionCode).toBe('320612001');
  expect(draft({ ...quarrel, region_code: 'x', stage: '会商', heat: 3 }).flags).toEqual([
    'UNKNOWN_COLUMNS:heat',
    'REGION_CODE_UNREADABLE',
    'STATUS_UNKNOWN',
  ]);
});

it('finds an event’s number where others quote it', () => {
  const found = (text: string): string[] =>
    grid.numberPatterns.flatMap((pattern) => text.match(pattern) ?? []);
  expect(found('前期网格已上报（wg320612001202611240007），后续')).toEqual(['wg320612001202611240007']);
  expect(found('AWG320612001202611240007 WG3206120012026112400071')).toEqual([]);
});

const crossed = (words: string): unknown[] => {
  const entry = GRID_CROSSWALK.find(({ pattern }) => pattern.test(words));
  return [entry?.category, entry?.nature];
};

it.each([
  ['矛盾纠纷/邻里纠纷', '02', 'DISPUTE'],
  ['矛盾纠纷/噪音纠纷', '0203', 'DISPUTE'],
  ['矛盾纠纷/劳动争议', '07', 'DISPUTE'],
  ['矛盾纠纷/电动车充电', null, 'DISPUTE'],
  ['矛盾纠纷', null, 'DISPUTE'],
  ['平安建设/矛盾纠纷排查', null, 'OTHER'],
  ['平安建设/消防隐患', null, 'OTHER'],
  ['街面秩序/噪音扰民', '0203', 'POSSIBLE'],
  ['街面秩序/乱停乱放', '0402', 'POSSIBLE'],
  ['街面秩序/占道经营', null, 'OTHER'],
  ['市容环境/企业污染', '0504', 'POSSIBLE'],
  ['突发事件/井盖缺失', null, 'OTHER'],
  ['突发事件/聚众斗殴', null, 'POSSIBLE'],
  ['民生服务/走访慰问', null, 'OTHER'],
  ['社会治理/其他', null, 'POSSIBLE'],
])('crosses %s to %s, %s', (words, category, nature) => {
  expect(crossed(words)).toEqual([category, nature]);
});

it('crosses every class of the code table by a rule of its own, not by the last resort', () => {
  const lastResort = GRID_CROSSWALK.at(-1);
  const classes = feedCodes('grid.event_class').map(({ label }) => label);
  expect(classes.length).toBeGreaterThan(4);
  for (const label of classes) {
    expect(GRID_CROSSWALK.find(({ pattern }) => pattern.test(label))).not.toBe(lastResort);
  }
});

it('maps every event of a city as the city means it', () => {
  const { versions } = storyOf({
    seed: 'grid-draft',
    records: 2_000,
    days: 7,
    start: '2026-11-02T00:00:00+08:00',
  });
  const events = ofAgency(versions, 'grid');
  expect(events.length).toBeGreaterThan(200);
  for (const version of events) {
    const mapped = gridDraft(wireMessageOf(version).bytes);
    expect(mapped.sourceId).toBe(version.sourceId);
    expect(Date.parse(mapped.sourceTime)).toBe(Math.floor(Date.parse(version.sourceTime) / 1_000) * 1_000);
    expect(mapped.flags).toEqual([]);
    expect(mapped.status.code).not.toBeNull();
    // What is nobody's quarrel is never called one by its class alone.
    if (!version.truth.nature) expect(crossed(mapped.sourceCategory.join('/'))[1]).not.toBe('DISPUTE');
    if (version.truth.nature) expect(crossed(mapped.sourceCategory.join('/'))[1]).not.toBe('OTHER');
  }
});
