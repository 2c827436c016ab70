import { afterEach, expect, test } from 'vitest';
import { listenForPushes, type Answer, type ListeningIntake, type Received } from '../../testing/intake.ts';
import { storyOf } from '../../testing/story.ts';
import { eventIdOf, type PoliceVersion } from './events.ts';
import { PolicePusher, type RefusedEvent } from './pusher.ts';

const SECRET = Buffer.from('0123456789abcdef0123456789abcdef');
const VERSIONS = storyOf({ seed: 'push', records: 300, days: 7, start: 1_793_000_000_000 }).versions.filter(
  (version): version is PoliceVersion => version.agency === 'police110',
);
const opened: ListeningIntake[] = [];

afterEach(async () => {
  for (const intake of opened.splice(0)) await intake.close();
});

async function pushTo(
  answer: (received: Received, attempt: number) => Answer | Promise<Answer>,
  secret = SECRET,
) {
  const intake = await listenForPushes(SECRET, answer);
  opened.push(intake);
  const refused: RefusedEvent[] = [];
  const warnings: string[] = [];
  const errors: string[] = [];
  const counts: number[] = [];
  const pusher = new PolicePusher({
    url: intake.url,
    secret: () => Promise.resolve(secret),
    now: Date.now,
    onDelivered: (count) => {
      counts.push(count);
      return Promise.resolve();
    },
    onRefused: (one) => {
      refused.push(one);
      return Promise.resolve();
    },
    log: {
      warn: (_fields, message) => {
        warnings.push(message);
      },
      error: (_fields, message) => {
        errors.push(message);
      },
    },
    retryMs: 5,
    retryMostMs: 20,
  });
  const delivered = (): number => counts.reduce((sum, count) => sum + count, 0);
  return { intake, pusher, refused, warnings, errors, delivered };
}

const idsOf = (intake: ListeningIntake): string[] =>
  intake.taken.flatMap(({ events }) => events.map(({ id }) => id));

/** Events of each incident, in the order in which they were taken or sent. */
function byIncident(ids: readonly string[]): Record<string, string[]> {
  const incidents: Record<string, string[]> = {};
  for (const id of ids) (incidents[id.split('-')[0] ?? ''] ??= []).push(id);
  return incidents;
}

test('every version arrives, those of an incident in order, signed, as batch, structured and binary events', async () => {
  const { intake, pusher, delivered } = await pushTo(() => ({ status: 202 }));
  const never = new AbortController().signal;
  expect(await pusher.push(VERSIONS.slice(0, 100), never)).toBe(true);
  expect(await pusher.push(VERSIONS.slice(100, 106), never)).toBe(true);
  const sent = VERSIONS.slice(0, 106);
  expect(byIncident(idsOf(intake))).toEqual(byIncident(sent.map(eventIdOf)));
  expect(Object.values(byIncident(idsOf(intake))).some((ids) => ids.length > 1)).toBe(true);
  expect(delivered()).toBe(106);
  expect(new Set(intake.taken.map(({ contentType }) => contentType))).toEqual(
    new Set(['application/cloudevents-batch+json', 'application/cloudevents+json', 'application/json']),
  );
  const bodies = new Map(sent.map((version) => [eventIdOf(version), version]));
  for (const { id, subject, data } of intake.taken.flatMap(({ events }) => events)) {
    expect(subject).toBe(bodies.get(id)?.sourceId);
    expect(JSON.parse(data)).toEqual(bodies.get(id)?.body);
  }
});

test('several posts are under way at once, and of one incident only one, also when the hub sends some away', async () => {
  const open = new Map<string, number>();
  const clashes: string[] = [];
  let most = 0;
  const { intake, pusher } = await pushTo(async (received, attempt) => {
    const incidents = new Set(received.events.map(({ subject }) => subject ?? ''));
    for (const incident of incidents) {
      if (open.has(incident)) clashes.push(incident);
      open.set(incident, attempt);
    }
    most = Math.max(most, new Set(open.values()).size);
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    for (const incident of incidents) open.delete(incident);
    return attempt % 3 === 0 ? { status: 503, headers: { 'retry-after': '0' } } : { status: 202 };
  });
  expect(await pusher.push(VERSIONS, new AbortController().signal)).toBe(true);
  expect(byIncident(idsOf(intake))).toEqual(byIncident(VERSIONS.map(eventIdOf)));
  expect(clashes).toEqual([]);
  expect(most).toBeGreaterThan(1);
});

test('what was taken behind a gap does not count as delivered when it stops', async () => {
  const stopping = new AbortController();
  const stuck = VERSIONS[3]?.sourceId;
  const { intake, pusher, delivered } = await pushTo((received) =>
    received.events.some(({ subject }) => subject === stuck) ? { status: 503 } : { status: 202 },
  );
  const some = VERSIONS.slice(0, 7);
  const pushing = pusher.push(some, stopping.signal);
  const others = some.filter(({ sourceId }) => sourceId !== stuck);
  await expect.poll(() => intake.taken.length).toBeGreaterThan(1);
  stopping.abort();
  expect(await pushing).toBe(false);
  expect(delivered()).toBeLessThanOrEqual(some.findIndex(({ sourceId }) => sourceId === stuck));
  expect(intake.taken.length).toBeLessThanOrEqual(others.length);
});

test('503 with Retry-After is waited out and the same post comes again under the same key', async () => {
  const keys: string[] = [];
  const times: number[] = [];
  const { intake, pusher, delivered } = await pushTo((received, attempt) => {
    keys.push(received.idempotencyKey);
    times.push(performance.now());
    return attempt <= 2 ? { status: 503, headers: { 'retry-after': '1' } } : { status: 202 };
  });
  const [one] = VERSIONS;
  if (one === undefined) throw new Error('the story has no police');
  expect(await pusher.push([one], new AbortController().signal)).toBe(true);
  expect(new Set(keys).size).toBe(1);
  expect(times[1]).toBeGreaterThan((times[0] ?? 0) + 950);
  expect(idsOf(intake)).toEqual([eventIdOf(one)]);
  expect(delivered()).toBe(1);
});

test('an intake that is down is tried until it is there; nothing is dropped', async () => {
  const probe = await listenForPushes(SECRET, () => ({ status: 202 }));
  await probe.close();
  const { pusher, intake, delivered } = await pushTo(() => ({ status: 202 }));
  await intake.close();
  const pushing = pusher.push(VERSIONS.slice(0, 20), new AbortController().signal);
  const back = await listenForPushes(SECRET, () => ({ status: 202 }), intake.port);
  opened.push(back);
  expect(await pushing).toBe(true);
  expect(byIncident(idsOf(back))).toEqual(byIncident(VERSIONS.slice(0, 20).map(eventIdOf)));
  expect(delivered()).toBe(20);
});

test('an event that is refused for what it says is put aside with the answer, the rest of its batch goes on', async () => {
  const bad = VERSIONS[5]?.sourceId;
  const { intake, pusher, refused, errors, delivered } = await pushTo((received) =>
    received.events.some(({ subject }) => subject === bad)
      ? { status: 422, body: { code: 'HUB_RECORD_INVALID' } }
      : { status: 202 },
  );
  const some = VERSIONS.slice(0, 60);
  expect(await pusher.push(some, new AbortController().signal)).toBe(true);
  const good = some.filter(({ sourceId }) => sourceId !== bad);
  expect(byIncident(idsOf(intake))).toEqual(byIncident(good.map(eventIdOf)));
  expect(errors.length).toBe(refused.length);
  expect(refused.length).toBe(some.length - good.length);
  expect(refused[0]?.sourceId).toBe(bad);
  expect(refused[0]?.answer).toContain('HUB_RECORD_INVALID');
  expect(delivered()).toBe(some.length);
});

test('refusals inside an accepted batch are put aside too', async () => {
  const batches: (string | null)[][] = [];
  const { pusher, refused } = await pushTo((received) => {
    if (received.events.length > 1) batches.push(received.events.map(({ subject }) => subject));
    return received.events.length > 1
      ? { status: 202, body: { accepted: [], refused: [{ index: 3, id: 'x', code: 'HUB_RECORD_INVALID' }] } }
      : { status: 202 };
  });
  await pusher.push(VERSIONS.slice(0, 60), new AbortController().signal);
  expect(batches.length).toBeGreaterThan(0);
  expect(refused.map(({ sourceId }) => sourceId).sort()).toEqual(batches.map((batch) => batch[3]).sort());
  expect(refused[0]).toMatchObject({ status: 202 });
});

test('a wrong secret is tried again, since somebody can mend it, and stopping ends the wait', async () => {
  const stopping = new AbortController();
  const { pusher, intake, warnings, delivered } = await pushTo(
    () => ({ status: 202 }),
    Buffer.from('ffffffffffffffffffffffffffffffff'),
  );
  const pushing = pusher.push(VERSIONS.slice(0, 1), stopping.signal);
  await expect.poll(() => warnings.length).toBeGreaterThan(2);
  stopping.abort();
  expect(await pushing).toBe(false);
  expect(intake.taken).toEqual([]);
  expect(delivered()).toBe(0);
});
