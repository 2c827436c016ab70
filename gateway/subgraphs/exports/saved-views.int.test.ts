import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { freshStore } from '../../../test/harness/servers.ts';
import type { Store } from '../../../schema/store/models.ts';
import type { Caller } from '../../access/caller.ts';
import { openDoor, type Door } from '../../access/door.ts';
import { NO_ACCESS } from '../../access/grants/access.ts';
import { MOST_SAVED_VIEWS } from '../../access/saved-views.ts';
import { ANALYST, ask } from '../testing/ask.ts';
import { savedViewOf } from '../testing/saved-view.ts';

const FIELDS = '{ id kind name filter visibility owner mine version createdAt changedAt }';
const CREATE = `mutation ($input: CreateSavedViewInput!) { createSavedView(input: $input) { clientMutationId view ${FIELDS} } }`;
const UPDATE = `mutation ($input: UpdateSavedViewInput!) { updateSavedView(input: $input) { view ${FIELDS} } }`;
const DELETE = `mutation ($input: DeleteSavedViewInput!) { deleteSavedView(input: $input) { id } }`;
const LIST = `query ($kind: [SavedViewKind!], $first: Int, $after: String) {
  savedViews(kind: $kind, first: $first, after: $after) { totalCount nodes ${FIELDS} pageInfo { hasNextPage endCursor } }
}`;
const WANG: Caller = { ...ANALYST, partner: 'police', actor: 'wang' };
const LI: Caller = { ...WANG, actor: 'li' };
const OTHER: Caller = { ...WANG, partner: 'court' };
const INPUT = {
  clientMutationId: 'v1',
  kind: 'DISPUTES',
  name: ' 通州区红色 ',
  filter: '{"regionCode":"320612","colour":["RED"]}',
  visibility: 'AGENCY',
};

interface View {
  readonly id: string;
  readonly name: string;
  readonly version: number;
}

let store: Store;
let door: Door;
beforeAll(async () => {
  store = await freshStore();
  door = openDoor(store);
});
beforeEach(async () => {
  await store.savedViews.deleteMany({});
});

const send = async (
  caller: Caller,
  query: string,
  variables: object = {},
): Promise<{ data: Record<string, unknown>; code: unknown; error: unknown }> => {
  const { data, errors } = await ask(
    door,
    'exports',
    query,
    variables as Record<string, unknown>,
    new Date(),
    caller,
  );
  return { data: data ?? {}, code: errors?.[0]?.extensions['code'], error: errors?.[0]?.extensions };
};
const create = async (caller: Caller, input: object = {}): Promise<View> => {
  const { data, code } = await send(caller, CREATE, { input: { ...INPUT, ...input } });
  expect(code).toBeUndefined();
  return (data['createSavedView'] as { view: View }).view;
};
const namesFor = async (caller: Caller, variables: object = {}): Promise<readonly string[]> => {
  const { data } = await send(caller, LIST, variables);
  return (data['savedViews'] as { nodes: View[] }).nodes.map(({ name }) => name);
};

describe('a saved view', () => {
  test('is made once by one call, and read back as it was saved', async () => {
    const view = await create(WANG);
    expect(view).toMatchObject({
      kind: 'DISPUTES',
      name: '通州区红色',
      filter: INPUT.filter,
      visibility: 'AGENCY',
      owner: 'wang',
      mine: true,
      version: 1,
    });
    expect(await create(WANG)).toEqual(view);
    const { code } = await send(WANG, CREATE, { input: { ...INPUT, name: '别的' } });
    expect(code).toBe('HUB_IDEMPOTENCY_MISMATCH');
    const one = await send(WANG, `query ($id: ID!) { savedView(id: $id) ${FIELDS} }`, { id: view.id });
    expect(one.data['savedView']).toEqual(view);
  });

  test('is seen by its owner, when shared by the whole agency, and never by another', async () => {
    await create(WANG);
    await create(WANG, { clientMutationId: 'v2', name: '私人', visibility: 'PRIVATE' });
    await create(LI, { clientMutationId: 'v1', name: '热点', kind: 'BOARD', visibility: 'PRIVATE' });
    expect(await namesFor(WANG)).toEqual(['私人', '通州区红色']);
    expect(await namesFor(LI)).toEqual(['热点', '通州区红色']);
    expect(await namesFor(LI, { kind: ['BOARD'] })).toEqual(['热点']);
    expect(await namesFor(OTHER)).toEqual([]);
    expect(await namesFor({ ...WANG, access: NO_ACCESS })).toEqual([]);
  });

  test('is listed by name, page by page', async () => {
    for (const name of ['c', 'a', 'b']) await create(WANG, { clientMutationId: name, name });
    const first = (await send(WANG, LIST, { first: 2 })).data['savedViews'] as {
      totalCount: number;
      nodes: View[];
      pageInfo: { endCursor: string; hasNextPage: boolean };
    };
    expect(first.totalCount).toBe(3);
    expect(first.nodes.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(await namesFor(WANG, { after: first.pageInfo.endCursor })).toEqual(['c']);
  });

  test('is changed by its owner alone, on the version that they have seen', async () => {
    const { id } = await create(WANG);
    const input = { clientMutationId: 'u', id, version: 1, name: '全市红色' };
    expect((await send(LI, UPDATE, { input })).code).toBe('HUB_FORBIDDEN');
    expect((await send(OTHER, UPDATE, { input })).code).toBe('HUB_NOT_FOUND');
    const changed = await send(WANG, UPDATE, { input });
    expect(changed.data['updateSavedView']).toMatchObject({
      view: { name: '全市红色', filter: INPUT.filter, visibility: 'AGENCY', version: 2 },
    });
    expect((await send(WANG, UPDATE, { input })).error).toMatchObject({
      code: 'HUB_VERSION_CONFLICT',
      currentVersion: 2,
    });
    const [one, other] = await Promise.all(
      ['甲', '乙'].map((name) => send(WANG, UPDATE, { input: { ...input, version: 2, name } })),
    );
    expect([one?.code, other?.code].filter((code) => code === undefined)).toHaveLength(1);
  });

  test('is deleted by its owner alone', async () => {
    const { id } = await create(WANG);
    const input = { clientMutationId: 'd', id, version: 1 };
    expect((await send(LI, DELETE, { input })).code).toBe('HUB_FORBIDDEN');
    expect((await send(WANG, DELETE, { input: { ...input, version: 9 } })).code).toBe('HUB_VERSION_CONFLICT');
    expect((await send(WANG, DELETE, { input })).data['deleteSavedView']).toEqual({ id });
    expect((await send(WANG, DELETE, { input })).code).toBe('HUB_NOT_FOUND');
    expect(await namesFor(WANG)).toEqual([]);
  });

  test.each([
    ['a name of another view of the kind', { clientMutationId: 'x' }, 'HUB_BAD_REQUEST'],
    ['no name', { clientMutationId: 'x', name: '  ' }, 'HUB_BAD_REQUEST'],
    ['a name that is too long', { clientMutationId: 'x', name: '名'.repeat(101) }, 'HUB_BAD_REQUEST'],
    ['a filter that is no JSON', { clientMutationId: 'x', name: 'x', filter: '{' }, 'HUB_BAD_REQUEST'],
    ['a filter that is no object', { clientMutationId: 'x', name: 'x', filter: '[1]' }, 'HUB_BAD_REQUEST'],
    [
      'a filter that is too large',
      { clientMutationId: 'x', name: 'x', filter: JSON.stringify({ text: '字'.repeat(2_800) }) },
      'HUB_LIMIT_EXCEEDED',
    ],
    ['no identifier of the call', { clientMutationId: ' ', name: 'x' }, 'HUB_BAD_REQUEST'],
  ])('is refused with %s', async (_, input, code) => {
    await create(WANG);
    expect((await send(WANG, CREATE, { input: { ...INPUT, ...input } })).code).toBe(code);
    // Another kind, or another person, may use the name.
    await create(WANG, { clientMutationId: 'k', kind: 'TRENDS' });
    await create(LI, { clientMutationId: 'k' });
  });

  test(`is refused beyond ${MOST_SAVED_VIEWS} of one person`, async () => {
    await store.savedViews.insertMany(
      Array.from({ length: MOST_SAVED_VIEWS }, (_, at) =>
        savedViewOf(WANG, { _id: `view-${at}`, name: `view ${at}` }),
      ),
    );
    expect((await send(WANG, CREATE, { input: INPUT })).code).toBe('HUB_LIMIT_EXCEEDED');
    await create(LI);
  });
});
