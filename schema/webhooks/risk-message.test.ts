import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { webhookMessageJsonSchema } from './risk-message.ts';

const FILE = new URL('../../docs/risk-webhook.schema.json', import.meta.url);

test('docs/risk-webhook.schema.json is what is sent: write it anew with node schema/webhooks/write-schema.ts and prettier', () => {
  expect(JSON.parse(readFileSync(FILE, 'utf8'))).toEqual(
    JSON.parse(JSON.stringify(webhookMessageJsonSchema())),
  );
});
