import { createRequire } from 'node:module';

/** The parts of kafkajs 2.2.4's internal request queue that the patch touches. */
interface RequestQueue {
  readonly pending: readonly unknown[];
  readonly throttledUntil: number;
  throttleCheckTimeoutId: NodeJS.Timeout | null;
  checkPendingRequests(): void;
  scheduleCheckPendingRequests(): void;
}

const OVERLOADED_CHECK_MS = 10;

/**
 * Mends kafkajs 2.2.4 for this process. Its request queue re-arms its check timer for ever, with a negative delay that Node turns into
 * 1 ms: 3.7 % of a core at rest per process, and a TimeoutNegativeWarning on Node 24 (kafkajs issue 1751). Here the timer is armed only
 * while requests are pending or the broker's throttle has not run out, which is all that it is for. Applying it twice changes nothing.
 */
export function patchRequestQueue(): void {
  const require = createRequire(import.meta.url);
  const { prototype } = require('kafkajs/src/network/requestQueue') as { prototype: RequestQueue };
  prototype.scheduleCheckPendingRequests = function (this: RequestQueue): void {
    const throttledForMs = this.throttledUntil - Date.now();
    if (this.throttleCheckTimeoutId !== null || (this.pending.length === 0 && throttledForMs <= 0)) return;
    this.throttleCheckTimeoutId = setTimeout(
      () => {
        this.throttleCheckTimeoutId = null;
        this.checkPendingRequests();
      },
      throttledForMs > 0 ? throttledForMs : OVERLOADED_CHECK_MS,
    );
  };
}
