import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { concernsOf, outboundEvent } from '../../connectors/kit/outbound-event.ts';
import { workflowMessage } from '../../connectors/kit/testing/workflow-message.ts';
import { OUTBOUND, FEEDS } from '../../connectors/registry.ts';
import { parseConnectors } from '../../connectors/worker/config.ts';

const page = readFileSync(new URL('../../docs/workflow.md', import.meta.url), 'utf8');
const section = page.slice(page.indexOf('## Telling the agencies'));

function block(language: string): string {
  const found = new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\n\`\`\``).exec(section);
  if (found?.[1] === undefined) throw new Error(`the section has no ${language} block`);
  return found[1];
}

it('shows a connector that the worker takes', () => {
  const { outbound } = parseConnectors(block('yaml'), 'the page', { feeds: FEEDS, outbound: OUTBOUND });
  expect(outbound).toMatchObject([{ subscription: { agency: 'court', feed: 'court', events: null } }]);
});

it('shows the message that the connector sends', () => {
  const { outbound } = parseConnectors(block('yaml'), 'the page', { feeds: FEEDS, outbound: OUTBOUND });
  const [connector] = outbound;
  if (connector === undefined) throw new Error('the page shows no connector');
  const message = workflowMessage({ id: 'event-b3f21c…' });
  const concerns = concernsOf(message, connector.subscription);
  const sent = outboundEvent(message, 'court', concerns, ['（2026）苏0612诉前调1234号']);
  expect(JSON.parse(block('json'))).toEqual(JSON.parse(sent));
});
