import { HubError } from '../../../../schema/canonical/hub-error.ts';
import { runProcess } from '../../../../runtime/run-process.ts';
import { localProviderRefusal } from '../local-mode.ts';
import { startLocalProvider } from './server.ts';

/** The sign-in of a hub on one machine: an OpenID Connect provider with sample people and no passwords. Anywhere else it does not start. */
await runProcess('identity', async (settings, log) => {
  const refusal = localProviderRefusal(settings);
  if (refusal !== null) {
    throw new HubError(
      'HUB_CONFIG_INVALID',
      `the local sign-in asks for no password, so it is for one machine alone, and ${refusal}; use an issuer of your own (docs/access.md)`,
    );
  }
  const { host, home, gatewayPort, identityPort } = settings;
  const running = await startLocalProvider({ home, host, port: identityPort, gatewayPort });
  log.info({ issuer: running.issuer }, 'the local sign-in listens');
  return running;
});
