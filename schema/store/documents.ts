import type { Binary } from 'mongodb';
import type { Dispute } from '../canonical/dispute.ts';
import type { Link } from '../canonical/link.ts';
import type { DecisionOutcome, LinkDecision } from '../canonical/link-decision.ts';
import type { CanonicalRecord } from '../canonical/record.ts';
import type { WorkflowEvent } from '../canonical/workflow.ts';
import type { Timer } from '../canonical/workflow-timer.ts';
import type { Reference, ReferenceKind } from '../canonical/reference.ts';
import type { Sensitivity } from '../canonical/sensitivity.ts';
import type { Colour } from '../vocabulary/risk-terms.ts';
import type { FeedName } from '../vocabulary/feeds.ts';
import type { HotSpot } from '../canonical/hot-spot.ts';
import type { HubEvent } from '../canonical/hub-event.ts';
import type { ColourDecision, DisputeRisk } from '../canonical/risk.ts';
import type { ConnectorStatus } from './feed-quality.ts';

/**
 * Insert-only: every accepted version of every record, original bytes. Never dropped (source of truth, rule 1). All versions of a record
 * stand together in the order of `_id` (`<recordId>:` to `<recordId>;`), so that no second index slows the writing down.
 */
export interface RawRecordDoc {
  /** `rawRecordIdOf(recordId, contentHash)`. */
  _id: string;
  recordId: string;
  feed: FeedName;
  sourceId: string;
  sourceTime: string;
  receivedAt: string;
  contentType: string;
  contentHash: string;
  profile: string | null;
  eventId: string;
  connector: string;
  /** `originOf` the message that brought this version first: later messages with the same bytes are repeats, the same one again is not. */
  origin: string;
  /** There when that message became a dead letter: the bytes are kept, but count as the dead letter. */
  refused?: true;
  /** There when the same bytes came again and the mapping of that day read them: a record is made of it, though it counts as the dead letter. */
  readLater?: true;
  /** There when something of a person was erased from it: the bytes are what is left, as `ERASED_DRAFT_TYPE` says, or none. */
  erased?: ErasedNote;
  /** There when its term was over: it has no bytes any more, and no record is made of it. */
  ended?: { readonly at: string; readonly ruleVersion: string };
  bytes: Binary;
}

/** What was done to a raw version, and how guarded it was before. Its `contentHash` stays that of the original bytes. */
export interface ErasedNote {
  /** UTC. */
  at: string;
  /** SHA-256 of the bytes that are left, lower-case hex. */
  bytesHash: string;
  sensitivity: Sensitivity | null;
  sensitivityRule: string | null;
}

/** Current version of a record; `_id` is the record id. */
export type RecordDoc = Omit<CanonicalRecord, 'id'> & { _id: string };

/** Current version of an entry of an agency's lists; `_id` = `referenceIdOf(feed, kind, code)`. */
export type ReferenceDoc = Omit<Reference, 'id'> & { _id: string };

/**
 * Insert-only: every version of every entry of an agency's lists, original bytes. Never dropped (source of truth, rule 1): `references` can
 * be made again from it, also with a mended mapping.
 */
export interface RawReferenceDoc {
  /** `rawRecordIdOf(referenceId, contentHash)`. */
  _id: string;
  /** `referenceIdOf(feed, kind, code)`. */
  referenceId: string;
  feed: FeedName;
  kind: ReferenceKind;
  code: string;
  sourceTime: string;
  receivedAt: string;
  contentType: string;
  contentHash: string;
  profile: string | null;
  eventId: string;
  connector: string;
  /** There when the mapping refused it: a dead letter tells why. A mended mapping may read it. */
  refused?: true;
  /** There when something of a person was erased from it: the bytes are what is left, as `ERASED_DRAFT_TYPE` says, or none. */
  erased?: ErasedNote;
  bytes: Binary;
}

/** One row a blocking key and record: written before candidates are read (rule 4). `_id` = `<key>|<recordId>`, shardable by key. */
export interface BlockKeyDoc {
  _id: string;
  key: string;
  recordId: string;
  /** UTC instant of the record's report: of a key with very many records the newest are compared. */
  reportedAt: string;
}

export type DisputeDoc = Omit<Dispute, 'id'> & {
  _id: string;
  /** Copied from `risks` by who scored it; absent until then. */
  risk?: DisputeRisk | null;
  /** When it was last changed since it was scored, UTC; absent when its risk is up to date. */
  scoreDue?: string;
};

/** Two records that are or may be about one dispute, with the evidence; `_id` = `linkIdOf` them. Derived. */
export type LinkDoc = Omit<Link, 'id'> & { _id: string };

/** Search entry of one record: exact keys and bigrams of its folded text, kept apart so that indexing never delays storing. */
export interface SearchEntryDoc {
  /** Record id. */
  _id: string;
  feed: FeedName;
  versionKey: string;
  /** Folded exact keys: phone, ID number, own numbers, names, each with its kind in front (`phone:138…`, `id:…`, `number:…`, `name:…`). */
  keys: string[];
  /** Bigrams of the folded text (narrative, title, address, names). */
  grams: string[];
  /** The folded text itself, to verify a bigram hit. */
  text: string;
  reportedAt: string;
}

/**
 * Human and machine decisions that a rebuild must not lose: code assignments, merges, and disputes that a correction brought back out of a
 * merge. Insert-only.
 */
export interface DecisionDoc {
  /** `code:<code>`, so that a code is assigned once; `merged:` or `split:` with dispute id and its `rev`. */
  _id: string;
  kind: 'CODE_ASSIGNED' | 'DISPUTES_MERGED' | 'DISPUTE_SPLIT';
  disputeId: string;
  code: string | null;
  mergedInto: string | null;
  at: string;
}

/** One move of a dispute's workflow, as the publisher copied it out of the dispute: a row of `decisions` too. */
export interface WorkflowMoveDoc {
  /** Id of the event, so that a move is kept once. */
  _id: string;
  kind: 'WORKFLOW_MOVE';
  disputeId: string;
  code: string;
  at: string;
  event: WorkflowEvent;
}

/**
 * One firing of a timer of a dispute's workflow, written before its effect: a row of `decisions` too. Its effect is the event whose
 * `clientMutationId` is this id.
 */
export interface TimerFiredDoc {
  /** `timerIdOf(dispute, timer)`, so that it fires once. */
  _id: string;
  kind: 'TIMER_FIRED';
  disputeId: string;
  timer: Timer;
  /** The deadline that it is about, UTC. */
  dueAt: string;
  ruleVersion: string;
  /** When it fired, UTC: later than it was set for when no pipeline ran. */
  at: string;
}

/** A decision of people over record ids: a row of `decisions` too. */
export type LinkDecisionDoc = Omit<LinkDecision, 'id'> & { _id: string };

/** A person's decision about a colour: a row of `decisions` too. */
export type ColourDecisionDoc = Omit<ColourDecision, 'id' | 'kind'> & {
  _id: string;
  kind: `COLOUR_${ColourDecision['kind']}`;
};

/**
 * A colour that a machine found for a dispute: one row of `decisions` for each change of the colour that holds and for each firing of what is
 * driven by time, written before its effect (rule 8).
 */
export interface RiskColourDoc {
  _id: string;
  kind: 'RISK_COLOUR';
  disputeId: string;
  /** Last `seq` of the dispute's events before it. */
  seq: number;
  score: number;
  /** Colours that held before and hold now; the first comes from none. */
  from: Colour | null;
  to: Colour;
  /** Moment that it was scored for: of a firing, the time that it was due. UTC. */
  asOf: string;
  ruleVersion: string;
  /** When it was written, UTC (`…Z`, milliseconds). */
  at: string;
}

export type HotSpotDoc = Omit<HotSpot, 'id'> & {
  _id: string;
  /** Goes up by one with each change of the watcher: its changes are compare-and-set. Absent of a spot that nobody has told of. */
  rev?: number;
  /** Last `seq` given to an event of this hot spot. */
  seq?: number;
  /** Last day with an alarm, `YYYY-MM-DD`. */
  lastAlarmOn?: string;
  /** Events that are not yet in the topic, in their order. */
  outbox?: HubEvent[];
};

/** What became of a decision of people; there once the pipeline has applied it. */
export interface DecisionProgressDoc {
  /** `_id` of the row of `decisions`. */
  _id: string;
  /** UTC. */
  appliedAt: string;
  outcome: DecisionOutcome;
  /** Disputes that stood with one of its records when it was applied, sorted. */
  disputeIds: string[];
}

/** Dead letters as read back from their topics; `_id` = origin topic, partition and offset. */
export interface DeadLetterDoc {
  _id: string;
  feed: FeedName;
  connector: string;
  stage: string;
  code: string;
  reason: string;
  /** The reason without the values of the one record, to count by: see `reasonClassOf`. */
  reasonClass: string;
  at: string;
  key: Binary | null;
  value: Binary;
}

/** A connector's saved position. `_id` = connector name. */
export interface ConnectorCursorDoc {
  _id: string;
  cursor: unknown;
  savedAt: string;
}

/** What is known about a feed's flow, for freshness. `_id` = feed; written by workers and the pipeline. */
export interface FeedStatusDoc {
  _id: FeedName;
  /** Last time the agency's system was reached (a push accepted, a poll answered, a folder read). */
  lastContactAt: string | null;
  /** Latest source time seen. */
  lastSourceTime: string | null;
  /** Last time a record of this feed was stored. */
  lastStoredAt: string | null;
  /** RUNNING, PAUSED, FAILED … (Kafka Connect's states): the worst of its connectors. */
  connectorState: string | null;
  /** Trace of that connector. */
  trace: string | null;
  /** Its connectors by name, as their worker last told. */
  connectors?: ConnectorStatus[];
  /** Latest `receivedAt` of a version that was stored, UTC. */
  lastReceivedAt?: string | null;
  /** Last time that any message of this feed was handled: stored, repeated or refused. UTC. */
  lastArrivalAt?: string | null;
  /** Messages of the feed's topic that are not stored yet, and when that was asked. */
  lag?: { messages: number; measuredAt: string } | null;
  /** Silence that is longer than this feed has shown to be usual; null while it is being learned. */
  learnedSilence?: { limitMs: number | null; learnedAt: string } | null;
}
