import type { DisputeWorkflow, WorkflowEvent } from '../../../../schema/canonical/workflow.ts';
import type { DisputeDoc } from '../../../../schema/store/documents.ts';
import { RESOLUTION_METHODS } from '../../../../schema/vocabulary/tables.ts';
import { stateLabelOf } from '../../../../schema/vocabulary/workflow-terms.ts';
import { legalMoves } from '../../../../schema/workflow/legality.ts';
import { MACHINE } from '../../../../schema/workflow/machine.ts';
import { categoryTerm } from '../../kit/vocabulary.ts';

const CODES = new Map([...RESOLUTION_METHODS.values()].map(({ enumName, code }) => [enumName, code]));

/** Table 93 code of a value of `enum ResolutionMethod`. */
export function methodCodeOf(method: string): string {
  return CODES.get(method) ?? method;
}

/** Disputes of before there was a workflow have none. */
export function workflowOfDispute(dispute: DisputeDoc): DisputeWorkflow | null {
  return (dispute as Partial<DisputeDoc>).workflow ?? null;
}

interface WithMethod {
  readonly methodCode: string;
}
const method = ({ methodCode }: WithMethod): string | undefined =>
  RESOLUTION_METHODS.get(methodCode)?.enumName;

/** Resolvers of the workflow's types, for what is not stored under the field's own name. */
export const WORKFLOW_TYPES = {
  DisputeWorkflow: {
    stateLabel: ({ state }: DisputeWorkflow) => stateLabelOf(state),
    categoryTerm: ({ category }: DisputeWorkflow) => categoryTerm(category),
    legalMoves: (workflow: DisputeWorkflow) => legalMoves(workflow),
  },
  WorkflowEvent: {
    label: ({ kind }: WorkflowEvent) => MACHINE[kind].label,
    reason: ({ data }: WorkflowEvent) => data['reason'] ?? null,
    theirs: ({ data }: WorkflowEvent) => data['theirs'] ?? null,
  },
  MediationSession: { method },
  Agreement: { method },
};
