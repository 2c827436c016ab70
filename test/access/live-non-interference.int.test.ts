import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Caller } from '../../gateway/access/caller.ts';
import type { Access } from '../../gateway/access/grants/access.ts';
import { WORKING_SCOPES } from '../../gateway/access/identity/token-scopes.ts';
import { accessOf } from '../../gateway/access/testing/partial-access.ts';
import {
  streamGateway,
  type StreamGateway,
  type StreamGatewayOptions,
} from '../../gateway/router/testing/stream-gateway.ts';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { eventually } from '../harness/eventually.ts';
import { freshStore } from '../harness/servers.ts';
import { cursorsIn, hold, TRANSPORTS, untilTold, withoutCursors, type HeldStream } from './held-streams.ts';
import { AWAY, BEGINNING, makeNoise, oneMore, OPEN, UNSEEN_CODE, type Step } from './live-script.ts';
import { LiveWorld } from './live-world.ts';

const row = { all: 'MASKED', sensitivity: 'RESTRICTED' } as const;
const county = { ...row, regionPrefixes: ['320612'] } as const;
const referred = { ...row, ownReferralsOnly: true } as const;
const own = { all: 'CLEAR', sensitivity: 'RESTRICTED' } as const;
const hub = { disputes: [row], risk: [row], indicators: [row] };
const ACCESSES: Readonly<Record<string, Access>> = {
  /** All feeds in one county: disputes are seen whole or not at all. */
  grid: accessOf({
    police110: [county],
    hotline12345: [county],
    court: [county],
    grid: [county],
    open311: [county],
    disputes: [county],
    risk: [county],
  }),
  /** Its own feed everywhere, of the others what was referred to it: what was not is seen as a view. */
  police: accessOf({
    police110: [own],
    hotline12345: [referred],
    court: [referred],
    grid: [referred],
    open311: [referred],
    ...hub,
  }),
  /** Two feeds in one county: no events at all. */
  hotline: accessOf({ police110: [county], hotline12345: [county], ...hub }),
};

const ITEM = `cursor bookmark event { id kind seq at code title score colour fromColour feeds recordIds changes
  factors { name points note evidence { recordId words } }
  dispute { id code title category recordCount recordIds feeds parties { kind roles name phones } workflow { state }
    risk { colour score } timeline(first: 20) { totalCount nodes { kind at label note } } }
  mergedInto { code title recordCount recordIds feeds parties { name phones } members { totalCount nodes { recordId } } }
  records { __typename ... on PoliceIncident { id title narrative parties { name phone } } ... on CourtCase { id title } } }`;
const FEED = 'name lastContactAt lastSourceTime lastStoredAt connectorState recordCount';
const KINDS = '[DISPUTE_CHANGED, COLOUR_CHANGED, HOT_SPOT_OPENED]';
const QUERIES = {
  risk: `subscription ($after: String) { riskEvents(filter: {kinds: ${KINDS}}, after: $after) { ${ITEM} } }`,
  changed: `subscription ($after: String) { disputeChanged(filter: {regionCode: "320612"}, after: $after) { ${ITEM} } }`,
  unseen: `subscription ($after: String) { disputeChanged(code: "${UNSEEN_CODE}", after: $after) { ${ITEM} } }`,
  feeds: `subscription { feedStatus(feeds: [POLICE110, HOTLINE12345]) { ${FEED} } }`,
} as const;
type Asked = keyof typeof QUERIES;
/** Only who is granted no court cases has nothing to see of them; the others see the whole feed move (docs/access.md). */
const COURT_TOO = `subscription { feedStatus(feeds: [COURT, POLICE110]) { ${FEED} } }`;

interface Held {
  readonly name: string;
  readonly asked: Asked;
  readonly partner: string;
  readonly stream: HeldStream;
}

const gateways: StreamGateway[] = [];
afterAll(async () => {
  for (const gateway of gateways) await gateway.close();
});

async function servedBy(world: LiveWorld, options: StreamGatewayOptions = {}): Promise<StreamGateway> {
  const gateway = await streamGateway(world.store, {
    verifier: {
      onEnded: () => () => undefined,
      verify: (header) => {
        const partner = header?.replace('Bearer ', '') ?? '';
        const access = ACCESSES[partner];
        if (access === undefined)
          return Promise.reject(new HubError('HUB_UNAUTHENTICATED', 'there is no bearer token that holds'));
        const caller: Caller = {
          partner,
          actor: `${partner}@test`,
          purpose: 'STATISTICS',
          access,
          scopes: WORKING_SCOPES,
        };
        return Promise.resolve(caller);
      },
    },
    ...options,
  });
  gateways.push(gateway);
  return gateway;
}

/** Every stream of every partner over both transports, from now on or behind a cursor. */
async function holdAll(url: string, afters: ReadonlyMap<string, string> | null = null): Promise<Held[]> {
  const wanted = Object.keys(ACCESSES).flatMap((partner) =>
    [...(Object.keys(QUERIES) as Asked[]), ...(partner === 'hotline' ? ['court' as const] : [])].flatMap(
      (asked) => TRANSPORTS.map((transport) => ({ partner, asked, transport })),
    ),
  );
  const held = await Promise.all(
    wanted.map(async ({ partner, asked, transport }): Promise<Held[]> => {
      const name = `${partner} ${asked} ${transport}`;
      const after = afters?.get(name) ?? null;
      if (afters !== null && after === null) return [];
      const query = asked === 'court' ? COURT_TOO : QUERIES[asked];
      const stream = await hold(transport, { url, authorization: `Bearer ${partner}`, query, after });
      return [{ name, partner, asked: asked === 'court' ? 'feeds' : asked, stream }];
    }),
  );
  return held.flat();
}

/** Until every stream that tells of a step has told of it. */
async function untilAllTold(held: readonly Held[], { told, time }: Step): Promise<void> {
  const last = told.at(-1)?._id;
  const lastChange = told.findLast(({ kind }) => kind === 'DISPUTE_CHANGED')?._id;
  for (const { asked, partner, stream } of held) {
    if (asked === 'feeds' && time !== undefined) await untilTold(stream, time);
    if (partner === 'hotline') continue;
    if (asked === 'risk' && last !== undefined) await untilTold(stream, last);
    if (asked === 'changed' && lastChange !== undefined) await untilTold(stream, lastChange);
  }
}

const framesOf = (held: readonly Held[]): ReadonlyMap<string, readonly string[]> =>
  new Map(held.map(({ name, stream }) => [name, stream.frames.map(withoutCursors)]));
const closeAll = (held: readonly Held[]): Promise<unknown> =>
  Promise.all(held.map(({ stream }) => stream.close()));

interface Seen {
  /** By stream. */
  readonly open: ReadonlyMap<string, readonly string[]>;
  readonly resumed: ReadonlyMap<string, readonly string[]>;
  readonly refused: readonly string[];
  readonly cursors: readonly string[];
}

async function play(world: LiveWorld, isNoisy: boolean): Promise<Seen> {
  await world.begin(BEGINNING);
  const { url } = await servedBy(world);
  const noise = (): Promise<void> => (isNoisy ? makeNoise(world) : Promise.resolve());
  const held = await holdAll(url);
  // Feeds begin with how they stand, each by itself.
  for (const { asked, stream } of held)
    if (asked === 'feeds') await eventually(() => stream.frames.length === 2);
  for (const step of OPEN) {
    await noise();
    await untilAllTold(held, await step(world));
  }
  const open = framesOf(held);
  const cursors = held.flatMap(({ stream }) => cursorsIn(stream.frames));
  const afters = new Map(
    held.flatMap(({ name, stream }) => {
      const last = cursorsIn(stream.frames).at(-1);
      return last === undefined ? [] : [[name, last] as const];
    }),
  );
  await closeAll(held);

  let last: Step = { told: [] };
  for (const step of AWAY) {
    await noise();
    last = await step(world);
  }
  await noise();
  const again = await holdAll(url, afters);
  await untilAllTold(again, last);
  const resumed = framesOf(again);
  await closeAll(again);

  const foreign = afters.get('grid changed WebSocket') ?? '';
  const refused: string[] = [];
  for (const transport of TRANSPORTS) {
    for (const after of [foreign, 'nonsense']) {
      const asked = { url, authorization: 'Bearer grid', query: QUERIES.risk, after };
      const stream = await hold(transport, asked);
      await eventually(() => stream.frames.length > 0);
      refused.push(...stream.frames);
      await stream.close();
    }
  }
  return { open, resumed, refused, cursors };
}

let twins: readonly [LiveWorld, LiveWorld];
let alone: Seen;
let among: Seen;
beforeAll(async () => {
  twins = [new LiveWorld(await freshStore()), new LiveWorld(await freshStore())];
  [alone, among] = await Promise.all([play(twins[0], false), play(twins[1], true)]);
});

describe('streams over WebSocket and as event streams, with and without what is out of reach', () => {
  const names = Object.keys(ACCESSES).flatMap((partner) =>
    Object.keys(QUERIES).flatMap((asked) =>
      TRANSPORTS.map((transport) => `${partner} ${asked} ${transport}`),
    ),
  );
  test.each([...names, ...TRANSPORTS.map((transport) => `hotline court ${transport}`)])(
    '%s: the same frames in the same order',
    (name) => {
      expect(alone.open.get(name)?.length).toBeGreaterThan(0);
      expect(among.open.get(name)).toEqual(alone.open.get(name));
      expect(among.resumed.get(name)).toEqual(alone.resumed.get(name));
    },
  );

  test('what is in reach was told: live, and behind the last cursor', () => {
    const told = (seen: Seen['open'], name: string): number =>
      seen.get(name)?.filter((frame) => frame.includes('"event":{')).length ?? 0;
    for (const transport of TRANSPORTS) {
      for (const partner of ['grid', 'police']) {
        expect(told(alone.open, `${partner} risk ${transport}`)).toBe(7);
        expect(told(alone.open, `${partner} changed ${transport}`)).toBe(6);
        expect(told(alone.resumed, `${partner} risk ${transport}`)).toBe(4);
        expect(told(alone.resumed, `${partner} changed ${transport}`)).toBe(3);
      }
      // A view stands in an event: of the record of the police alone.
      expect(alone.open.get(`police risk ${transport}`)?.join('\n')).toMatch(
        /"mergedInto":\{"code":"[^"]+","title":"[^"]+","recordCount":1,/,
      );
      expect(alone.open.get(`grid risk ${transport}`)?.join('\n')).toContain('"mergedInto":null');
      expect(alone.open.get(`grid unseen ${transport}`)).toHaveLength(1);
      expect(alone.open.get(`hotline risk ${transport}`)?.join()).toContain('HUB_FIELD_NOT_GRANTED');
      expect(alone.open.get(`hotline feeds ${transport}`)?.at(-1)).toContain('2026-11-27T01:00:00.000Z');
    }
  });

  test('what is refused is refused in the same words', () => {
    expect(alone.refused.join()).toMatch(/HUB_CURSOR_FOREIGN.*HUB_CURSOR_INVALID/);
    expect(among.refused).toEqual(alone.refused);
  });

  test('all cursors are of one length', () => {
    for (const { cursors } of [alone, among]) {
      expect(new Set(cursors.map(({ length }) => length)).size).toBe(1);
    }
  });
});

describe('bookmarks', () => {
  const watch = async (url: string): Promise<readonly HeldStream[]> =>
    Promise.all(
      TRANSPORTS.map((transport) =>
        hold(transport, { url, authorization: 'Bearer grid', query: QUERIES.risk, after: null }),
      ),
    );
  const isMark = (frame: string): boolean => frame.includes('"bookmark":true');

  test('come when the clock says so, whatever happens to others in between, and no two are alike', async () => {
    const seen = await Promise.all(
      twins.map(async (live, twin) => {
        let now = 0;
        const { url } = await servedBy(live, {
          hub: { clock: () => now, bookmarkMs: 25_000, pollMs: 50 },
        });
        const streams = await watch(url);
        for (let at = 0; at < 3; at += 1) {
          if (twin === 1) await makeNoise(live);
          now += 25_000;
          for (const { frames } of streams) await eventually(() => frames.length === at + 2);
        }
        const told = (await oneMore(live, 50)).told[0]?._id ?? '?';
        for (const stream of streams) await untilTold(stream, told);
        for (const { frames } of streams) expect(new Set(cursorsIn(frames)).size).toBe(5);
        await Promise.all(streams.map((stream) => stream.close()));
        return streams.map(({ frames }) => frames.map(withoutCursors));
      }),
    );
    expect(seen[1]).toEqual(seen[0]);
    expect(seen[0]?.map((frames) => frames.map(isMark))).toEqual(
      TRANSPORTS.map(() => [true, true, true, true, false]),
    );
  });

  test('do not come because something was kept for others, however long the last one is ago', async () => {
    const [, live] = twins;
    let now = 0;
    // The hub's clock stands still: all that wakes a stream is what is kept.
    const { url, hub } = await servedBy(live, {
      hub: { clock: () => now, bookmarkMs: 25_000, pollMs: 600_000 },
    });
    const streams = await watch(url);
    now = 1_000_000;
    const before = hub.tail.ring.end;
    await makeNoise(live);
    await eventually(() => hub.tail.ring.end >= before + 10);
    const told = (await oneMore(live, 51)).told[0]?._id ?? '?';
    for (const stream of streams) await untilTold(stream, told);
    for (const { frames } of streams) expect(frames.map(isMark)).toEqual([true, false]);
    await Promise.all(streams.map((stream) => stream.close()));
  });
});
