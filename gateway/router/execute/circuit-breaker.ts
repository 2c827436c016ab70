/** When a server that keeps failing is left alone, and for how long. */
export interface BreakerLimits {
  /** Failures one after the other that open the circuit. */
  readonly failures: number;
  /** How long nothing is sent; then one request tries. */
  readonly pauseMs: number;
}

/** Keeps requests away from a server that fails, so that callers wait for nothing and the server can come back. */
export class CircuitBreaker {
  readonly #limits: BreakerLimits;
  readonly #now: () => number;
  #failures = 0;
  #openUntilMs = 0;
  #isTrying = false;

  /** @param now monotonic milliseconds */
  constructor(limits: BreakerLimits, now: () => number = () => performance.now()) {
    this.#limits = limits;
    this.#now = now;
  }

  /** Whether a request may be sent. Whoever is let through after a pause is the one that tries. */
  mayTry(): boolean {
    if (this.#failures < this.#limits.failures) return true;
    if (this.#isTrying || this.#now() < this.#openUntilMs) return false;
    this.#isTrying = true;
    return true;
  }

  succeeded(): void {
    this.#failures = 0;
    this.#isTrying = false;
  }

  /** The request was given up for reasons that say nothing of the server. */
  gaveUp(): void {
    this.#isTrying = false;
  }

  failed(): void {
    this.#failures += 1;
    this.#isTrying = false;
    if (this.#failures >= this.#limits.failures) this.#openUntilMs = this.#now() + this.#limits.pauseMs;
  }
}
