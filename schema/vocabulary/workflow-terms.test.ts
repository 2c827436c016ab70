import { expect, test } from 'vitest';
import { feedCodes, RESOLUTION_METHODS } from './tables.ts';
import { stateLabelOf, URGENCIES, urgencyDurationOf, WORKFLOW_STATES } from './workflow-terms.ts';

test('the states are those of table hub.status, in its order, with its words', () => {
  expect(WORKFLOW_STATES).toEqual(feedCodes('hub.status').map(({ enumName }) => enumName));
  expect(stateLabelOf('CLOSED')).toBe('销号');
});

test('the urgencies are those of table hub.urgency, with its times', () => {
  expect(URGENCIES).toEqual(feedCodes('hub.urgency').map(({ enumName }) => enumName));
  expect(URGENCIES.map(urgencyDurationOf)).toEqual(['PT2H', 'PT24H', 'P7D', 'P15D']);
});

test('the ways of settling are those of GB/T 31000 table 93', () => {
  expect(RESOLUTION_METHODS.get('0103')).toEqual({
    code: '0103',
    labelZh: '人民调解',
    enumName: 'PEOPLES_MEDIATION',
  });
});
