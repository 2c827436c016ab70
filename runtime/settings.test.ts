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
});
