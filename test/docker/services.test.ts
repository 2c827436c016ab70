import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { brokerProperties } from '../../docker/local/kafka-properties.ts';
import { PROJECT_DIR } from '../../docker/local/parts.ts';
import { readSettings, type Settings } from '../../runtime/settings.ts';
import { clusterCompose, smallCompose, type Compose, type ComposeService } from './compose.ts';
import { stagesOf } from './dockerfile.ts';

const stages = stagesOf();
const COMPOSES = [
  ['small', smallCompose()],
  ['cluster', clusterCompose()],
] as const;

function serviceOf({ services }: Compose, name: string): ComposeService {
  const service = services[name];
  if (service === undefined) throw new Error(`there is no service ${name}`);
  return service;
}

function servicesOf({ services }: Compose, of: (service: ComposeService) => boolean = () => true) {
  return Object.entries(services).filter(([, service]) => of(service));
}
const isOurs = ({ build }: ComposeService): boolean => build !== undefined;

/** Settings of a service as its process reads them; files of secrets are stood in for. */
function settingsOf({ build, environment = {} }: ComposeService): Settings {
  const folder = mkdtempSync(join(tmpdir(), 'tributary-secrets-'));
  try {
    const given = { ...stages.get(build?.target ?? '')?.env, ...environment };
    const env = Object.entries(given).map(([name, value]): [string, string] => {
      if (!name.endsWith('_FILE') || value === '') return [name, String(value)];
      const file = join(folder, name);
      writeFileSync(file, 'mongodb://tributary:secret@mongodb-1:27017/tributary');
      return [name, file];
    });
    return readSettings(Object.fromEntries(env));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Names under which services are reached in addresses of others. */
function hostsIn(text: string): readonly string[] {
  const [hosts = ''] = text.replace(/^\w+:\/\//, '').split(/[/?]/);
  return hosts.split(',').map((part) => part.split(':')[0] ?? '');
}

describe.each(COMPOSES)('%s: the processes', (_, compose) => {
  test.each(servicesOf(compose, isOurs))(
    '%s is built from a target, and reads what it is told',
    (_name, own) => {
      expect(own.build).toMatchObject({ context: '.', dockerfile: 'docker/Dockerfile' });
      expect([...stages.keys()]).toContain(own.build?.target);
      expect(settingsOf(own)).toMatchObject({ home: '/var/lib/tributary', host: '0.0.0.0' });
    },
  );

  test.each(servicesOf(compose, isOurs))('%s can change nothing but its volumes', (_name, own) => {
    expect(own).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
    });
    expect(own.user).toBeUndefined();
  });

  test.each(servicesOf(compose, ({ networks }) => networks !== undefined))(
    '%s has limits',
    (name, { deploy, restart }: ComposeService & { readonly restart?: string }) => {
      if (name === 'tools') return;
      expect(restart).toBe('unless-stopped');
      expect(deploy?.resources?.limits).toEqual({
        cpus: expect.stringMatching(/^\d$/) as string,
        memory: expect.stringMatching(/^\d+[MG]$/) as string,
      });
    },
  );

  test('only the gateway and the intake can be reached from outside, on this machine, at the ports that they listen on', () => {
    const published = servicesOf(compose, ({ ports }) => ports !== undefined);
    expect(published.map(([name, { ports }]) => [name, ...(ports ?? [])])).toEqual([
      ['gateway', '127.0.0.1:4000:4000'],
      ['worker', '127.0.0.1:4001:4001'],
    ]);
    for (const [name, service] of servicesOf(compose, ({ networks, build }) => !!networks && !!build)) {
      const { gatewayPort, intakePort, pipelinePort, simulatorPort, simulatorGridPort } = settingsOf(service);
      const ports: Readonly<Record<string, number>> = {
        gateway: gatewayPort,
        worker: intakePort,
        pipeline: pipelinePort,
        simulator: simulatorPort,
        'grid-database': simulatorGridPort,
      };
      expect(stages.get(name)?.exposed, name).toEqual(ports[name] === undefined ? [] : [ports[name]]);
    }
  });

  test('whoever is named in an address is a service that shares a network', () => {
    for (const [name, { environment = {}, networks = [] }] of servicesOf(compose, isOurs)) {
      for (const [variable, value] of Object.entries(environment)) {
        if (!/_(BROKERS|URI|HOST)$/.test(variable) || value === '') continue;
        for (const host of hostsIn(String(value))) {
          const other = compose.services[host];
          expect(other, `${name}: ${variable} names ${host}`).toBeDefined();
          // A job that only writes addresses down reaches nobody.
          if (networks.length > 0)
            expect(other?.networks?.some((network) => networks.includes(network))).toBe(true);
        }
      }
    }
  });

  test('what a service names is there', () => {
    const named = (list: Readonly<Record<string, unknown>> | undefined): string[] => Object.keys(list ?? {});
    for (const [name, service] of servicesOf(compose)) {
      const volumes = (service.volumes ?? []).map((volume) => volume.split(':')[0] ?? '');
      const own = volumes.filter((volume) => !volume.startsWith('.'));
      expect(named(compose.volumes), name).toEqual(expect.arrayContaining(own));
      expect(named(compose.networks), name).toEqual(expect.arrayContaining([...(service.networks ?? [])]));
      expect(named(compose.secrets), name).toEqual(expect.arrayContaining([...(service.secrets ?? [])]));
      expect(named(compose.services), name).toEqual(expect.arrayContaining(named(service.depends_on)));
      const [kind, other = ''] = (service.network_mode ?? '').split(':');
      if (kind === 'service') expect(named(compose.services)).toContain(other);
    }
  });

  test('a service waits for health where there is a check, and for an end where there is one', () => {
    for (const [name, { depends_on: needed = {} }] of servicesOf(compose)) {
      for (const [other, { condition }] of Object.entries(needed)) {
        const { healthcheck, build } = compose.services[other] ?? {};
        const isChecked = healthcheck !== undefined || stages.get(build?.target ?? '')?.healthcheck;
        expect(condition, `${name} needs ${other}`).toBe(
          isChecked ? 'service_healthy' : 'service_completed_successfully',
        );
      }
    }
  });

  test('a secret of /run/secrets is one that the service is given', () => {
    for (const [name, service] of servicesOf(compose)) {
      const told = [...Object.values(service.environment ?? {}), ...(service.command ?? [])].join(' ');
      for (const [, secret = ''] of told.matchAll(/\/run\/secrets\/([\w-]+)/g)) {
        expect(service.secrets, name).toContain(secret);
      }
    }
  });
});

describe.each(COMPOSES)('%s: the servers', (_, compose) => {
  const brokers = servicesOf(compose, ({ image }) => image?.startsWith('apache/kafka:') ?? false);
  const members = servicesOf(compose, ({ image }) => image?.startsWith('mongo:') ?? false);
  const env = ({ environment = {} }: ComposeService, name: string): string => String(environment[name] ?? '');

  test('images are pinned, by the short names of official images', () => {
    const images = [...brokers, ...members].map(([, { image }]) => image ?? '');
    expect(images.filter((image) => !/^[a-z]+(\/[a-z]+)?:\d+\.\d+\.\d+$/.test(image))).toEqual([]);
    expect(new Set(images).size).toBe(2);
  });

  test('nobody from outside reaches them', () => {
    for (const [, { networks = [], ports }] of [...brokers, ...members]) {
      expect(ports).toBeUndefined();
      expect(networks.filter((network) => compose.networks[network]?.internal !== true)).toEqual([]);
    }
  });

  test('MongoDB has three members, which everybody lists', () => {
    const list = members.map(([name]) => `${name}:27017`).join(',');
    expect(members).toHaveLength(3);
    expect(compose.services['mongodb-init']?.command).toContain(`--members=${list}`);
    for (const [, { depends_on: needed }] of servicesOf(
      compose,
      ({ build }) => build?.target === 'gateway',
    )) {
      expect(Object.keys(needed ?? {})).toContain('mongodb-init');
    }
    for (const [, { environment = {} }] of servicesOf(compose, isOurs)) {
      const uri = environment['TRIBUTARY_MONGODB_URI'];
      if (uri !== undefined && uri !== '') expect(uri).toContain(`//${list}/`);
    }
  });

  test('every broker knows every other by its own number', () => {
    const voters = brokers
      .map(([name, service]) => `${env(service, 'KAFKA_NODE_ID')}@${name}:9093`)
      .join(',');
    for (const [name, service] of brokers) {
      expect(env(service, 'KAFKA_CONTROLLER_QUORUM_VOTERS')).toBe(voters);
      expect(env(service, 'KAFKA_ADVERTISED_LISTENERS')).toBe(`PLAINTEXT://${name}:9092`);
    }
    expect(new Set(brokers.map(([, service]) => env(service, 'KAFKA_NODE_ID'))).size).toBe(brokers.length);
    const listed = servicesOf(compose, isOurs).flatMap(([, service]) =>
      env(service, 'TRIBUTARY_KAFKA_BROKERS'),
    );
    expect(new Set(listed.filter((list) => list !== ''))).toEqual(
      new Set([brokers.map(([name]) => `${name}:9092`).join(',')]),
    );
  });

  test('brokers take what a local one takes', () => {
    const local = brokerProperties({ host: 'h', port: 1, controllerPort: 2, data: 'd' });
    for (const property of ['message.max.bytes', 'replica.fetch.max.bytes', 'offsets.retention.minutes']) {
      const variable = `KAFKA_${property.toUpperCase().replaceAll('.', '_')}`;
      for (const [, service] of brokers) expect(local).toContain(`${property}=${env(service, variable)}\n`);
    }
  });
});

test('the cluster keeps every message three times and counts it as written with two', () => {
  const cluster = clusterCompose();
  for (const name of ['worker', 'pipeline']) {
    expect(settingsOf(serviceOf(cluster, name))).toMatchObject({
      topicReplication: 3,
      topicMinInsyncReplicas: 2,
    });
  }
  const brokers = Object.values(cluster.services).filter(({ image }) => image?.startsWith('apache/kafka:'));
  expect(brokers).toHaveLength(3);
  for (const { environment } of brokers) {
    expect(environment).toMatchObject({
      KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: 3,
      KAFKA_DEFAULT_REPLICATION_FACTOR: 3,
      KAFKA_MIN_INSYNC_REPLICAS: 2,
    });
  }
  const { deploy, environment = {} } = serviceOf(cluster, 'pipeline');
  expect(deploy?.replicas).toBe(3);
  // Every pipeline has partitions to work on.
  expect(Number(environment['TRIBUTARY_TOPIC_PARTITIONS'])).toBeGreaterThanOrEqual(3);
});

test("the files of the cluster's secrets are what its job writes, once", () => {
  const cluster = clusterCompose();
  const { secrets = {} } = cluster;
  const { entrypoint = [], command = [], volumes } = serviceOf(cluster, 'mongodb-secrets');
  const folder = mkdtempSync(join(tmpdir(), 'tributary-secrets-'));
  try {
    const words = [...entrypoint, ...command].map((word) => word.replace(/=\/secrets$/, `=${folder}`));
    const write = (): string =>
      execFileSync(process.execPath, words.slice(1), { cwd: PROJECT_DIR, encoding: 'utf8' });
    write();
    const files = readdirSync(folder);
    expect(files.toSorted()).toEqual(
      Object.values(secrets)
        .map(({ file }) => basename(file))
        .toSorted(),
    );
    for (const { file } of Object.values(secrets)) expect(file).toContain('./docker/secrets/');
    expect(volumes).toEqual(['./docker/secrets:/secrets']);
    for (const file of files) expect(statSync(join(folder, file)).mode & 0o777).toBe(0o444);
    expect(write().match(/is there/g)).toHaveLength(files.length);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
