import type { z } from 'zod';
import { canonicalJson } from '../canonical/canonical-json.ts';
import { HubError } from '../canonical/hub-error.ts';
import { digest, workflowEventIdOf } from '../canonical/ids.ts';
import type { DisputeWorkflow, WorkflowEvent } from '../canonical/workflow.ts';
import type { Move } from '../vocabulary/workflow-moves.ts';
import { stateLabelOf } from '../vocabulary/workflow-terms.ts';
import type { Deadlines } from './deadlines.ts';
import { dueAfter } from './due-time.ts';
import { evolve } from './evolve.ts';
import { HUB, isFor, isLegal, legalMoves, stateAfter, type Mover } from './legality.ts';
import { MACHINE, MACHINE_VERSION } from './machine.ts';
import { MOVE_INPUTS } from './move-inputs.ts';
import { isSet, timersOf } from './timers.ts';

/** A move that somebody asks for. */
export interface MoveRequest {
  readonly move: Move;
  /** As `MOVE_INPUTS[move]` reads it; checked here. */
  readonly input: unknown;
  /** What the partner wrote, when `input` was made of it with what the hub looked up: a repeat is told by this. */
  readonly asked?: unknown;
  readonly by: Mover;
  readonly note: string | null;
  /** Chosen by the partner, its own for each thing it wants done to a dispute: with it a request can be sent again. */
  readonly clientMutationId: string | null;
  /** Version that the asker has seen, 0 before registration; null when any will do. */
  readonly expectedVersion: number | null;
}

export interface Moved {
  readonly workflow: DisputeWorkflow;
  readonly event: WorkflowEvent;
  /** True when the same request had been done before: nothing is to be written. */
  readonly repeated: boolean;
}

/** Most events that one dispute keeps: far above any real history, far below MongoDB's 16 MB a document. */
export const MOST_EVENTS = 2_000;

/**
 * The workflow after a move, and the event that says so. Pure: `now` (UTC) and deadlines are given.
 * @throws HubError with what the asker needs to go on: HUB_IDEMPOTENCY_MISMATCH (the same `clientMutationId` with other input),
 * HUB_VERSION_CONFLICT (names the current version), HUB_MOVE_ILLEGAL (names the legal moves), HUB_FORBIDDEN (names who may),
 * HUB_BAD_REQUEST (names the field), HUB_LIMIT_EXCEEDED.
 */
export function applyMove(
  dispute: { readonly id: string; readonly workflow: DisputeWorkflow | null },
  request: MoveRequest,
  now: string,
  deadlines: Deadlines,
): Moved {
  const { workflow } = dispute;
  const { move, by } = request;
  const inputHash = hashOf(request);
  const earlier = repeatOf(workflow, request, inputHash);
  if (earlier !== null && workflow !== null) return { workflow, event: earlier, repeated: true };
  checkVersion(workflow, request);
  checkLegal(workflow, request);
  const data = readInput(move, request.input);
  checkInstalment(workflow, move, data);
  checkTimer(workflow, request, data);
  const seq = (workflow?.version ?? 0) + 1;
  if (seq > MOST_EVENTS) {
    throw new HubError(
      'HUB_LIMIT_EXCEEDED',
      `dispute ${dispute.id} has ${MOST_EVENTS} events, the most that are kept`,
    );
  }
  const last = workflow?.events.at(-1)?.at;
  // Clocks of several gateways differ a little: time never runs backwards within a dispute.
  const at = last !== undefined && last > now ? last : now;
  const event: WorkflowEvent = {
    id: workflowEventIdOf(dispute.id, seq, move),
    seq,
    kind: move,
    from: workflow?.state ?? null,
    to: stateAfter(workflow, move),
    at,
    partner: by.partner,
    actor: by.actor,
    note: request.note,
    clientMutationId: request.clientMutationId,
    inputHash,
    ruleVersion: `${MACHINE_VERSION} ${deadlines.version}`,
    dueAt: dueAfter(workflow, move, data, at, deadlines),
    timers: [],
    data,
  };
  const timed = { ...event, timers: [...timersOf(evolve(workflow, event), deadlines)] };
  return { workflow: evolve(workflow, timed), event: timed, repeated: false };
}

/** The event of a request that was done before. @throws HubError HUB_IDEMPOTENCY_MISMATCH when it asked for something else. */
export function repeatOf(
  workflow: DisputeWorkflow | null,
  request: MoveRequest,
  inputHash: string = hashOf(request),
): WorkflowEvent | null {
  const { clientMutationId, by } = request;
  if (clientMutationId === null) return null;
  const earlier = workflow?.events.find(
    (event) => event.clientMutationId === clientMutationId && event.partner === by.partner,
  );
  if (earlier === undefined) return null;
  if (earlier.inputHash === inputHash) return earlier;
  throw new HubError(
    'HUB_IDEMPOTENCY_MISMATCH',
    `clientMutationId "${clientMutationId}" was used for ${earlier.kind} at ${earlier.at} with other input; choose a new one for a new move`,
    { field: 'clientMutationId' },
  );
}

function checkVersion(workflow: DisputeWorkflow | null, { expectedVersion }: MoveRequest): void {
  const currentVersion = workflow?.version ?? 0;
  if (expectedVersion === null || expectedVersion === currentVersion) return;
  throw new HubError(
    'HUB_VERSION_CONFLICT',
    `expectedVersion is ${expectedVersion}, but the workflow is at version ${currentVersion}; read it again and decide anew`,
    { field: 'expectedVersion', details: { currentVersion } },
  );
}

function checkLegal(workflow: DisputeWorkflow | null, { move, by }: MoveRequest): void {
  if (!isLegal(workflow, move)) {
    const legal = legalMoves(workflow);
    const where =
      workflow === null
        ? 'a dispute that is not registered'
        : `${workflow.state} (${stateLabelOf(workflow.state)})`;
    throw new HubError(
      'HUB_MOVE_ILLEGAL',
      `${move} (${MACHINE[move].label}) is not possible from ${where} as it stands; possible now: ${legal.join(', ')}`,
      { details: { legalMoves: legal, currentVersion: workflow?.version ?? 0 } },
    );
  }
  if (isFor(workflow, move, by)) return;
  const whose = MACHINE[move].by === 'HUB' ? "the hub's own clock" : (workflow?.referral?.agency ?? 'nobody');
  throw new HubError(
    'HUB_FORBIDDEN',
    `${move} (${MACHINE[move].label}) is for ${whose}, not for ${by.partner}: only the agency referred to, or admin, can accept or return`,
  );
}

function readInput(move: Move, input: unknown): WorkflowEvent['data'] {
  const schema: z.ZodType = MOVE_INPUTS[move];
  const read = schema.safeParse(input);
  if (read.success) return read.data as WorkflowEvent['data'];
  const [issue] = read.error.issues;
  const field = issue?.path.join('.') ?? '';
  throw new HubError(
    'HUB_BAD_REQUEST',
    `${move}: ${field === '' ? '' : `${field}: `}${issue?.message ?? 'wrong input'}`,
    {
      ...(field === '' ? {} : { field }),
    },
  );
}

function checkInstalment(workflow: DisputeWorkflow | null, move: Move, data: WorkflowEvent['data']): void {
  if (move !== 'INSTALMENT_PAID' && move !== 'INSTALMENT_MISSED') return;
  const open = workflow?.instalments.filter(({ status }) => status !== 'PAID') ?? [];
  if (open.some(({ no }) => no === data['no'])) return;
  throw new HubError(
    'HUB_BAD_REQUEST',
    `${move}: no instalment ${JSON.stringify(data['no'])} is unpaid; unpaid are ${open.map(({ no }) => no).join(', ')}`,
    { field: 'no' },
  );
}

/** The hub moves by its timers alone: one whose deadline was moved, or met, in the meantime has nothing to say any more. */
function checkTimer(
  workflow: DisputeWorkflow | null,
  { move, by }: MoveRequest,
  data: WorkflowEvent['data'],
): void {
  if (by.partner !== HUB.partner || isSet(workflow?.timers ?? [], move, data)) return;
  throw new HubError(
    'HUB_MOVE_ILLEGAL',
    `${move} (${MACHINE[move].label}): no timer is set for it any more`,
    {
      details: { legalMoves: legalMoves(workflow), currentVersion: workflow?.version ?? 0 },
    },
  );
}

/** The same for the same request, in whatever order its fields were written. */
function hashOf({ move, input, asked, note, expectedVersion }: MoveRequest): string {
  return digest(canonicalJson([move, asked ?? input, note, expectedVersion]));
}
