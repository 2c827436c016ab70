/** Who can mend a fault: this decides retry (transient), dead letter (feed), refusal (partner) or crash (operator, hub). */
export type Fault = 'transient' | 'feed' | 'partner' | 'operator' | 'hub';

interface HubErrorEntry {
  readonly status: number;
  readonly fault: Fault;
}

/** The one table of error codes: HTTP status and who can mend it. Clients see the code as `extensions.code` or problem `code`. */
export const HUB_ERRORS = {
  HUB_BROKER_UNAVAILABLE: { status: 503, fault: 'transient' },
  HUB_STORE_UNAVAILABLE: { status: 503, fault: 'transient' },
  HUB_AUDIT_UNAVAILABLE: { status: 503, fault: 'transient' },
  HUB_SOURCE_UNAVAILABLE: { status: 503, fault: 'transient' },
  HUB_SUBGRAPH_UNAVAILABLE: { status: 503, fault: 'transient' },
  HUB_ISSUER_UNAVAILABLE: { status: 503, fault: 'transient' },
  HUB_RECORD_UNPARSABLE: { status: 400, fault: 'feed' },
  HUB_RECORD_INVALID: { status: 422, fault: 'feed' },
  HUB_RECORD_TOO_LARGE: { status: 413, fault: 'feed' },
  HUB_EVENT_INVALID: { status: 400, fault: 'partner' },
  HUB_MEDIA_TYPE_UNSUPPORTED: { status: 415, fault: 'partner' },
  HUB_SIGNATURE_INVALID: { status: 401, fault: 'partner' },
  HUB_IDEMPOTENCY_MISMATCH: { status: 409, fault: 'partner' },
  HUB_MOVE_ILLEGAL: { status: 409, fault: 'partner' },
  HUB_VERSION_CONFLICT: { status: 409, fault: 'partner' },
  HUB_DECISION_CONTRADICTED: { status: 409, fault: 'partner' },
  HUB_COLOUR_CONFLICT: { status: 409, fault: 'partner' },
  HUB_UNAUTHENTICATED: { status: 401, fault: 'partner' },
  HUB_FORBIDDEN: { status: 403, fault: 'partner' },
  HUB_PURPOSE_REQUIRED: { status: 403, fault: 'partner' },
  HUB_PURPOSE_NOT_GRANTED: { status: 403, fault: 'partner' },
  HUB_GRANT_ENDED: { status: 403, fault: 'partner' },
  HUB_SCOPE_INSUFFICIENT: { status: 403, fault: 'partner' },
  HUB_FIELD_NOT_GRANTED: { status: 403, fault: 'partner' },
  HUB_ARGUMENT_NOT_GRANTED: { status: 403, fault: 'partner' },
  HUB_NOT_FOUND: { status: 404, fault: 'partner' },
  HUB_DOCUMENT_UNKNOWN: { status: 404, fault: 'partner' },
  HUB_DOCUMENT_REQUIRED: { status: 403, fault: 'partner' },
  HUB_BAD_REQUEST: { status: 400, fault: 'partner' },
  HUB_METHOD_NOT_ALLOWED: { status: 405, fault: 'partner' },
  HUB_NOT_ACCEPTABLE: { status: 406, fault: 'partner' },
  HUB_LIMIT_EXCEEDED: { status: 400, fault: 'partner' },
  HUB_CURSOR_INVALID: { status: 400, fault: 'partner' },
  HUB_CURSOR_FOREIGN: { status: 409, fault: 'partner' },
  HUB_CURSOR_EXPIRED: { status: 410, fault: 'partner' },
  HUB_EXPORT_EXPIRED: { status: 410, fault: 'partner' },
  HUB_TOO_SLOW: { status: 429, fault: 'partner' },
  HUB_RATE_LIMITED: { status: 429, fault: 'partner' },
  HUB_CONFIG_INVALID: { status: 500, fault: 'operator' },
  HUB_PART_MISSING: { status: 500, fault: 'operator' },
  HUB_INTERNAL: { status: 500, fault: 'hub' },
} as const satisfies Record<string, HubErrorEntry>;

export type HubErrorCode = keyof typeof HUB_ERRORS;

export interface ErrorDetails {
  /** Of HUB_MOVE_ILLEGAL: the moves that are legal now. */
  readonly legalMoves?: readonly string[];
  /** Of HUB_VERSION_CONFLICT and HUB_MOVE_ILLEGAL: the version that the workflow is at. */
  readonly currentVersion?: number;
  /** Of HUB_DECISION_CONTRADICTED: the decision that says otherwise. */
  readonly decisionId?: string;
  /** Of HUB_COLOUR_CONFLICT: the colour that holds. */
  readonly currentColour?: string;
  /** Of HUB_SCOPE_INSUFFICIENT: the scope that the token lacks. */
  readonly requiredScope?: string;
  /** Of HUB_PURPOSE_REQUIRED and HUB_PURPOSE_NOT_GRANTED: the purposes that may be stated. */
  readonly purposes?: readonly string[];
  /** Of HUB_RATE_LIMITED: milliseconds after which it is worth trying again. */
  readonly retryAfterMs?: number;
  /** Of HUB_CURSOR_EXPIRED: the oldest cursor with the same filter that still holds. */
  readonly oldestCursor?: string;
  /** Of a stream that ends: the cursor of its last item, with which another goes on. */
  readonly cursor?: string;
}

/** The one error class of the hub. `message` is for the person who can mend it: what is wrong, where, and how to mend it. */
export class HubError extends Error {
  readonly code: HubErrorCode;
  /** Where the fault lies: a column, a JSON path, an option's name. */
  readonly field: string | undefined;
  /** What a partner's program needs to go on, beside the words: the moves that are legal, the current version. Clients see it. */
  readonly details: ErrorDetails | undefined;

  constructor(
    code: HubErrorCode,
    message: string,
    options: { cause?: unknown; field?: string; details?: ErrorDetails } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'HubError';
    this.code = code;
    this.field = options.field;
    this.details = options.details;
  }

  get status(): number {
    return HUB_ERRORS[this.code].status;
  }

  get fault(): Fault {
    return HUB_ERRORS[this.code].fault;
  }
}
