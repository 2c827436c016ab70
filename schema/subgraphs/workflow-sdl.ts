import { MACHINE } from '../workflow/machine.ts';
import { MOVES } from '../vocabulary/workflow-moves.ts';
import { RESOLUTION_METHODS } from '../vocabulary/tables.ts';
import {
  stateLabelOf,
  URGENCIES,
  urgencyDurationOf,
  urgencyLabelOf,
  WORKFLOW_STATES,
} from '../vocabulary/workflow-terms.ts';
import { MUTATION_TERMS } from './workflow-mutations.ts';
import { inWords } from './vocabulary-sdl.ts';

/** The fields that every input of a move has: which dispute, what has been seen, how to send it again. */
const COMMON_FIELDS = `
  "Identifier of the dispute (纠纷标识); or give \`code\`."
  disputeId: ID
  "Unified code of the dispute (一案一码); or give \`disputeId\`."
  code: String
  "Version of the workflow that you have seen, 0 before registration (预期版本号): another one is refused. Left out, any will do."
  expectedVersion: Int
  "Your own identifier of this request, new for each thing you want done to a dispute (客户端请求标识): sent again, it is answered, not done again."
  clientMutationId: String
  "Anything worth saying about it (备注), up to 2,000 characters."
  note: String`;

/** What a token must have for any mutation, and what a caller must be granted for a move. */
const SCOPE = '@requiresScopes(scopes: [["graph:write"]])';
const RIGHT = '@policy(policies: [["disputes", "HANDLE"]])';

/** What the disputes subgraph's workflow takes from tables: its enums, and one mutation with its input for each row of `MUTATION_TERMS`. */
export function workflowSdl(): string {
  return [
    enumOf(
      'WorkflowState',
      "State of a dispute's handling (办理状态), table hub.status.",
      WORKFLOW_STATES.map((state) => [state, stateLabelOf(state)]),
    ),
    enumOf(
      'WorkflowMove',
      'What can be done to a dispute (操作); what may follow what is drawn in docs/workflow.md.',
      MOVES.map((move) => [move, MACHINE[move].label]),
    ),
    enumOf(
      'Urgency',
      'How soon a dispute must be settled (紧急程度), table hub.urgency.',
      URGENCIES.map((urgency) => [urgency, `${urgencyLabelOf(urgency)}, ${urgencyDurationOf(urgency)}`]),
    ),
    enumOf(
      'ResolutionMethod',
      'How a dispute is settled (化解方式): GB/T 31000-2015 table 93.',
      [...RESOLUTION_METHODS.values()].map(({ enumName, labelZh, code }) => [
        enumName,
        `${labelZh}, code ${code}`,
      ]),
    ),
    `"Changes that partners make (变更)."\ntype Mutation ${SCOPE} {\n${MUTATION_TERMS.map(
      ({ name, doc }) =>
        `  "${doc}"\n  ${name}("What to do, and to which dispute (操作内容)." input: ${inputNameOf(name)}!): DisputeMovePayload ${RIGHT}`,
    ).join('\n')}\n}\n`,
    ...MUTATION_TERMS.map(
      ({ name, doc, fields }) =>
        `"Input of \`${name}\`: ${doc}"\ninput ${inputNameOf(name)} {${COMMON_FIELDS}\n${fields}}\n`,
    ),
  ].join('\n');
}

function inputNameOf(mutation: string): string {
  return `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
}

function enumOf(name: string, doc: string, values: readonly (readonly [string, string])[]): string {
  const lines = values.map(([value, words]) => `  "${inWords(value)} (${words})."\n  ${value}`);
  return `"${doc}"\nenum ${name} {\n${lines.join('\n')}\n}\n`;
}
