import { beforeAll, describe, expect, test } from 'vitest';
import { insertGrants } from '../../../schema/store/grants.ts';
import type { Store } from '../../../schema/store/models.ts';
import { freshStore } from '../../../test/harness/servers.ts';
import type { Access } from '../../access/grants/access.ts';
import { accessOf } from '../../access/grants/compile-access.ts';
import { newSampleGrants, sampleGrants } from '../../access/grants/sample-grants.ts';
import { SAMPLE_PURPOSES, type SamplePartner } from '../../access/identity/sample-partners.ts';
import type { Caller } from '../../access/caller.ts';
import { openDoor, type Door } from '../../access/door.ts';
import { dispute, record, storeRecords } from '../testing/fixtures.ts';
import { ask } from '../testing/ask.ts';

const INCIDENT = record('police110', 'J1');
const DISPUTE = dispute('T-320612-261124-K7QF27', [INCIDENT]);
const NOW = new Date('2026-11-28T08:00:00.000Z');
let store: Store;
let door: Door;

/** A person of a sample partner, with what its samples grant. */
function personOf(partner: SamplePartner, actor = `${partner}@local`): Caller {
  const purpose = SAMPLE_PURPOSES[partner];
  const own = sampleGrants().filter((grant) => grant.partner === partner);
  return { partner, actor, purpose, access: accessOf(own, purpose, NOW) };
}
const [COURT, POLICE, GRID] = [personOf('court'), personOf('police'), personOf('grid')];
const [ADMIN, SECOND] = [personOf('admin'), personOf('admin', 'second@local')];

beforeAll(async () => {
  store = await freshStore();
  const told = { at: NOW.toISOString(), partner: null, actor: 'test', reason: 't', clientMutationId: null };
  await insertGrants(store, newSampleGrants(), told);
  await storeRecords(store, [INCIDENT]);
  await store.disputes.collection.insertOne(DISPUTE as never);
  door = openDoor(store, { now: () => NOW });
});

interface Told {
  readonly data: Record<string, Record<string, never>> | null | undefined;
  readonly codes: readonly unknown[];
}

async function asked(caller: Caller, query: string, input?: object): Promise<Told> {
  const variables = input === undefined ? {} : { input };
  const { data, errors } = await ask(door, 'access', query, variables, NOW, caller);
  return {
    data: data as Told['data'],
    codes: (errors ?? []).map(({ extensions }) => extensions['code']),
  };
}

let calls = 0;
const call = (): string => `call-${(calls += 1)}`;
const APPLY = `mutation ($input: ApplyForAccessInput!) {
  applyForAccess(input: $input) { application { id state answer grantId } }
}`;
const decide = (field: string): string => `mutation ($input: AccessDecisionInput!) {
  ${field}(input: $input) { application { id state answer grantId approvals { partner actor reason } changes { what actor reason } } }
}`;
const APPLICATION = {
  dataset: 'GRID',
  purposes: ['SUPERVISION'],
  levels: [{ kind: 'NAME', level: 'CLEAR' }],
  rights: ['MATCH'],
  validTo: '2027-06-01T00:00:00+08:00',
  reason: 'order 7',
};
interface Application {
  readonly id: string;
  readonly state: string;
  readonly answer: string | null;
  readonly grantId: string | null;
}

async function apply(caller: Caller, changes: object = {}, clientMutationId = call()): Promise<Application> {
  const { data, codes } = await asked(caller, APPLY, { clientMutationId, ...APPLICATION, ...changes });
  expect(codes).toEqual([]);
  return data?.['applyForAccess']?.['application'] as unknown as Application;
}

async function decideOn(
  field: string,
  id: string,
  caller: Caller,
  clientMutationId = call(),
): Promise<{ application: Application | undefined; codes: readonly unknown[] }> {
  const { data, codes } = await asked(caller, decide(field), { clientMutationId, id, reason: 'seen' });
  return { application: data?.[field]?.['application'] as unknown as Application | undefined, codes };
}

const accessNow = async (partner: string, purpose: 'SUPERVISION' | 'DISPUTE_HANDLING'): Promise<Access> =>
  accessOf(await door.for({ ...ADMIN, partner }).grantsInForce(partner, NOW), purpose, NOW);

describe('an application', () => {
  test('is granted by two people of other partners, and by nobody less', async () => {
    const { id, state } = await apply(COURT);
    expect(state).toBe('PENDING');
    expect((await decideOn('approveAccess', id, { ...COURT, access: ADMIN.access })).codes).toEqual([
      'HUB_FORBIDDEN',
    ]);
    expect((await decideOn('approveAccess', id, POLICE)).codes).toEqual(['HUB_NOT_FOUND']);
    const first = await decideOn('approveAccess', id, ADMIN, 'first');
    expect(first.application).toMatchObject({ state: 'PENDING', grantId: null });
    expect((await accessNow('court', 'SUPERVISION')).datasets.size).toBe(0);
    expect((await decideOn('approveAccess', id, ADMIN, 'first')).application).toEqual(first.application);
    expect((await decideOn('approveAccess', id, ADMIN)).codes).toEqual(['HUB_FORBIDDEN']);
    const second = await decideOn('approveAccess', id, SECOND);
    expect(second.application).toMatchObject({
      state: 'GRANTED',
      approvals: [{ actor: 'admin@local' }, { actor: 'second@local' }],
      changes: [{ what: 'OPENED', reason: 'order 7' }, { what: 'APPROVED' }, { what: 'APPROVED' }],
    });
    const access = await accessNow('court', 'SUPERVISION');
    expect([...access.datasets.keys()]).toEqual(['grid']);
    expect(access.rights).toEqual(new Set(['MATCH']));
    expect((await decideOn('refuseAccess', id, ADMIN)).codes).toEqual(['HUB_MOVE_ILLEGAL']);

    const revoke = `mutation ($input: AccessDecisionInput!) {
      revokeGrant(input: $input) { grant { id state revokedAt changes { what partner actor reason } } }
    }`;
    const input = { clientMutationId: call(), id: second.application?.grantId ?? '', reason: 'misused' };
    const { data } = await asked(ADMIN, revoke, input);
    expect(data?.['revokeGrant']).toMatchObject({
      grant: {
        state: 'REVOKED',
        changes: [
          { what: 'GRANTED' },
          { what: 'REVOKED', partner: 'admin', actor: 'admin@local', reason: 'misused' },
        ],
      },
    });
    expect((await asked(ADMIN, revoke, input)).data).toEqual(data);
    expect((await accessNow('court', 'SUPERVISION')).datasets.size).toBe(0);
    expect((await asked(COURT, revoke, { ...input, clientMutationId: call() })).codes).toEqual([
      'HUB_FORBIDDEN',
    ]);
  });

  test('for what is shared unconditionally is granted at once, but never rights or guarded rows', async () => {
    const plain = { dataset: 'INDICATORS', rights: [] };
    expect(await apply(COURT, plain)).toMatchObject({ state: 'GRANTED' });
    expect([...(await accessNow('court', 'SUPERVISION')).datasets.keys()]).toEqual(['indicators']);
    expect(await apply(COURT, { ...plain, rights: ['APPROVE'] })).toMatchObject({ state: 'PENDING' });
    expect(await apply(COURT, { ...plain, rows: { sensitivity: 'SEALED' } })).toMatchObject({
      state: 'PENDING',
    });
  });

  test('for what is not shared is refused at once, with the reason', async () => {
    const { state, answer } = await apply(COURT, { dataset: 'ACCESS', rights: [] });
    expect([state, answer]).toEqual(['REFUSED', expect.stringContaining('不予共享')]);
  });

  test('is the same when it is made again, and another under the same name is refused', async () => {
    const made = await apply(COURT, {}, 'same');
    expect(await apply(COURT, {}, 'same')).toEqual(made);
    const other = { clientMutationId: 'same', ...APPLICATION, dataset: 'COURT' };
    expect((await asked(COURT, APPLY, other)).codes).toEqual(['HUB_IDEMPOTENCY_MISMATCH']);
    expect((await apply(GRID, {}, 'same')).id).not.toBe(made.id);
  });

  test('is refused with a reason, or taken back by who made it', async () => {
    const [one, two] = [await apply(COURT), await apply(COURT)];
    expect((await decideOn('refuseAccess', one.id, ADMIN)).application).toMatchObject({
      state: 'REFUSED',
      answer: 'seen',
    });
    expect((await decideOn('withdrawAccess', two.id, ADMIN)).codes).toEqual(['HUB_FORBIDDEN']);
    expect((await decideOn('withdrawAccess', two.id, COURT)).application).toMatchObject({
      state: 'WITHDRAWN',
    });
    expect((await decideOn('approveAccess', two.id, ADMIN)).codes).toEqual(['HUB_MOVE_ILLEGAL']);
  });

  test('with a term that is too long, or over, is none', async () => {
    for (const validTo of ['2030-01-01T00:00:00Z', '2026-01-01T00:00:00Z']) {
      const { codes } = await asked(COURT, APPLY, { clientMutationId: call(), ...APPLICATION, validTo });
      expect(codes).toEqual(['HUB_BAD_REQUEST']);
    }
  });
});

test('everybody sees the catalogue, their own grants and their own applications alone', async () => {
  const nobody: Caller = {
    partner: 'tax',
    actor: 'a',
    purpose: null,
    access: accessOf([], 'STATISTICS', NOW),
  };
  const query = `{
    catalogue { name owner share titleZh fields { coordinate kind } }
    grants(first: 100) { totalCount nodes { partner } }
    accessApplications(first: 100) { nodes { partner } }
  }`;
  const { data } = await asked(nobody, query);
  expect(data).toMatchObject({ grants: { totalCount: 0, nodes: [] }, accessApplications: { nodes: [] } });
  expect(data?.['catalogue']).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        name: 'POLICE110',
        owner: 'police',
        share: 'CONDITIONAL',
        fields: expect.arrayContaining([
          { coordinate: 'PoliceIncident.narrative', kind: 'NARRATIVE' },
        ]) as unknown,
      }),
      expect.objectContaining({ name: 'INDICATORS', share: 'UNCONDITIONAL' }),
    ]),
  );
  const own = await asked(COURT, query);
  const partners = (told: Told, field: string): unknown[] => [
    ...new Set((told.data?.[field]?.['nodes'] as unknown as { partner: string }[]).map((one) => one.partner)),
  ];
  expect([partners(own, 'grants'), partners(own, 'accessApplications')]).toEqual([['court'], ['court']]);
  expect(partners(await asked(ADMIN, query), 'grants').length).toBeGreaterThan(3);
});

test('a correction is answered by the owner of the record, and by nobody else', async () => {
  const request = `mutation ($input: RequestCorrectionInput!) {
    requestCorrection(input: $input) { correction { id state owner feed recordId field proposed } }
  }`;
  const answer = `mutation ($input: AnswerCorrectionInput!) {
    answerCorrection(input: $input) { correction { state answer changes { what partner reason } } }
  }`;
  const about = {
    recordId: INCIDENT._id,
    field: 'PoliceIncident.address',
    proposed: '人民路2号',
    reason: 'we were there',
  };
  const { data } = await asked(COURT, request, { clientMutationId: call(), ...about });
  const correction = data?.['requestCorrection']?.['correction'] as unknown as { id: string };
  expect(correction).toMatchObject({ state: 'OPEN', owner: 'police', feed: 'POLICE110' });
  const input = { clientMutationId: call(), id: correction.id, corrected: true, answer: 'mended today' };
  expect((await asked(COURT, answer, input)).codes).toEqual(['HUB_FORBIDDEN']);
  expect((await asked(GRID, answer, input)).codes).toEqual(['HUB_NOT_FOUND']);
  const answered = await asked(POLICE, answer, input);
  expect(answered.data?.['answerCorrection']).toMatchObject({
    correction: {
      state: 'CORRECTED',
      answer: 'mended today',
      changes: [{ what: 'OPENED' }, { partner: 'police' }],
    },
  });
  expect((await asked(POLICE, answer, input)).data).toEqual(answered.data);
  const unseen = { clientMutationId: call(), ...about, recordId: 'police110-none' };
  expect((await asked(COURT, request, unseen)).codes).toEqual(['HUB_NOT_FOUND']);
});

describe('an emergency', () => {
  const BREAK = `mutation ($input: BreakGlassInput!) {
    breakGlass(input: $input) { breakGlass { id state until code grantIds } }
  }`;
  const REVIEW = `mutation ($input: ReviewBreakGlassInput!) {
    reviewBreakGlass(input: $input) { breakGlass { state review { actor reason } } }
  }`;
  const EMERGENCY = { code: DISPUTE.code, caseNumber: '110-7', reason: 'somebody is in danger', minutes: 30 };
  const opened = async (): Promise<{ id: string; until: string }> => {
    const { data } = await asked(POLICE, BREAK, { clientMutationId: call(), ...EMERGENCY });
    return data?.['breakGlass']?.['breakGlass'] as unknown as { id: string; until: string };
  };
  const seenBy = async (actor: string, at: Date): Promise<Access> =>
    accessOf(
      (await door.for(ADMIN).grantsInForce('police', at)).filter((grant) => grant.actor === actor),
      'DISPUTE_HANDLING',
      at,
    );

  test('opens one dispute to one person for so many minutes, and is there to review', async () => {
    const { id, until } = await opened();
    expect(until).toBe('2026-11-28T08:30:00.000Z');
    expect((await seenBy('other@police', NOW)).datasets.size).toBe(0);
    const access = await seenBy(POLICE.actor, NOW);
    expect(access.datasets.get('disputes')).toMatchObject([
      { disputeIds: [DISPUTE._id], sensitivity: 'SEALED', levels: { NAME: 'CLEAR' } },
    ]);
    expect(access.rights.size).toBe(0);
    expect((await seenBy(POLICE.actor, new Date(until))).datasets.size).toBe(0);
    const list = '{ breakGlasses { nodes { id partner caseNumber reason state } } }';
    expect((await asked(ADMIN, list)).data?.['breakGlasses']).toEqual({
      nodes: [{ id, partner: 'police', caseNumber: '110-7', reason: EMERGENCY.reason, state: 'UNREVIEWED' }],
    });
    expect((await asked(COURT, list)).data?.['breakGlasses']).toEqual({ nodes: [] });

    const input = { clientMutationId: call(), id, justified: false, reason: 'nobody was in danger' };
    const own = { ...POLICE, access: ADMIN.access };
    expect((await asked(own, REVIEW, input)).codes).toEqual(['HUB_FORBIDDEN']);
    expect((await asked(ADMIN, REVIEW, input)).data?.['reviewBreakGlass']).toEqual({
      breakGlass: { state: 'UNJUSTIFIED', review: { actor: 'admin@local', reason: 'nobody was in danger' } },
    });
    expect((await seenBy(POLICE.actor, NOW)).datasets.size).toBe(0);
  });

  test('is for who has the right, for an hour at most, and of a dispute that is there', async () => {
    const input = { clientMutationId: call(), ...EMERGENCY };
    expect((await asked(COURT, BREAK, input)).codes).toEqual(['HUB_FORBIDDEN']);
    for (const minutes of [0, 61]) {
      expect((await asked(POLICE, BREAK, { ...input, minutes })).codes).toEqual(['HUB_BAD_REQUEST']);
    }
    const unnamed = { ...input, code: null, disputeId: 'none' };
    expect((await asked(POLICE, BREAK, unnamed)).codes).toEqual(['HUB_NOT_FOUND']);
  });
});

test('a dry run says which fields a query would not be shown, and by which rule', async () => {
  const query =
    'query ($input: ExplainAccessInput!) { explainAccess(input: $input) { path what coordinate rule says } }';
  const asks = { purpose: 'SUPERVISION', query: '{ auditEntries { nodes { id } } feeds { name } }' };
  const { data } = await asked(COURT, query, { ...asks, purpose: 'DISPUTE_HANDLING' });
  expect(data?.['explainAccess']).toEqual([
    {
      path: 'auditEntries',
      what: 'FIELD',
      coordinate: 'Query.auditEntries',
      rule: 'DATASET_NOT_GRANTED',
      says: 'needs the dataset access',
    },
  ]);
  expect((await asked(ADMIN, query, { ...asks, partner: 'admin' })).data?.['explainAccess']).toEqual([]);
  expect((await asked(COURT, query, { ...asks, partner: 'police' })).codes).toEqual(['HUB_FORBIDDEN']);
  expect((await asked(COURT, query, { ...asks, query: '{ nothing }' })).codes).toEqual(['HUB_BAD_REQUEST']);
});
