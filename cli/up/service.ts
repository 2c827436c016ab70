import { describeExit } from '../../docker/local/local-server.ts';
import type { Exit } from '../../docker/local/guarded-child.ts';
import { tailOf } from '../../docker/local/log-tail.ts';
import type { Report } from '../../docker/local/report.ts';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { startTimeOf } from '../home/process-identity.ts';
import type { ProcessRecord, ProcessState } from '../home/state.ts';
import { backoffMs } from './backoff.ts';

/** One run of a program. */
export interface Launched {
  readonly pid: number;
  readonly exited: Promise<Exit>;
  /** Ends it in an orderly way within a bounded time; resolves once it is gone. */
  stop(): Promise<void>;
  kill(): void;
}

export interface ServiceSpec {
  readonly role: string;
  /** As a person calls it. */
  readonly title: string;
  readonly logFile: string;
  readonly readyWithinMs: number;
  /** Roles that must be ready before it is started for the first time; those that are not run here count as ready. */
  readonly after: readonly string[];
  /** Where it answers, once it was launched. */
  address(): string;
  launch(): Promise<Launched>;
  /** Null when it can work, else what it waits for. */
  waitsFor(): Promise<string | null>;
}

/** EX_CONFIG: what the operator must mend; starting it again changes nothing. */
const EXIT_CONFIG = 78;
const TRIES_AT_START = 3;
const POLL_MS = 50;
const TELL_AFTER_MS = 5_000;

/** A program that `up` keeps running: started, watched, and started again with backoff when it ends by itself. */
export class Service {
  readonly spec: ServiceSpec;
  readonly #report: Report;
  readonly #changed: () => void;
  #state: ProcessState = 'starting';
  #launched: Launched | undefined;
  #startedAt: Date | undefined;
  #restarts = 0;
  #stopping = false;
  #wake: (() => void) | undefined;
  #starting: Promise<void> = Promise.resolve();
  #watching: Promise<void> = Promise.resolve();

  /** `changed` is called after every change that `record()` shows. */
  constructor(spec: ServiceSpec, report: Report, changed: () => void) {
    this.spec = spec;
    this.#report = report;
    this.#changed = changed;
  }

  record(): ProcessRecord {
    const pid = this.#launched?.pid ?? null;
    return {
      role: this.spec.role,
      state: this.#state,
      pid,
      startTime: pid === null ? null : (startTimeOf(pid) ?? null),
      startedAt: this.#startedAt?.toISOString() ?? null,
      restarts: this.#restarts,
      address: this.spec.address(),
      logFile: this.spec.logFile,
    };
  }

  /**
   * Resolves once it is ready; from then on it is kept running.
   * @throws HubError HUB_PART_MISSING or HUB_CONFIG_INVALID with the end of its log when it will not become ready.
   */
  start(): Promise<void> {
    this.#starting = this.#start();
    return this.#starting;
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#wake?.();
    await this.#launched?.stop();
    // What was being launched meanwhile ends itself when it sees that we stop.
    await Promise.allSettled([this.#starting, this.#watching]);
    this.#launched = undefined;
    this.#enter('stopped');
  }

  /** SIGKILL for what runs now. */
  kill(): void {
    this.#stopping = true;
    this.#wake?.();
    this.#launched?.kill();
  }

  async #start(): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      const exit = await this.#launchUntilReady();
      if (this.#stopping) return;
      if (exit === undefined) break;
      if (exit.code === EXIT_CONFIG || tries === TRIES_AT_START) throw this.#endedAtStart(exit);
      this.#report(`${this.spec.title} ended at start (${describeExit(exit)}); trying again`);
    }
    this.#watching = this.#keepRunning();
  }

  /** @returns undefined once it is ready, or how it ended before. */
  async #launchUntilReady(): Promise<Exit | undefined> {
    this.#launched = undefined;
    this.#enter(this.#restarts === 0 ? 'starting' : 'restarting');
    const launched = await this.spec.launch();
    this.#launched = launched;
    this.#startedAt = new Date();
    this.#enter(this.#state);
    let exit: Exit | undefined;
    void launched.exited.then((how) => {
      exit = how;
    });
    const startedMs = Date.now();
    let tellAt = startedMs + TELL_AFTER_MS;
    for (;;) {
      if (this.#stopping) {
        await launched.stop();
        return undefined;
      }
      const waitsFor = await this.spec.waitsFor();
      if (exit !== undefined) return exit;
      if (waitsFor === null) break;
      const now = Date.now();
      if (now > tellAt) {
        this.#report(`${this.spec.title} waits: ${waitsFor}`);
        tellAt = now + TELL_AFTER_MS;
      }
      if (now - startedMs > this.spec.readyWithinMs) {
        if (this.#restarts > 0) break;
        throw this.#notReady(waitsFor);
      }
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    this.#enter('ready');
    return undefined;
  }

  async #keepRunning(): Promise<void> {
    let failures = 0;
    for (;;) {
      const launched = this.#launched;
      const exit = await launched?.exited;
      if (this.#stopping) return;
      const ranMs = Date.now() - (this.#startedAt?.getTime() ?? 0);
      failures = ranMs > 60_000 ? 1 : failures + 1;
      if (exit?.code === EXIT_CONFIG) {
        this.#enter('failed');
        this.#report(`${this.spec.title} cannot work with its settings and stays down:\n${this.#tail()}`);
        return;
      }
      const waitMs = backoffMs(failures);
      const how = exit === undefined ? 'could not be started' : `ended (${describeExit(exit)})`;
      this.#restarts += 1;
      this.#enter('restarting');
      this.#report(
        `${this.spec.title} ${how}; starting it again in ${waitMs / 1_000} s (${this.spec.logFile})`,
      );
      await this.#sleep(waitMs);
      if (this.#isStopping()) return;
      await this.#relaunch();
    }
  }

  async #relaunch(): Promise<void> {
    try {
      const exit = await this.#launchUntilReady();
      if (exit === undefined && !this.#stopping) this.#report(`${this.spec.title} is ready again`);
    } catch (error) {
      this.#launched = undefined;
      this.#report(`${this.spec.title}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  #isStopping(): boolean {
    return this.#stopping;
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #enter(state: ProcessState): void {
    this.#state = state;
    this.#changed();
  }

  #tail(): string {
    return tailOf(this.spec.logFile);
  }

  #endedAtStart(exit: Exit): HubError {
    this.#enter('failed');
    return new HubError(
      exit.code === EXIT_CONFIG ? 'HUB_CONFIG_INVALID' : 'HUB_PART_MISSING',
      `${this.spec.title} ended before it was ready (${describeExit(exit)}). The end of ${this.spec.logFile}:\n${this.#tail()}`,
    );
  }

  #notReady(waitsFor: string): HubError {
    this.#enter('failed');
    return new HubError(
      'HUB_PART_MISSING',
      `${this.spec.title} was not ready within ${this.spec.readyWithinMs / 1_000} s; it waits: ${waitsFor}. ` +
        `The end of ${this.spec.logFile}:\n${this.#tail()}`,
    );
  }
}
