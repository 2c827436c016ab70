import { OperationTypeNode, type DocumentNode, type GraphQLSchema } from 'graphql';
import type { AuditDraft, AuditKind } from '../../../schema/canonical/audit.ts';
import { HubError, type HubErrorCode } from '../../../schema/canonical/hub-error.ts';
import type { Caller } from '../caller.ts';
import type { ChainWriter } from './chain-writer.ts';
import { DenialCounts } from './denial-counts.ts';
import { RowLook, type LookedAt } from './look.ts';
import { operationFacts, type OperationFacts } from './operation-facts.ts';
import { STREAM_WAIT_MS } from '../stream-wait.ts';
import { StreamAudit, writeRanges, type StreamChain } from './stream-audit.ts';
import type { RequestPart } from './stream-ranges.ts';

/** Who asks what. */
export interface AuditedRequest {
  readonly schema: GraphQLSchema;
  readonly caller: Caller;
  readonly requestId: string;
  readonly operation: {
    readonly document: DocumentNode;
    readonly operationName: string | undefined;
    readonly operationType: OperationTypeNode;
  };
}

/** One answer on its way out. */
export interface AuditedAnswer {
  readonly look: RowLook;
  /** Resolves when the look is durable: only then may the answer leave. @throws HubError HUB_AUDIT_UNAVAILABLE */
  end(codes: readonly string[]): Promise<void>;
}

/** What the gateway has to tell of every look. */
export interface Auditor {
  /** Of a mutation it resolves when the intent is durable. @throws HubError HUB_AUDIT_UNAVAILABLE */
  begin(request: AuditedRequest): Promise<AuditedAnswer>;
  /** Resolves when the opening is durable. @throws HubError HUB_AUDIT_UNAVAILABLE */
  beginStream(request: AuditedRequest): Promise<StreamAudit>;
  /** Before an attempt to deliver an event to a saved webhook. @throws HubError HUB_AUDIT_UNAVAILABLE */
  delivering(caller: Caller, webhookId: string, event: { id: string; subjectId: string }): Promise<void>;
  /** Before the file of an export leaves. @throws HubError HUB_AUDIT_UNAVAILABLE */
  downloading(caller: Caller, file: { readonly _id: string; readonly rows: number }): Promise<void>;
  /** Counts a refusal, once each error; whatever else the error may be is not of this book. Never throws and never waits. */
  denied(error: unknown, caller: Caller | null): void;
}

export interface ChainAuditor extends Auditor {
  /** Writes what is open. */
  close(): Promise<void>;
}

/** Root fields by which stored events are read on by cursor. */
const PULLED = new Set(['riskEvents']);
const FLUSH_MS = 1_000;
/** A gateway that ends waits no longer for a store that is away. */
const CLOSE_WAIT_MS = 2_000;
const DENIALS: ReadonlySet<HubErrorCode> = new Set(['HUB_LIMIT_EXCEEDED', 'HUB_TOO_SLOW']);
const NOTHING: LookedAt = { ids: [], count: 0 };

/**
 * Tells everything to the chain of this process.
 * @param flushMs what streams were sent, and how often was refused, is written so often
 * @param streamWaitMs longest that a stream waits for an entry of its own
 */
export function createAuditor(
  chain: Pick<ChainWriter, 'write' | 'close'>,
  log: { warn(fields: object, message: string): void },
  flushMs: number = FLUSH_MS,
  streamWaitMs: number = STREAM_WAIT_MS,
): ChainAuditor {
  const patient: StreamChain = { write: (draft) => chain.write(draft, streamWaitMs) };
  const streams = new Set<StreamAudit>();
  const denials = new DenialCounts();
  const told = new WeakSet<Error>();

  const flushDenials = async (): Promise<void> => {
    await Promise.all(denials.take().map((draft) => chain.write(draft)));
  };
  const timer = setInterval(() => {
    writeRanges(
      [...streams].filter(({ isWriting }) => !isWriting),
      patient,
    );
    flushDenials().catch((error: unknown) => {
      log.warn({ err: error }, 'refusals of the last second could not be written down');
    });
  }, flushMs);
  timer.unref();

  return {
    async begin(request) {
      const startedMs = performance.now();
      const facts = operationFacts(
        request.schema,
        request.operation.document,
        request.operation.operationName,
      );
      const draft = (kind: AuditKind, { ids, count }: LookedAt, codes: readonly string[]): AuditDraft => ({
        ...aboutRequest(request, facts),
        kind,
        rowIds: ids,
        rowCount: count,
        codes: [...codes].sort(),
        durationMs: Math.round(performance.now() - startedMs),
      });
      const isMutation = request.operation.operationType === OperationTypeNode.MUTATION;
      if (isMutation) await chain.write(draft('MUTATION_INTENT', NOTHING, []));
      const look = new RowLook();
      const isPull = facts.rootFields.some((field) => PULLED.has(field));
      const kind = isMutation ? 'MUTATION_OUTCOME' : isPull ? 'PULL' : 'QUERY';
      return { look, end: (codes) => chain.write(draft(kind, look.seen, codes)) };
    },
    async beginStream(request) {
      const facts = operationFacts(
        request.schema,
        request.operation.document,
        request.operation.operationName,
      );
      const stream = new StreamAudit(patient, aboutRequest(request, facts), () => streams.delete(stream));
      await stream.open();
      streams.add(stream);
      return stream;
    },
    async delivering(caller, webhookId, { id, subjectId }) {
      await chain.write({
        ...callerOf(caller),
        kind: 'WEBHOOK_DELIVERY',
        operation: null,
        fields: [],
        rowIds: [subjectId],
        rowCount: 1,
        codes: [],
        durationMs: 0,
        count: 1,
        requestId: webhookId,
        range: { from: id, to: id },
      });
    },
    async downloading(caller, { _id, rows }) {
      await chain.write({
        ...callerOf(caller),
        kind: 'EXPORT_DOWNLOAD',
        operation: null,
        fields: [],
        rowIds: [],
        rowCount: rows,
        codes: [],
        durationMs: 0,
        count: 1,
        requestId: _id,
        range: null,
      });
    },
    denied(error, caller) {
      if (!(error instanceof Error) || told.has(error)) return;
      const code = denialOf(error);
      if (code === null) return;
      told.add(error);
      denials.add(code, caller);
    },
    async close() {
      clearInterval(timer);
      writeRanges(streams, patient);
      const last = Promise.allSettled([...[...streams].map((stream) => stream.close([])), flushDenials()]);
      await Promise.race([last, new Promise((resolve) => setTimeout(resolve, CLOSE_WAIT_MS).unref())]);
      // What still waits is written now or refused.
      await chain.close();
      await last;
    },
  };
}

function aboutRequest(
  { caller, requestId }: AuditedRequest,
  { operation, fields }: OperationFacts,
): RequestPart {
  return { ...callerOf(caller), operation, fields, count: 1, requestId, range: null };
}

function callerOf({
  partner,
  actor,
  purpose,
  reason,
}: Caller): Pick<AuditDraft, 'partner' | 'actor' | 'purpose' | 'reason'> {
  return { partner, actor, purpose, ...(reason === undefined ? {} : { reason }) };
}

/** 401, 403 and what goes beyond a limit; null of everything else. */
function denialOf(error: Error): string | null {
  if (error instanceof HubError) {
    return error.status === 401 || error.status === 403 || DENIALS.has(error.code) ? error.code : null;
  }
  // A request error of the router carries its GraphQL errors.
  const { errors } = error as { errors?: readonly { extensions?: Record<string, unknown> }[] };
  const code = errors?.[0]?.extensions?.['code'];
  return DENIALS.has(code as HubErrorCode) ? String(code) : null;
}
