import type { Settings } from '../../runtime/settings.ts';

/** Where the servers are; filled in as local ones start. */
export interface ServerAddresses {
  kafkaBrokers: readonly string[];
  mongodbUri: string | null;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** What our processes get: the caller's environment, and every setting spelt out so that all of them agree. */
export function childEnvironment(
  env: Environment,
  settings: Settings,
  addresses: Readonly<ServerAddresses>,
): Environment {
  return {
    ...env,
    NODE_ENV: 'production',
    TRIBUTARY_HOME: settings.home,
    TRIBUTARY_HOST: settings.host,
    TRIBUTARY_PORT: String(settings.gatewayPort),
    TRIBUTARY_INTAKE_PORT: String(settings.intakePort),
    TRIBUTARY_PIPELINE_PORT: String(settings.pipelinePort),
    TRIBUTARY_SIMULATOR_PORT: String(settings.simulatorPort),
    TRIBUTARY_SIMULATOR_GRID_PORT: String(settings.simulatorGridPort),
    TRIBUTARY_IDENTITY_PORT: String(settings.identityPort),
    TRIBUTARY_KAFKA_BROKERS: addresses.kafkaBrokers.join(','),
    TRIBUTARY_MONGODB_URI: addresses.mongodbUri ?? '',
    // Has been read: see `addresses`.
    TRIBUTARY_MONGODB_URI_FILE: '',
    TRIBUTARY_CONNECTORS_FILE: settings.connectorsFile,
    TRIBUTARY_SECRETS_DIR: settings.secretsDir,
    TRIBUTARY_PROFILES_DIR: settings.profilesDir,
  };
}
