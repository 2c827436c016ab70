import type { Report } from '../../docker/local/report.ts';
import type { Settings } from '../../runtime/settings.ts';
import type { Home } from '../home/home.ts';
import { identityOf } from '../home/process-identity.ts';
import { removeState, writeState, type RunState } from '../home/state.ts';
import { ensurePages } from './built-pages.ts';
import { Service, type ServiceSpec } from './service.ts';
import { localServers, ourProcesses } from './services.ts';
import type { ServerAddresses } from './child-environment.ts';

export interface HubOptions {
  readonly home: Home;
  readonly settings: Settings;
  readonly withCity: boolean;
  readonly report: Report;
}

/** Everything that `up` starts in one home: started by need, stopped in order. */
export class Hub {
  readonly #options: HubOptions;
  readonly #startedAt = new Date();
  readonly #addresses: ServerAddresses;
  #servers: readonly Service[] = [];
  #processes: readonly Service[] = [];
  #phase: RunState['phase'] = 'starting';

  constructor(options: HubOptions) {
    this.#options = options;
    const { kafkaBrokers, mongodbUri } = options.settings;
    this.#addresses = { kafkaBrokers, mongodbUri };
  }

  /**
   * Starts everything, each as soon as what it needs is ready; resolves once all of it works.
   * @throws HubError for the first that will not; what has been started still runs until `stop`.
   */
  async start(): Promise<void> {
    const { home, settings, withCity, report } = this.#options;
    const pages = ensurePages(report);
    const servers = await localServers(this.#options, this.#addresses);
    if (this.#isStopping()) return;
    this.#servers = servers.map((spec) => this.#service(spec));
    this.#processes = ourProcesses(home, settings, this.#addresses, withCity).map((spec) =>
      this.#service(spec),
    );
    const began = Date.now();
    const ready = new Map<string, Promise<void>>();
    for (const service of [...this.#servers, ...this.#processes]) {
      const needed = service.spec.after.map((role) => ready.get(role));
      const started = Promise.all([...needed, pages]).then(() => this.#startOne(service, began));
      // The first failure is thrown below; those that it drags along say nothing new.
      started.catch(() => undefined);
      ready.set(service.spec.role, started);
    }
    await Promise.all(ready.values());
  }

  /** Tells `status` and a waiting `up --detach` that the hub can be used. */
  announceReady(): void {
    this.#phase = 'ready';
    this.#save();
  }

  /** Ends everything in order: gateway, worker, pipeline and simulator, then the broker, then MongoDB. */
  async stop(): Promise<void> {
    this.#phase = 'stopping';
    this.#save();
    for (const service of this.#processes) await service.stop();
    for (const service of this.#servers.toReversed()) await service.stop();
    removeState(this.#options.home.stateFile);
  }

  /** SIGKILL for everything, at once. */
  kill(): void {
    this.#phase = 'stopping';
    for (const service of [...this.#processes, ...this.#servers]) service.kill();
    removeState(this.#options.home.stateFile);
  }

  #service(spec: ServiceSpec): Service {
    return new Service(spec, this.#options.report, () => {
      this.#save();
    });
  }

  async #startOne(service: Service, began: number): Promise<void> {
    if (this.#isStopping()) return;
    await service.start();
    if (this.#isStopping()) return;
    const seconds = ((Date.now() - began) / 1_000).toFixed(1);
    const { spec } = service;
    this.#options.report(`${spec.title.padEnd(20)} ready  ${spec.address()}  (${seconds} s)`);
  }

  #isStopping(): boolean {
    return this.#phase === 'stopping';
  }

  #save(): void {
    const { home, settings, withCity } = this.#options;
    writeState(home.stateFile, {
      version: 1,
      pid: process.pid,
      startTime: identityOf(process.pid)?.startTime ?? '',
      startedAt: this.#startedAt.toISOString(),
      phase: this.#phase,
      withCity,
      gatewayUrl: `http://${settings.host}:${settings.gatewayPort}`,
      kafkaBrokers: [...this.#addresses.kafkaBrokers],
      mongodbUri: this.#addresses.mongodbUri,
      topicPrefix: settings.topicPrefix,
      processes: [...this.#servers, ...this.#processes].map((service) => service.record()),
    });
  }
}
