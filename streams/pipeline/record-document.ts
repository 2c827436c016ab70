import type { CanonicalRecord } from '../../schema/canonical/record.ts';
import { sensitivityOfStored } from '../../schema/canonical/sensitivity.ts';
import type { RecordDoc } from '../../schema/store/documents.ts';

/** A record as it is stored, its id as `_id`. Field by field: leaving one out of a copy of thirty costs V8 ten times as much. */
export function recordDocumentOf(record: CanonicalRecord): RecordDoc {
  return {
    _id: record.id,
    feed: record.feed,
    sourceId: record.sourceId,
    versionKey: record.versionKey,
    sourceTime: record.sourceTime,
    receivedAt: record.receivedAt,
    contentHash: record.contentHash,
    state: record.state,
    nature: record.nature,
    natureRule: record.natureRule,
    category: record.category,
    categoryRule: record.categoryRule,
    sourceCategory: record.sourceCategory,
    title: record.title,
    narrative: record.narrative,
    status: record.status,
    reportedAt: record.reportedAt,
    occurredAt: record.occurredAt,
    closedAt: record.closedAt,
    place: record.place,
    parties: record.parties,
    numbers: record.numbers,
    quotedNumbers: record.quotedNumbers,
    amountFen: record.amountFen,
    peopleInvolved: record.peopleInvolved,
    events: record.events,
    details: record.details,
    flags: record.flags,
    sensitivity: record.sensitivity,
    sensitivityRule: record.sensitivityRule,
  };
}

/** The record of a stored document. */
export function recordOfDocument(record: RecordDoc): CanonicalRecord {
  return {
    id: record._id,
    feed: record.feed,
    sourceId: record.sourceId,
    versionKey: record.versionKey,
    sourceTime: record.sourceTime,
    receivedAt: record.receivedAt,
    contentHash: record.contentHash,
    state: record.state,
    nature: record.nature,
    natureRule: record.natureRule,
    category: record.category,
    categoryRule: record.categoryRule,
    sourceCategory: record.sourceCategory,
    title: record.title,
    narrative: record.narrative,
    status: record.status,
    reportedAt: record.reportedAt,
    occurredAt: record.occurredAt,
    closedAt: record.closedAt,
    place: record.place,
    parties: record.parties,
    numbers: record.numbers,
    quotedNumbers: record.quotedNumbers,
    amountFen: record.amountFen,
    peopleInvolved: record.peopleInvolved,
    events: record.events,
    details: record.details,
    flags: record.flags,
    ...sensitivityOfStored(record),
  };
}
