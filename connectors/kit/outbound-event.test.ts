import { describe, expect, it } from 'vitest';
import { WorkflowMessageSchema } from '../../schema/canonical/workflow.ts';
import { EventAttributesSchema } from './cloud-events.ts';
import { concernsOf, outboundEvent } from './outbound-event.ts';
import type { Subscription } from './outbound.ts';
import { workflowMessage } from './testing/workflow-message.ts';

const of = (agency: string, feed: Subscription['feed'] = null, events: Subscription['events'] = null) => ({
  agency,
  feed,
  events,
  hotSpotRegions: null,
});

describe('an agency is told of', () => {
  it.each([
    ['a referral to it', workflowMessage(), of('court', 'court'), ['REFERRED']],
    ['what it did itself', workflowMessage(), of('police'), ['ACTED']],
    [
      'a referral to its committee',
      workflowMessage({}, { workflow: withReferral('grid', 'C-32061200101') }),
      of('C-32061200101'),
      ['REFERRED'],
    ],
    [
      'a call that names it',
      workflowMessage({ kind: 'WHISTLE', data: { kind: 'QUICK', agencies: ['grid', 'hotline'] } }),
      of('hotline'),
      ['WHISTLED'],
    ],
    [
      'a return that says it is theirs',
      workflowMessage({ kind: 'RETURN', partner: 'court', data: { reason: 'not ours', theirs: 'grid' } }),
      of('grid'),
      ['NAMED'],
    ],
    [
      'the supervision of what it has in hand',
      workflowMessage(
        { kind: 'SUPERVISE' },
        { workflow: { ...workflowMessage().workflow, responsible: 'grid' } },
      ),
      of('grid'),
      ['RESPONSIBLE'],
    ],
    [
      'the result of a dispute that its record is in',
      workflowMessage({ kind: 'CLOSE', to: 'CLOSED', partner: 'court' }),
      of('hotline', 'hotline12345'),
      ['OWN_RECORD'],
    ],
  ])('%s', (_what, message, subscription, concerns) => {
    expect(WorkflowMessageSchema.parse(message)).toEqual(message);
    expect(concernsOf(message, subscription)).toEqual(concerns);
  });
});

describe('an agency is not told of', () => {
  it.each([
    ['moves between others', workflowMessage(), of('grid', 'grid')],
    [
      'moves on the way, when only its record is in the dispute',
      workflowMessage({ kind: 'RECORD_SESSION', partner: 'court' }),
      of('hotline', 'hotline12345'),
    ],
    [
      'the result of a dispute without a record of its own',
      workflowMessage({ kind: 'CLOSE', partner: 'court' }),
      of('grid', 'grid'),
    ],
    ['moves that its connector does not want', workflowMessage(), of('court', null, ['CLOSE'])],
  ])('%s', (_what, message, subscription) => {
    expect(concernsOf(message, subscription)).toEqual([]);
  });
});

it('makes a CloudEvent with the move, the code and the agency’s own numbers, and nothing else', () => {
  const message = workflowMessage({ kind: 'REDO', data: { reason: 'not done' } });
  const text = outboundEvent(message, 'court', ['REFERRED'], ['b', 'a']);
  expect(outboundEvent(message, 'court', ['REFERRED'], ['a', 'b'])).toBe(text);
  const event = JSON.parse(text) as object;
  expect(EventAttributesSchema.parse(event)).toMatchObject({ subject: message.code });
  expect(event).toEqual({
    specversion: '1.0',
    id: message.event.id,
    source: 'urn:tributary',
    type: 'tributary.workflow.redo.v1',
    subject: message.code,
    time: message.event.at,
    datacontenttype: 'application/json',
    data: {
      agency: 'court',
      concerns: ['REFERRED'],
      code: message.code,
      records: ['a', 'b'],
      move: 'REDO',
      seq: 3,
      from: 'TRIAGED',
      state: 'REFERRED',
      note: '请受理',
      reason: 'not done',
      whistle: null,
      urgency: 'NORMAL',
      dueAt: '2026-12-01T04:00:00.000Z',
      supervised: false,
    },
  });
});

function withReferral(agency: string, committeeCode: string) {
  const { workflow } = workflowMessage();
  const { referral } = workflow;
  if (referral === null) throw new Error('the message has no referral');
  return { ...workflow, referral: { ...referral, agency, committeeCode } };
}
