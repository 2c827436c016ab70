/** Longest that a stream waits before it ends, for an entry of the audit as for the store: MongoDB may start anew or elect a primary meanwhile. */
export const STREAM_WAIT_MS = 30_000;
