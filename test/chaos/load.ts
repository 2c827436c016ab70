import { pushUntilAccepted } from '../harness/police-push.ts';
import type { IncidentVersion } from './incidents.ts';

/** What the hub has accepted with 202: source times of the versions, by record. */
export type Accepted = ReadonlyMap<string, ReadonlySet<string>>;

export interface Load {
  /** Number of accepted pushes so far, repeats included. */
  accepted(): number;
  /** Lets what has been begun be accepted, sends nothing new. */
  finish(): Promise<Accepted>;
}

export interface LoadOptions {
  readonly intakeUrl: string;
  readonly secret: Uint8Array;
  readonly lanes: number;
  /** Pause of a lane between two pushes. */
  readonly pauseMs: number;
  readonly finishWithinMs: number;
}

/** Pushes without end over several lanes at once; each version is sent until it is accepted. */
export function startLoad(versions: Iterator<IncidentVersion>, options: LoadOptions): Load {
  const accepted = new Map<string, Set<string>>();
  const deadline = new AbortController();
  let count = 0;
  let sending = true;

  const lane = async (): Promise<void> => {
    while (sending) {
      const next = versions.next();
      if (next.done === true) return;
      const { sourceId, sourceTime, row } = next.value;
      await pushUntilAccepted(options.intakeUrl, options.secret, row, {
        retryMs: 50,
        signal: deadline.signal,
      });
      count += 1;
      accepted.set(sourceId, (accepted.get(sourceId) ?? new Set()).add(sourceTime));
      await new Promise((resolve) => setTimeout(resolve, options.pauseMs));
    }
  };
  const lanes = Promise.all(Array.from({ length: options.lanes }, lane));
  // Seen when `finish` awaits it; until then a refusal must not end the test run.
  lanes.catch(() => undefined);

  return {
    accepted: () => count,
    finish: async () => {
      sending = false;
      setTimeout(() => {
        deadline.abort();
      }, options.finishWithinMs).unref();
      await lanes;
      return accepted;
    },
  };
}
