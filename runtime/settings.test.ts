import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HubError } from '../schema/canonical/hub-error.ts';
import { readSettings, requireServers } from './settings.ts';

describe('settings from the environment', () => {
  it('gives every process its place beside the gateway port', () => {
    const settings = readSettings({ TRIBUTARY_PORT: '4100' });
    expect([
      settings.gatewayPort,
      settings.intakePort,
      settings.pipelinePort,
      settings.simulatorPort,
    ]).toEqual([4_100, 4_101, 4_102, 4_103]);
  });

  it('refuses a misspelt variable by its name', () => {
    expect(() => readSettings({ TRIBUTARY_PROT: '4100' })).toThrow(/TRIBUTARY_PROT/);
  });

  it('refuses a port that is no port', () => {
    expect(() => readSettings({ TRIBUTARY_PORT: '99999' })).toThrow(/TRIBUTARY_PORT/);
  });

  it('takes an empty variable as not given', () => {
    expect(readSettings({ TRIBUTARY_PORT: '' }).gatewayPort).toBe(4_000);
  });

  it('splits the brokers and leaves other environment variables alone', () => {
    const settings = readSettings({ TRIBUTARY_KAFKA_BROKERS: 'a:9092,b:9092', PATH: '/bin' });
    expect(settings.kafkaBrokers).toEqual(['a:9092', 'b:9092']);
  });

  it('passes on the query limits that are set and no others', () => {
    expect(readSettings({ TRIBUTARY_MAX_QUERY_DEPTH: '8' }).queryLimits).toEqual({ maxDepth: 8 });
    expect(() => readSettings({ TRIBUTARY_MAX_QUERY_DEPTH: 'deep' })).toThrow(/TRIBUTARY_MAX_QUERY_DEPTH/);
  });

  it('names the server address that is missing and how to give it', () => {
    const settings = readSettings({ TRIBUTARY_KAFKA_BROKERS: 'a:9092' });
    expect(() => requireServers(settings)).toThrow(HubError);
    expect(() => requireServers(settings)).toThrow(/TRIBUTARY_MONGODB_URI.*tributary up/);
  });

  it('reads the address of MongoDB from a file, without the line end', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tributary-settings-'));
    const file = join(folder, 'mongodb.uri');
    const variable = 'TRIBUTARY_MONGODB_URI_FILE';
    try {
      writeFileSync(file, 'mongodb://hub:secret@db/tributary\n');
      expect(readSettings({ [variable]: file }).mongodbUri).toBe('mongodb://hub:secret@db/tributary');
      expect(() => readSettings({ [variable]: file, TRIBUTARY_MONGODB_URI: 'mongodb://db' })).toThrow(
        /both set/,
      );
      writeFileSync(file, '\n');
      expect(() => readSettings({ [variable]: file })).toThrow(/TRIBUTARY_MONGODB_URI_FILE.*empty/);
      expect(() => readSettings({ [variable]: join(folder, 'none') })).toThrow(
        /TRIBUTARY_MONGODB_URI_FILE.*cannot be read/,
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('takes no more copies in sync than there are copies', () => {
    const three = { TRIBUTARY_TOPIC_REPLICATION: '3' };
    expect(readSettings(three).topicMinInsyncReplicas).toBeNull();
    const two = { ...three, TRIBUTARY_TOPIC_MIN_INSYNC_REPLICAS: '2' };
    expect(readSettings(two).topicMinInsyncReplicas).toBe(2);
    expect(() => readSettings({ TRIBUTARY_TOPIC_MIN_INSYNC_REPLICAS: '2' })).toThrow(
      /TRIBUTARY_TOPIC_REPLICATION only 1/,
    );
  });

  it('reaches the others where it listens itself unless told', () => {
    const alone = readSettings({ TRIBUTARY_HOST: '127.0.0.2' });
    expect([alone.intakeHost, alone.simulatorHost, alone.simulatorGridHost]).toEqual(
      Array.from({ length: 3 }, () => '127.0.0.2'),
    );
    const apart = readSettings({ TRIBUTARY_HOST: '0.0.0.0', TRIBUTARY_INTAKE_HOST: 'worker' });
    expect([apart.host, apart.intakeHost]).toEqual(['0.0.0.0', 'worker']);
  });
});
