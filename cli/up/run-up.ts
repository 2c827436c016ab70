import { localProviderRefusal } from '../../gateway/access/identity/local-mode.ts';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { ensureKeys, signToken, tellLocalIssuerUrl } from '../../gateway/access/identity/local-issuer.ts';
import type { Report } from '../../docker/local/report.ts';
import type { Settings } from '../../runtime/settings.ts';
import type { Home } from '../home/home.ts';
import { readState } from '../home/state.ts';
import { releaseLock, takeLock } from '../home/up-lock.ts';
import { alreadyRunning } from './already-running.ts';
import { banner } from './banner.ts';
import { checkPorts } from './check-ports.ts';
import { Hub } from './hub.ts';
import { endLeftovers } from './leftovers.ts';
import { prepareHome } from './prepare-home.ts';
import { rotateLogs } from './rotate-logs.ts';
import { curlCommand, disputeQuery, FEEDS_QUERY, findSampleDispute } from './sample-query.ts';

const DISPUTE_WITHIN_MS = 60_000;
/** From the first dispute of two agencies on: a city's history is read in less. */
const ALL_AGENCIES_WITHIN_MS = 20_000;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface UpOptions {
  readonly home: Home;
  readonly settings: Settings;
  readonly withCity: boolean;
  readonly report: Report;
}

/**
 * Runs the hub until a signal ends it: the first one stops everything in order, a second one at once.
 * @returns the exit code.
 * @throws HubError when something is missing or will not start; everything started has been stopped by then.
 */
export async function runUp(options: UpOptions): Promise<number> {
  const { home, settings, withCity, report } = options;
  const owner = takeLock(home.lockFile);
  if (owner !== undefined) throw alreadyRunning(home, readState(home.stateFile), owner.pid);
  try {
    await endLeftovers(readState(home.stateFile), report);
    refuseTls(settings);
    await checkPorts(settings, withCity);
    prepareHome(home, settings, withCity);
    await ensureKeys(home.dir);
    await tellLocalIssuerUrl(home.dir, `http://${settings.host}:${settings.identityPort}`);
    rotateLogs(home.logsDir);
    return await superviseUntilSignal(options);
  } finally {
    releaseLock(home.lockFile);
  }
}

/** `up` asks its gateway over the loopback, without TLS. */
function refuseTls({ tls }: Settings): void {
  if (tls === null) return;
  throw new HubError(
    'HUB_CONFIG_INVALID',
    'TRIBUTARY_TLS_KEY_FILE is set, but up runs a hub for one machine over plain HTTP; unset it, or start the gateway as docs/deploy.md says',
    { field: 'TRIBUTARY_TLS_KEY_FILE' },
  );
}

async function superviseUntilSignal(options: UpOptions): Promise<number> {
  const hub = new Hub(options);
  let signalled: NodeJS.Signals | undefined;
  const stopRequested = new Promise<void>((resolve) => {
    for (const signal of SIGNALS) {
      process.on(signal, () => {
        if (signalled !== undefined) {
          hub.kill();
          process.exit(130);
        }
        signalled = signal;
        options.report(`stopping (${signal}); once more to stop at once`);
        resolve();
      });
    }
  });
  const isStopping = (): boolean => signalled !== undefined;
  try {
    const used = hub.start().then(() => (isStopping() ? undefined : announce(hub, options, isStopping)));
    // After a signal its failure is no news: what it waited for is being stopped.
    used.catch(() => undefined);
    await Promise.race([used, stopRequested]);
    await stopRequested;
  } finally {
    await hub.stop();
  }
  options.report('stopped');
  return signalled === 'SIGINT' ? 130 : 0;
}

/** Prints where everything is, with a question that has an answer, and tells `status` and `up --detach`. */
async function announce(hub: Hub, options: UpOptions, isStopping: () => boolean): Promise<void> {
  const { home, settings, withCity, report } = options;
  // Tokens of the home hold only where no other issuers are named.
  const ownTokens = settings.issuersFile === null;
  const token = ownTokens ? await signToken(home.dir, 'hotline') : '$TOKEN';
  const gatewayUrl = `http://${settings.host}:${settings.gatewayPort}`;
  const searches = withCity && ownTokens;
  if (searches) report('waiting for a dispute that several agencies report');
  const sample = searches
    ? await findSampleDispute(gatewayUrl, token, {
        withinMs: DISPUTE_WITHIN_MS,
        patienceMs: ALL_AGENCIES_WITHIN_MS,
        isStopping,
      })
    : undefined;
  if (isStopping()) return;
  if (searches && sample === undefined) {
    report(`no such dispute within ${DISPUTE_WITHIN_MS / 1_000} s; ./tributary status shows what flows`);
  }
  const curl = curlCommand(gatewayUrl, token, sample === undefined ? FEEDS_QUERY : disputeQuery(sample.code));
  const signIn =
    localProviderRefusal(settings) === null ? `http://${settings.host}:${settings.identityPort}` : null;
  report(banner({ settings, home, withCity, signIn, curl, sample: sample ?? null }));
  hub.announceReady();
}
