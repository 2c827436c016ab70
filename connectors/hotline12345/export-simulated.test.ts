import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { eventually } from '../../test/harness/eventually.ts';
import { DailyExports } from '../simulator/agencies/hotline12345/daily-exports.ts';
import { HotlineSystem } from '../simulator/agencies/hotline12345/system.ts';
import { FaultLedger, readFaults, type FaultEntry } from '../simulator/faults/fault-ledger.ts';
import { FaultPlan } from '../simulator/faults/fault-plan.ts';
import { HotlineDesk } from '../simulator/living/hotline-desk.ts';
import { runHotlineExports } from '../simulator/living/run-hotline-exports.ts';
import { openPosition, type Position } from '../simulator/living/state.ts';
import { Random } from '../simulator/noise/random.ts';
import { ofAgency, storyOf } from '../simulator/testing/story.ts';
import { DAY_MS, HOUR_MS } from '../simulator/writing/time.ts';
import { testContext, type TestContext } from '../kit/testing/test-context.ts';
import { hotlineExport } from './export.ts';
import { hotlineDraft } from './mapping.ts';

const DAYS = 3;
const START_MS = Date.parse('2026-11-02T00:00:00+08:00');
/** An export goes out at 2:00 of the night after its day. */
const NIGHTS = Array.from({ length: DAYS }, (_, index) => START_MS + (index + 1) * DAY_MS + 2 * HOUR_MS);

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'hotline-city-'));
  mkdirSync(join(home, 'drop'));
});
afterEach(() => {
  rmSync(home, { recursive: true });
});

/** A city's hotline with its exports, and a hub that takes both in. */
class Scene {
  readonly hub: TestContext;
  readonly #stop = new AbortController();
  readonly #system = new HotlineSystem();
  readonly #random: Random;
  readonly #position: Position;
  readonly #sent = new Set<string>();
  readonly #desk: HotlineDesk;
  readonly #exporting: Promise<void>;
  /** Of the steps in which the hub sends or saves, one in so many kills its connector. */
  readonly #deathEvery: number;

  private constructor(seed: string, deathEvery: number, ledger: FaultLedger, position: Position) {
    this.#random = new Random(`${seed}/deaths`);
    this.#deathEvery = deathEvery;
    this.#position = position;
    this.hub = testContext({ root: home, toDraft: hotlineDraft });
    const plan = new FaultPlan(seed, 0.02);
    this.#desk = new HotlineDesk(this.#system, new DailyExports(seed, START_MS + 3 * HOUR_MS), plan);
    const { signal } = this.#stop;
    const log = { warn: () => undefined, error: () => undefined };
    const trouble = (_what: string, why: string | null): void => {
      if (why !== null) throw new Error(why);
    };
    const handedOver = (): void => undefined;
    this.#exporting = runHotlineExports(
      { folder: home, now: () => this.hub.nowMs, signal, handedOver, trouble, faults: { plan, ledger }, log },
      position,
      { desk: this.#desk, folder: join(home, 'drop'), seed, share: 0.02, mayBegin: () => true },
    );
  }

  static async begin(seed: string, deathEvery: number): Promise<Scene> {
    const ledger = await FaultLedger.open(join(home, 'faults.jsonl'));
    return new Scene(seed, deathEvery, ledger, await openPosition(join(home, 'position.json')));
  }

  /** The interface's poller brings tickets, as long as the export's connector sleeps. */
  async poll(versions: ReturnType<typeof ofAgency<'hotline12345'>>): Promise<void> {
    for (const { body, visibleMs } of versions) {
      this.hub.nowMs = Math.max(this.hub.nowMs, visibleMs);
      this.#desk.clockReached(visibleMs);
      this.#desk.take(body);
    }
    const { tickets } = this.#system.page(0, null, 100_000);
    const fresh = tickets.filter(({ ticketNo, updatedAt, createdAt }) => {
      const version = `${ticketNo} ${updatedAt}`;
      // A spoilt ticket has no time, and is a dead letter of the poller's.
      if (this.#sent.has(version) || !createdAt.startsWith('20')) return false;
      this.#sent.add(version);
      return true;
    });
    await this.hub.emit(
      fresh.map((ticket) => ({
        feed: 'hotline12345',
        sourceId: ticket.ticketNo,
        sourceTime: ticket.updatedAt,
        receivedAt: new Date(this.hub.nowMs).toISOString(),
        contentType: 'application/json',
        bytes: Buffer.from(JSON.stringify(ticket)),
        eventId: 'e',
        eventSource: 'urn:hotline12345',
        eventType: 'test',
        connector: 'rest',
        profile: null,
      })),
    );
  }

  /** Until the night's export lies in the folder. */
  async night(nightMs: number): Promise<void> {
    this.hub.nowMs = Math.max(this.hub.nowMs, nightMs + 1_000);
    this.#desk.clockReached(nightMs);
    const day = Math.floor((nightMs + 8 * HOUR_MS) / DAY_MS) - 1;
    await eventually(() => this.#position.delivered >= day);
  }

  /** Takes all files in, dying again and again on the way. */
  async reconcile(): Promise<void> {
    const folder = join(home, 'drop');
    const left = (): number =>
      [folder, join(folder, 'working')]
        .filter((path) => existsSync(path))
        .flatMap((path) => readdirSync(path))
        .filter((name) => name.endsWith('.csv')).length;
    const { cursor } = this.hub;
    const context = {
      ...this.hub,
      emit: this.#mortal((records: Parameters<TestContext['emit']>[0]) => this.hub.emit(records)),
      cursor: { ...cursor, save: this.#mortal((value: unknown) => cursor.save(value)) },
    };
    const config = hotlineExport.configSchema.parse({ folder: 'drop', 'poll.interval.ms': 100 });
    while (left() > 0) {
      const stop = new AbortController();
      const running = hotlineExport.open(config, context).run(stop.signal);
      const death = running.then(
        () => true,
        () => true,
      );
      await Promise.race([death, eventually(() => left() === 0)]);
      stop.abort();
      await death;
    }
    await this.hub.known.settled();
  }

  async end(): Promise<readonly FaultEntry[]> {
    this.#stop.abort();
    await this.#exporting;
    const entries: FaultEntry[] = [];
    for await (const entry of readFaults(join(home, 'faults.jsonl'))) entries.push(entry);
    return entries;
  }

  #mortal<Given>(work: (given: Given) => Promise<void>): (given: Given) => Promise<void> {
    return async (given) => {
      const [before, after] = [this.#dies(), this.#dies()];
      if (before) throw new HubError('HUB_BROKER_UNAVAILABLE', 'dies here');
      await work(given);
      if (after) throw new HubError('HUB_BROKER_UNAVAILABLE', 'dies here');
    };
  }

  #dies(): boolean {
    return this.#deathEvery > 0 && this.#random.chance(1 / this.#deathEvery);
  }
}

const WAYS = [
  ['each night, after what the interface had brought', 'live', 0],
  ['all at once, after the whole history', 'history', 0],
  ['each night, dying at every third step', 'live', 6],
  ['all at once, dying at every third step', 'history', 6],
] as const;

it.each(WAYS.flatMap((way) => ['a', 'b'].map((seed) => [...way, seed] as const)))(
  'a city’s exports with faults withdraw exactly what was deleted: %s (%s, %i), seed %s',
  async (_what, way, deathEvery, seed) => {
    const { versions } = storyOf({ seed, records: 1_200, days: DAYS, start: START_MS });
    const lastMs = NIGHTS.at(-1) ?? 0;
    const tickets = ofAgency(versions, 'hotline12345').filter(({ visibleMs }) => visibleMs < lastMs);
    const scene = await Scene.begin(seed, deathEvery);
    if (way === 'live') {
      let fromMs = 0;
      for (const nightMs of NIGHTS) {
        await scene.poll(tickets.filter(({ visibleMs }) => visibleMs >= fromMs && visibleMs < nightMs));
        await scene.night(nightMs);
        await scene.reconcile();
        fromMs = nightMs;
      }
    } else {
      await scene.poll(tickets);
      for (const nightMs of NIGHTS) await scene.night(nightMs);
      await scene.reconcile();
    }
    await scene.hub.known.settled();
    const ledger = await scene.end();

    const deleted = ledger
      .filter(({ expect: expected }) => expected === 'WITHDRAWN')
      .map(({ sourceId }) => sourceId);
    expect(deleted.length).toBeGreaterThan(3);
    expect(scene.hub.known.flagged('GONE_FROM_EXPORT')).toEqual([...deleted].sort());
    expect(scene.hub.known.flagged('BACK_IN_EXPORT')).toEqual([]);
    // Beside them nothing is withdrawn but what the hotline took back itself, and nothing is in an older state than the city has it in.
    const last = new Map(tickets.map(({ body }) => [body.ticketNo, body]));
    for (const [number, body] of last) {
      if (deleted.includes(number)) continue;
      const known = scene.hub.known.current(number);
      expect(known?.state, number).toBe(body.stage === '撤回' ? 'WITHDRAWN' : 'ACTIVE');
      expect(Date.parse(known?.sourceTime ?? ''), number).toBeGreaterThanOrEqual(Date.parse(body.updatedAt));
    }
    const letters = new Set(scene.hub.letters.map(({ origin }) => `${origin.topic}:${origin.offset}`));
    const refused = ledger.filter(
      ({ channel, expect: expected }) =>
        channel === 'hotline12345.export' && (expected === 'DEAD_LETTER' || expected === 'FILE_REFUSED'),
    );
    expect(letters.size).toBe(refused.length);
    const done = readdirSync(join(home, 'drop', 'done')).filter((name) =>
      name.endsWith('020000.csv.report.json'),
    );
    expect(done).toHaveLength(NIGHTS.length);
    for (const name of done) {
      expect(JSON.parse(readFileSync(join(home, 'drop', 'done', name), 'utf8'))).toMatchObject({
        guard: null,
        new: 0,
      });
    }
  },
  60_000,
);
