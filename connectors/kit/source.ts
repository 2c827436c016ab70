import type { DeadLetter } from '../../schema/topics/dead-letter.ts';
import type { SourceRecord } from '../../schema/topics/envelope.ts';
import type { KnownRecords } from './known-records.ts';

/** What the worker lends to a source. A source never sees Kafka or MongoDB. */
export interface SourceContext {
  /** Configured name of this connector. */
  readonly name: string;
  /** Resolves once the broker has acknowledged all of them (acks all). @throws HubError HUB_BROKER_UNAVAILABLE: keep them and retry, or answer 503. */
  emit(records: readonly SourceRecord[]): Promise<void>;
  /**
   * As `emit`, for entries of the lists that the agency keeps (grids, committees): they are no records. `sourceId` is
   * `referenceKeyOf(kind, code)`.
   */
  emitReference(entries: readonly SourceRecord[]): Promise<void>;
  /** Resolves once the dead letters are acknowledged. */
  deadLetter(letters: readonly DeadLetter[]): Promise<void>;
  /** The source's saved position; saved majority-durable, and only after the emits it covers. */
  readonly cursor: {
    load(): Promise<unknown>;
    save(value: unknown): Promise<void>;
  };
  /** What the hub has stored of this connector's feed. */
  readonly known: KnownRecords;
  /** Routes of push sources, mounted by the worker on its intake server. */
  readonly intake: IntakeRegistrar;
  /** Says that the agency's system was reached just now (a push accepted, a poll answered, a folder read): the feed's freshness. */
  contact(): void;
  /** Text of a file in the secrets folder, read anew each time so that secrets can be replaced. @throws HubError HUB_CONFIG_INVALID naming the file. */
  secret(file: string): Promise<string>;
  /** Absolute path of a configured path, which is relative to the home folder. */
  resolvePath(path: string): string;
  now(): Date;
  readonly log: SourceLog;
}

export interface SourceLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** A pushed request: path matched, body complete and within the size limit, bytes untouched. */
export interface IntakeRequest {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
}

/** `application/problem+json` (RFC 9457) when status ≥ 400, `application/json` otherwise. */
export interface IntakeReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: object;
}

/** What the OpenAPI description of the intake says about a route; the schemas it takes part in come from zod. */
export interface IntakeOperation {
  readonly operationId: string;
  readonly summary: string;
  /** CloudEvents `type` that the route takes. */
  readonly eventType: string;
  /** JSON Schema of the event's `data`. */
  readonly dataSchema: object;
}

export interface IntakeRegistrar {
  /** Registering the same path again replaces the handler. @throws HubError HUB_CONFIG_INVALID when another connector has the path. */
  post(
    path: string,
    handle: (request: IntakeRequest) => Promise<IntakeReply>,
    operation: IntakeOperation,
  ): void;
}

/**
 * A running source. `run` returns when the signal aborts; it throws a HubError only for what the worker must decide: `transient` is
 * retried by the worker with backoff (Kafka Connect's `errors.retry.*`), anything else makes the task FAILED with its trace.
 */
export interface Source {
  run(signal: AbortSignal): Promise<void>;
}
