import { isPortFree } from '../../docker/local/ports.ts';
import { localProviderRefusal } from '../../gateway/access/identity/local-mode.ts';
import type { Settings } from '../../runtime/settings.ts';
import { HubError } from '../../schema/canonical/hub-error.ts';

/** @throws HubError HUB_CONFIG_INVALID naming the ports that another program has taken and the variable that moves them. */
export async function checkPorts(settings: Settings, withCity: boolean): Promise<void> {
  const wanted = [
    ['the gateway', 'TRIBUTARY_PORT', settings.gatewayPort],
    ['the connector worker', 'TRIBUTARY_INTAKE_PORT', settings.intakePort],
    ['the pipeline', 'TRIBUTARY_PIPELINE_PORT', settings.pipelinePort],
    ...(localProviderRefusal(settings) === null
      ? [['the sign-in', 'TRIBUTARY_IDENTITY_PORT', settings.identityPort] as const]
      : []),
    ...(withCity
      ? [
          ['the simulated city', 'TRIBUTARY_SIMULATOR_PORT', settings.simulatorPort] as const,
          [
            "its grid platform's database",
            'TRIBUTARY_SIMULATOR_GRID_PORT',
            settings.simulatorGridPort,
          ] as const,
        ]
      : []),
  ] as const;
  const taken: string[] = [];
  for (const [who, variable, port] of wanted) {
    if (!(await isPortFree(port, settings.host))) taken.push(`${port} (${who}, ${variable})`);
  }
  if (taken.length === 0) return;
  throw new HubError(
    'HUB_CONFIG_INVALID',
    `another program listens on ${settings.host} port ${taken.join(', ')}; stop it, or move the whole hub: ` +
      `TRIBUTARY_PORT=${settings.gatewayPort + 100} ./tributary up`,
  );
}
