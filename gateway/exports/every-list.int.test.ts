import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EXPORT_LISTS, type ExportList } from '../../schema/canonical/export.ts';
import { ExportQueue } from '../../schema/store/export-queue.ts';
import { eventually } from '../../test/harness/eventually.ts';
import { freshStore } from '../../test/harness/servers.ts';
import type { Caller } from '../access/caller.ts';
import { FULL_ACCESS } from '../access/grants/access.ts';
import { WORKING_SCOPES } from '../access/identity/token-scopes.ts';
import { accessOf } from '../access/testing/partial-access.ts';
import { record, storeRecords } from '../subgraphs/testing/fixtures.ts';
import { FULL_DISPUTE, FULL_HOTLINE, FULL_RISK } from '../subgraphs/testing/full-dispute.ts';
import { RECURRING } from '../subgraphs/testing/full-links.ts';
import { storeAll } from '../subgraphs/testing/store-all.ts';
import { FULL_WEBHOOK } from '../subgraphs/testing/saved-webhook.ts';
import { LISTS } from './lists/lists.ts';
import { ExportWorld } from './testing/export-world.ts';

const ADMIN: Caller = Object.freeze({
  partner: 'analyst',
  actor: 'analyst@test',
  purpose: 'STATISTICS',
  access: FULL_ACCESS,
  scopes: [...WORKING_SCOPES, 'admin'] as const,
});
/** What `storeAll` says of people. */
const HIDDEN = /張偉|138-?1234-?5678|11010519491231002X/;
const code = FULL_DISPUTE.code;
const YEAR = { from: '2026-01-01T00:00:00Z', to: '2027-01-01T00:00:00Z' };

/** What says which rows, where a list needs it or is narrow without. */
const ROWS: Partial<Record<ExportList, object>> = {
  SEARCH: { search: { query: '金沙' } },
  AUDIT_USAGE: { auditUsage: { by: 'FIELD' } },
  RISK_EVENTS: { riskEvents: { filter: { kinds: ['COLOUR_CHANGED', 'WHISTLE', 'HOT_SPOT_OPENED'] } } },
  HOT_SPOT_DISPUTES: { hotSpotDisputes: { id: FULL_RISK.hotSpots[0]?._id } },
  WEBHOOK_DELIVERIES: { webhookDeliveries: { id: FULL_WEBHOOK._id } },
  DEAD_LETTERS: { deadLetters: { name: 'POLICE110' } },
  COLUMN_DRIFT: { columnDrift: { name: 'POLICE110', includeClosed: true } },
  FEED_COLUMNS: { feedColumns: { name: 'POLICE110' } },
  TIMELINE: { timeline: { code } },
  DISPUTE_RECORDS: { disputeRecords: { code } },
  LINKS: { links: { code } },
  LINK_DECISIONS: { linkDecisions: { code } },
  RISK_HISTORY: { riskHistory: { code } },
  WORKFLOW_EVENTS: { workflowEvents: { code } },
  DISPUTE_STATS: { disputeStats: { groupBy: ['CATEGORY', 'COLOUR'], filter: YEAR } },
  MEDIATOR_POINTS: { mediatorPoints: { asOf: YEAR.to } },
  AGENCY_POINTS: { agencyPoints: { asOf: YEAR.to } },
};

let world: ExportWorld;
let calls = 0;

beforeAll(async () => {
  const store = await freshStore();
  await storeAll(store);
  await storeRecords(store, [RECURRING, record('hotline12345', `${FULL_HOTLINE.sourceId}-stray`)]);
  const queue = new ExportQueue(() => store);
  const masked = accessOf({}, { all: 'MASKED' }, ['EXPORT']);
  const people = new Map<string, Caller>([
    ['admin', ADMIN],
    ['masked', Object.freeze({ ...ADMIN, partner: 'court', access: masked })],
    [
      'narrow',
      Object.freeze({
        ...ADMIN,
        partner: 'grid',
        scopes: WORKING_SCOPES,
        access: accessOf({ grid: [{ all: 'CLEAR' }] }, null, ['EXPORT']),
      }),
    ],
  ]);
  world = await ExportWorld.open(store, people, { queue, eventually });
  world.run();
});
afterAll(() => world.close());

const inputOf = (list: ExportList): object => ({
  clientMutationId: `call-${(calls += 1)}`,
  list,
  format: 'CSV',
  ...ROWS[list],
});

function rowsOf(bytes: Buffer): string[][] {
  const lines: string[][] = parse(bytes.toString('utf8'), {
    bom: true,
    relaxColumnCount: true,
    skipEmptyLines: true,
  });
  return lines.slice(1).filter(([first]) => first?.startsWith('# ') === false);
}

/** Columns of which the sample says nothing: what is not counted by, and of events that it does not ask for. */
const EMPTY: Partial<Record<ExportList, readonly string[]>> = {
  RISK_EVENTS: ['changes'],
  DISPUTE_STATS: ['regionCode', 'region', 'feed', 'day'],
};

describe('a list in a file', () => {
  test.concurrent.each(EXPORT_LISTS)('is there for %s, with something in each column', async (list) => {
    const { job, bytes } = await world.file('admin', inputOf(list));
    const rows = rowsOf(bytes);
    expect(rows).toHaveLength(job.progress.rows);
    expect(job.progress.total).toBeGreaterThan(0);
    const empty = LISTS[list].columns.filter((_, at) => rows.every((row) => row[at] === ''));
    expect(empty.map(({ name }) => name)).toEqual(EMPTY[list] ?? []);
  });

  test.concurrent.each([
    'DISPUTES',
    'POLICE_INCIDENTS',
    'TIMELINE',
    'DISPUTE_RECORDS',
    'LINKS',
    'RISK_EVENTS',
  ] as const)('shows of people in %s what its asker is shown', async (list) => {
    const [clear, masked] = [
      await world.file('admin', inputOf(list)),
      await world.file('masked', inputOf(list)),
    ];
    expect(rowsOf(masked.bytes)).toHaveLength(clear.job.progress.rows);
    expect(masked.bytes.toString('utf8')).not.toMatch(HIDDEN);
  });

  test.concurrent.each([
    ['POLICE_INCIDENTS', 'HUB_FORBIDDEN'],
    ['DEAD_LETTERS', 'HUB_FORBIDDEN'],
    ['AUDIT_USAGE', 'HUB_SCOPE_INSUFFICIENT'],
    ['WEBHOOK_DELIVERIES', 'HUB_NOT_FOUND'],
    ['TIMELINE', 'HUB_NOT_FOUND'],
  ] as const)('comes to nothing of %s for whom it is not', async (list, why) => {
    const { id } = await world.create('narrow', inputOf(list));
    expect((await world.over('narrow', id)).error?.code).toBe(why);
  });
});

test('a list is asked for with its own rows alone, and with those that it needs', async () => {
  const without = { clientMutationId: 'w', list: 'DEAD_LETTERS', format: 'CSV' };
  await expect(world.create('admin', without)).rejects.toThrow(
    'deadLetters: DEAD_LETTERS needs it; give deadLetters with name',
  );
  const foreign = { ...without, list: 'CATALOGUE', grants: {} };
  await expect(world.create('admin', foreign)).rejects.toThrow(
    'grants: it says nothing of CATALOGUE; it takes nothing',
  );
});
