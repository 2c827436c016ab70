/** What one client may hold of the gateway's memory and time. */
export interface StreamLimits {
  /** Bytes written to a client that it has not taken yet: nothing more is written until half of them are gone. */
  readonly maxBufferedBytes: number;
  /** A client that does not take them within this time is closed with its last cursor. */
  readonly stallMs: number;
  /** A WebSocket whose client does not read its end within this time is cut off, so that its buffer is freed. */
  readonly cutOffMs: number;
  /** Operations of one WebSocket at once. */
  readonly maxOperations: number;
  /** From the opening of a WebSocket to its `connection_init`. */
  readonly initTimeoutMs: number;
  /** A comment on SSE, a ping on WebSocket: after two without an answer a WebSocket is gone. */
  readonly keepAliveMs: number;
}

export const DEFAULT_STREAM_LIMITS: StreamLimits = {
  maxBufferedBytes: 262_144,
  stallMs: 10_000,
  cutOffMs: 2_000,
  maxOperations: 100,
  initTimeoutMs: 3_000,
  keepAliveMs: 15_000,
};
