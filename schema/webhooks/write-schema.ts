import { writeFileSync } from 'node:fs';
import { webhookMessageJsonSchema } from './risk-message.ts';

// Writes docs/risk-webhook.schema.json; prettier gives it its form.
const file = new URL('../../docs/risk-webhook.schema.json', import.meta.url);
writeFileSync(file, JSON.stringify(webhookMessageJsonSchema(), null, 2));
