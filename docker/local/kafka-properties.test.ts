import { expect, test } from 'vitest';
import { brokerProperties } from './kafka-properties.ts';

test('a local broker listens on this machine alone and makes no topic by accident', () => {
  const lines = brokerProperties({ host: '127.0.0.1', port: 1, controllerPort: 2, data: '/d' }).split('\n');
  expect(lines).toContain('listeners=PLAINTEXT://127.0.0.1:1,CONTROLLER://127.0.0.1:2');
  expect(lines).toContain('auto.create.topics.enable=false');
  expect(lines).toContain('log.dirs=/d');
});
