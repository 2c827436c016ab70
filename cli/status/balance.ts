import type { TopicProgress } from '../../streams/kafka/admin.ts';

/** What the store holds of one feed's messages. */
export interface StoredCounts {
  /** Versions kept with their original bytes, without those that were refused. */
  readonly versions: number;
  readonly repeats: number;
  /** Dead letters of messages of the feed's topic. */
  readonly ofMessages: number;
  /** Dead letters that connectors made: they never reached the feed's topic. */
  readonly ofConnectors: number;
}

export interface Accounting {
  /** Messages put into the feed's topic, and dead letters that connectors made. Null when the broker does not answer. */
  readonly in: number | null;
  readonly versions: number;
  readonly repeats: number;
  readonly deadLetters: number;
  /** Messages that are not stored yet. Null when the broker does not answer. */
  readonly toDo: number | null;
  /** in − (versions + repeats + deadLetters + toDo); null when it cannot be told. */
  readonly balance: number | null;
  /** EVEN: every message is accounted for. MOVING: messages are under way, so counts taken one after the other differ. OFF: it does not come out even. UNKNOWN: it cannot be told, see `why`. */
  readonly verdict: 'EVEN' | 'MOVING' | 'OFF' | 'UNKNOWN';
  /** In words for an operator; null when it comes out even. */
  readonly why: string | null;
}

/**
 * Holds what came in of a feed against what became of it. `before` and `after` are the topic's progress as asked before and after `stored`
 * was counted (null: the broker does not answer; undefined: there is no such topic); `lettersToDo` are dead letters on their way to the store.
 */
export function accountingOf(
  stored: StoredCounts,
  before: TopicProgress | null | undefined,
  after: TopicProgress | null | undefined,
  lettersToDo: number,
): Accounting {
  const { versions, repeats } = stored;
  const deadLetters = stored.ofMessages + stored.ofConnectors;
  const counted = { versions, repeats, deadLetters };
  if (before === null || after === null) {
    return {
      ...counted,
      in: null,
      toDo: null,
      balance: null,
      verdict: 'UNKNOWN',
      why: 'Kafka does not answer',
    };
  }
  const written = after?.written ?? 0;
  const toDo = after?.toDo ?? 0;
  const all = { ...counted, in: written + stored.ofConnectors, toDo };
  const balance = all.in - (versions + repeats + deadLetters + toDo);
  const unknown = (why: string): Accounting => ({ ...all, balance: null, verdict: 'UNKNOWN', why });
  if (after?.madeAnew === true) {
    return unknown(
      'the topic was made anew since the pipeline last read it, so its messages were counted from 0 again',
    );
  }
  if (after !== undefined && after.expiredUnread > 0) {
    return unknown(
      `${after.expiredUnread} messages went out of the topic, by its retention, before they were stored; ingest them again from their source`,
    );
  }
  const moves =
    toDo > 0 || lettersToDo > 0 || before?.written !== after?.written || before?.toDo !== after?.toDo;
  if (moves)
    return {
      ...all,
      balance,
      verdict: 'MOVING',
      why: 'messages are under way; ask again when none is to do',
    };
  if (balance === 0) return { ...all, balance, verdict: 'EVEN', why: null };
  if (after !== undefined && after.expired > 0) {
    return unknown(
      `the topic’s first ${after.expired} messages are gone by its retention, and not all that came of them is in this store`,
    );
  }
  if (balance < 0) {
    return unknown(
      'the store holds more than the topic ever did: the topic was made anew, or the store is of another hub',
    );
  }
  return {
    ...all,
    balance,
    verdict: 'OFF',
    why: 'messages are not accounted for: look for "could not be set aside" in the pipeline’s log',
  };
}
