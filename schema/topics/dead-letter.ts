import { maskReason } from '../masking/mask-reason.ts';
import type { FeedName } from '../vocabulary/feeds.ts';

/** Where a record failed: Kafka Connect's `TransformationChain` stage names. */
export type DeadLetterStage = 'VALUE_CONVERTER' | 'TRANSFORMATION' | 'TASK_POLL';

/** A refused record with its original bytes and a reason that a clerk can act on. */
export interface DeadLetter {
  readonly feed: FeedName;
  /** Connector's configured name, or `pipeline`. */
  readonly connector: string;
  readonly stage: DeadLetterStage;
  /** HUB_… code. */
  readonly code: string;
  /** What is wrong, where, and how to mend it. */
  readonly reason: string;
  readonly at: string;
  readonly key: Uint8Array | null;
  readonly value: Uint8Array;
  /** Where it came from: topic, partition, offset; or for files and pages a name and the record's number in it. */
  readonly origin: { readonly topic: string; readonly partition: number; readonly offset: string };
}

const PREFIX = '__connect.errors.';

/** Kafka Connect's dead-letter headers (KIP-298), so that existing tools can read them. The reason without anybody's values: the bytes have them. */
export function deadLetterHeaders(letter: DeadLetter): Record<string, string> {
  return {
    [`${PREFIX}topic`]: letter.origin.topic,
    [`${PREFIX}partition`]: String(letter.origin.partition),
    [`${PREFIX}offset`]: letter.origin.offset,
    [`${PREFIX}connector.name`]: letter.connector,
    [`${PREFIX}task.id`]: '0',
    [`${PREFIX}stage`]: letter.stage,
    [`${PREFIX}class.name`]: `tributary.${letter.feed}`,
    [`${PREFIX}exception.class.name`]: letter.code,
    [`${PREFIX}exception.message`]: maskReason(letter.reason),
    [`${PREFIX}exception.stacktrace`]: '',
    tributary_at: letter.at,
  };
}

/** Reads a dead letter back from its message; the identity for de-duplication is (topic, partition, offset) of its origin. */
export function deadLetterOf(
  feed: FeedName,
  headers: Readonly<Record<string, string | undefined>>,
  key: Uint8Array | null,
  value: Uint8Array,
): DeadLetter {
  const header = (name: string): string => headers[`${PREFIX}${name}`] ?? '';
  const stage = header('stage');
  return {
    feed,
    connector: header('connector.name'),
    stage: stage === 'VALUE_CONVERTER' || stage === 'TASK_POLL' ? stage : 'TRANSFORMATION',
    code: header('exception.class.name'),
    reason: header('exception.message'),
    at: headers['tributary_at'] ?? '',
    key,
    value,
    origin: {
      topic: header('topic'),
      partition: Number(header('partition') || '0'),
      offset: header('offset'),
    },
  };
}

/** Identity of a message, `<topic>:<partition>:<offset>`: of dead letters, repeats and the messages that brought raw records. */
export function originOf(message: {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
}): string {
  return `${message.topic}:${message.partition}:${message.offset}`;
}

/** Origin topic of dead letters that connectors make of entries of the agency's lists: they stand beside the balance of its records. */
export function listOriginOf(feed: FeedName): string {
  return `list/${feed}`;
}

const LONGEST_REASON_CLASS = 160;

/**
 * A reason without the values of its record, so that letters can be counted by it: what stands in quotes becomes `…`, numbers become #
 * unless they end a word (`UTF-8`, `police110`). `column bjsj: "2026-02-30" does not exist` → `column bjsj: "…" does not exist`.
 */
export function reasonClassOf(reason: string): string {
  return reason
    .slice(0, 2_000)
    .replace(/"[^"]*"/gu, '"…"')
    .replace(/“[^”]*”/gu, '“…”')
    .replace(/(?<![A-Za-z\d]|[A-Za-z]-)\d+/gu, '#')
    .slice(0, LONGEST_REASON_CLASS);
}
