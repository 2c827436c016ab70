import type { Logger } from 'pino';
import { HubError } from '../../schema/canonical/hub-error.ts';
import type { DisputeWorkflow } from '../../schema/canonical/workflow.ts';
import type { Timer } from '../../schema/canonical/workflow-timer.ts';
import { insertOnce } from '../../schema/store/bulk-command.ts';
import { moveDispute, plainStep, type Step } from '../../schema/store/dispute-move.ts';
import type { TimerFiredDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import { storing } from '../../schema/store/store-fault.ts';
import type { Deadlines } from '../../schema/workflow/deadlines.ts';
import { HUB } from '../../schema/workflow/legality.ts';
import { timerIdOf, timerInput } from '../../schema/workflow/timers.ts';
import { repeating } from './repeating.ts';

export interface TimerOptions {
  readonly store: Store;
  /** Of the events that firing makes: they set new timers. */
  readonly deadlines: Deadlines;
  readonly now: () => Date;
  /** For tests that crash between two awaits. */
  readonly step?: Step;
  /** Told of disputes whose timers could not fire; the others go on. */
  readonly onFault?: (error: unknown, disputeId: string) => void;
}

interface Due {
  readonly _id: string;
  readonly workflow: Pick<DisputeWorkflow, 'timers'>;
}

/** Disputes that are looked at in one read. */
const DISPUTES_AT_ONCE = 100;

/**
 * Fires every timer whose time has come, also long ago: a firing first becomes a row of `decisions` with its due time and rule version, then
 * an event of the hub in the dispute, by the same write as any other move. Row and event carry the same id, and the event takes its time from
 * the row, so that of two pipelines one fires, and what a crash left between the two is finished by the next call. A timer that a move took
 * away after its row was written has no event: what it announced is no longer so. Answers how many events were made.
 * @throws HubError HUB_STORE_UNAVAILABLE: what is left fires with the next call.
 */
export async function fireTimers(options: TimerOptions): Promise<number> {
  const { store, now, onFault = () => undefined } = options;
  const step = options.step ?? plainStep;
  const failed: string[] = [];
  let fired = 0;
  for (;;) {
    const due = await step('read-due', () =>
      storing(
        store.disputes
          .find(
            {
              'workflow.timers.fireAt': { $gt: '', $lte: now().toISOString() },
              // A merged dispute is handled no more; its survivor has timers of its own.
              state: { $ne: 'MERGED' },
              ...(failed.length === 0 ? {} : { _id: { $nin: failed } }),
            },
            { 'workflow.timers': 1 },
          )
          .limit(DISPUTES_AT_ONCE)
          .lean<Due[]>()
          .exec(),
      ),
    );
    if (due.length === 0) return fired;
    for (const dispute of due) {
      try {
        fired += await fireAllOf(dispute, options, step);
      } catch (error) {
        if (error instanceof HubError && error.fault === 'transient') throw error;
        failed.push(dispute._id);
        onFault(error, dispute._id);
      }
    }
  }
}

/** Fires one after the other, each on the workflow that the one before has left. */
async function fireAllOf(dispute: Due, options: TimerOptions, step: Step): Promise<number> {
  const { store, deadlines, now } = options;
  let { timers } = dispute.workflow;
  let fired = 0;
  for (;;) {
    const timer = timers.find(({ fireAt }) => fireAt <= now().toISOString());
    if (timer === undefined) return fired;
    const row = await noted(store, dispute._id, timer, now(), step);
    const moved = await moveDispute({
      store,
      scope: {},
      dispute: { id: dispute._id },
      request: {
        move: timer.kind,
        input: timerInput(timer),
        by: HUB,
        note: null,
        clientMutationId: row._id,
        expectedVersion: null,
      },
      deadlines,
      now: () => new Date(row.at),
      step,
    }).catch((error: unknown) => {
      if (error instanceof HubError && error.code === 'HUB_MOVE_ILLEGAL') return null;
      throw error;
    });
    // Somebody's move came first: what is set now is found by the next look.
    if (moved === null) return fired;
    if (!moved.repeated) fired += 1;
    const next = moved.dispute.workflow?.timers ?? [];
    if (moved.repeated && next.some((other) => timerIdOf(dispute._id, other) === row._id)) {
      throw new HubError(
        'HUB_INTERNAL',
        `timer ${row._id} of dispute ${dispute._id} has fired and is set again`,
      );
    }
    timers = next;
  }
}

/** The row of this firing: the one that is there, by whomever, or a new one. */
async function noted(
  store: Store,
  disputeId: string,
  timer: Timer,
  now: Date,
  step: Step,
): Promise<TimerFiredDoc> {
  const { dueAt, ruleVersion } = timer;
  const row: TimerFiredDoc = {
    _id: timerIdOf(disputeId, timer),
    kind: 'TIMER_FIRED',
    disputeId,
    timer,
    dueAt,
    ruleVersion,
    at: now.toISOString(),
  };
  const isNew = await step('note-firing', () => insertOnce(store.timerFirings, row));
  if (isNew) return row;
  const first = await step('read-firing', () =>
    storing(store.timerFirings.findById(row._id).lean<TimerFiredDoc>().exec()),
  );
  return first ?? row;
}

const EVERY_MS = 1_000;

/**
 * Fires timers once a second, from the start on, so that what came due while no pipeline ran fires at once. Returns a function that stops it
 * once what is under way is done.
 */
export function startTimers(options: TimerOptions, log: Logger): () => Promise<void> {
  const told = new Set<string>();
  const onFault = (error: unknown, disputeId: string): void => {
    if (!told.has(disputeId)) log.error({ err: error, disputeId }, 'timers of a dispute could not fire');
    told.add(disputeId);
  };
  return repeating(
    () => fireTimers({ ...options, onFault }),
    EVERY_MS,
    log,
    'timers could not fire yet: again soon',
  ).stop;
}
