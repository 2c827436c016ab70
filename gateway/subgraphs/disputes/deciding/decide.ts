import type { ScopedStore } from '../../../access/door.ts';
import { toUtcInstant } from '../../../../schema/canonical/date-time.ts';
import { HubError } from '../../../../schema/canonical/hub-error.ts';
import { digest } from '../../../../schema/canonical/ids.ts';
import { linkDecisionIdOf, linkDecisionNumberOf } from '../../../../schema/canonical/link-decision.ts';
import type { DecisionProgressDoc, DisputeDoc, LinkDecisionDoc } from '../../../../schema/store/documents.ts';
import type { DisputesContext } from '../loaders.ts';
import { contradictionOf, inForce } from './decisions-in-force.ts';
import { whoAndWhen, type Draft } from './drafts.ts';

/** What all these mutations are given. */
export interface CallInput {
  readonly clientMutationId: string;
  readonly note?: string | null;
}

/** `type LinkDecisionPayload`. */
export interface DecisionPayload {
  readonly clientMutationId: string;
  readonly decision: LinkDecisionDoc;
  readonly applied: boolean;
  readonly message: string;
  readonly disputes: readonly DisputeDoc[];
}

/** How long an answer waits for the pipeline. */
const LONGEST_WAIT_MS = 5_000;
const POLL_MS = 50;
/** Each round is lost to somebody who decided in between, so a few are enough. */
const MOST_ROUNDS = 20;
const LONGEST_CALL_ID = 200;
const LONGEST_NOTE = 2_000;

/**
 * Keeps a decision, waits until the pipeline has applied it, and answers what came of it. The same call again answers the same and decides
 * nothing. Decisions are numbered: one is written only if none came in since those before it were read, so of two that contradict each other
 * the later is refused, however close they are.
 * @throws HubError HUB_IDEMPOTENCY_MISMATCH, HUB_DECISION_CONTRADICTED, HUB_BAD_REQUEST, and what `draftOf` throws.
 */
export async function decide(
  mutation: string,
  input: CallInput,
  draftOf: () => Promise<Draft>,
  context: DisputesContext,
): Promise<DecisionPayload> {
  const call = callOf(mutation, input);
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const last = await context.store.lastLinkDecision();
    const known = await context.store.linkDecisionOfCall(context.caller.partner, call.clientMutationId);
    if (known !== null) return answerOf(known, call, context);
    const draft = await draftOf();
    await refuseContradiction(draft, context.store);
    const { kind, recordIds, together, apart, undoes } = draft;
    const decision: LinkDecisionDoc = {
      _id: linkDecisionIdOf(linkDecisionNumberOf(last?._id ?? null) + 1),
      kind,
      recordIds: [...recordIds],
      together: [...together],
      apart: [...apart],
      undoes,
      partner: context.caller.partner,
      actor: context.caller.actor,
      at: timeAfter(last, new Date()),
      ...call,
    };
    if (await context.store.decideLinks(decision)) return answerOf(decision, call, context);
    forgetReads(context);
  }
  throw new HubError(
    'HUB_STORE_UNAVAILABLE',
    `others decided ${MOST_ROUNDS} times in between; send the same again`,
  );
}

interface Call {
  readonly clientMutationId: string;
  readonly note: string | null;
  readonly inputHash: string;
}

function callOf(mutation: string, { clientMutationId, note = null, ...input }: CallInput): Call {
  const length = clientMutationId.length;
  if (clientMutationId.trim() === '' || length > LONGEST_CALL_ID) {
    throw new HubError('HUB_BAD_REQUEST', `clientMutationId: write 1 to ${LONGEST_CALL_ID} characters`, {
      field: 'clientMutationId',
    });
  }
  const text = note?.trim() ?? '';
  if (text.length > LONGEST_NOTE) {
    throw new HubError('HUB_BAD_REQUEST', `note: write at most ${LONGEST_NOTE} characters`, {
      field: 'note',
    });
  }
  const asked = Object.entries(input).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    clientMutationId,
    note: text === '' ? null : text,
    inputHash: digest('link-decision', mutation, JSON.stringify(asked), text),
  };
}

/** Later than the one before, also when clocks differ, so that order of time is order of numbers. */
function timeAfter(last: LinkDecisionDoc | null, now: Date): string {
  const earliest = last === null ? 0 : Date.parse(last.at) + 1;
  return new Date(Math.max(now.getTime(), earliest)).toISOString();
}

async function refuseContradiction({ ruling, undoes }: Draft, store: ScopedStore): Promise<void> {
  const decisions = new Map<string, LinkDecisionDoc>();
  const asked = new Set<string>();
  let frontier = [...new Set([...ruling.together, ...ruling.apart].flat())];
  while (frontier.length > 0) {
    for (const id of frontier) asked.add(id);
    const about = await store.linkDecisionsAbout(frontier);
    for (const decision of about) decisions.set(decision._id, decision);
    frontier = [...new Set(about.flatMap(({ recordIds }) => recordIds))].filter((id) => !asked.has(id));
  }
  const against = contradictionOf(
    ruling,
    inForce([...decisions.values()]).filter(({ _id }) => _id !== undoes),
  );
  if (against === null) return;
  const why = against.note === null ? '' : `, because: ${against.note}`;
  throw new HubError(
    'HUB_DECISION_CONTRADICTED',
    `this contradicts decision ${against._id} (${against.kind}) by ${whoAndWhen(against)}${why}; if that was wrong, undo it with undoLinkDecision and decide again`,
    { details: { decisionId: against._id } },
  );
}

async function answerOf(
  decision: LinkDecisionDoc,
  call: Call,
  context: DisputesContext,
): Promise<DecisionPayload> {
  if (decision.inputHash !== call.inputHash) {
    throw new HubError(
      'HUB_IDEMPOTENCY_MISMATCH',
      `clientMutationId: "${call.clientMutationId}" was used at ${decision.at} for something else (${decision.kind}, ${decision._id}); give every call a text of its own`,
      { field: 'clientMutationId' },
    );
  }
  const progress = await progressOf(decision, context.store);
  forgetReads(context);
  const disputes = await context.store.disputesByRecordIds(decision.recordIds);
  const sorted = disputes.toSorted((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1));
  return {
    clientMutationId: call.clientMutationId,
    decision,
    applied: progress !== null,
    message: messageOf(progress, sorted),
    disputes: sorted,
  };
}

function orderOf({ openedAt, code }: DisputeDoc): string {
  return `${toUtcInstant(openedAt)}|${code}`;
}

/** What the pipeline says of a decision, null when it says nothing in time. */
async function progressOf({ _id }: LinkDecisionDoc, store: ScopedStore): Promise<DecisionProgressDoc | null> {
  const deadline = performance.now() + LONGEST_WAIT_MS;
  for (;;) {
    const [progress] = await store.decisionProgress([_id]);
    if (progress !== undefined) return progress;
    if (performance.now() + POLL_MS > deadline) return null;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

function messageOf(progress: DecisionProgressDoc | null, disputes: readonly DisputeDoc[]): string {
  const codes = disputes.length === 0 ? 'no dispute' : disputes.map(({ code }) => code).join(', ');
  switch (progress?.outcome) {
    case undefined:
      return `Kept, but not applied within ${LONGEST_WAIT_MS / 1_000} s: it will be. The records are in ${codes} until then (已记录，待落实).`;
    case 'APPLIED':
      return `Applied: the records are in ${codes} (已落实).`;
    case 'OVERRULED':
      return `A later decision says otherwise: the records are in ${codes} (被后来的决定取代).`;
    case 'UNDONE':
      return `It was undone: the records are in ${codes} (已撤销).`;
    case 'UNKNOWN_RECORDS':
      return 'None of its records is stored any more (记录不存在).';
  }
}

/** What was read before a decision may be otherwise after it. */
function forgetReads({ loaders }: DisputesContext): void {
  for (const loader of Object.values(loaders) as { clearAll(): unknown }[]) loader.clearAll();
}
