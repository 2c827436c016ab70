import type { DisputeWorkflow, WorkflowEvent } from '../../schema/canonical/workflow.ts';
import type { WorkflowState } from '../../schema/vocabulary/workflow-terms.ts';
import { evolve } from '../../schema/workflow/evolve.ts';

const REGISTERED: WorkflowEvent = {
  id: 'event-test',
  seq: 1,
  kind: 'REGISTER',
  from: null,
  to: 'REGISTERED',
  at: '2026-11-24T04:00:00.000Z',
  partner: 'city',
  actor: 'clerk',
  note: null,
  clientMutationId: null,
  inputHash: '',
  ruleVersion: 'test',
  dueAt: null,
  timers: [],
  data: {},
};

/** A workflow in a state, for tests to which only the state matters. */
export function workflowIn(state: WorkflowState): DisputeWorkflow {
  return { ...evolve(null, REGISTERED), state };
}
