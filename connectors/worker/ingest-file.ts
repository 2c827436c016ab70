import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { Logger } from '../../runtime/log.ts';
import type { Settings } from '../../runtime/settings.ts';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { digest } from '../../schema/canonical/ids.ts';
import type { FeedName } from '../../schema/vocabulary/feeds.ts';
import { createKafka } from '../../streams/kafka/kafka.ts';
import { pause } from '../kit/abort.ts';
import { endingsOf, formatOf, type FileBatch, type FileFormat } from '../kit/file-format.ts';
import { FEEDS, feedNamed, feedsWith } from '../registry.ts';
import { Emitter } from './emitter.ts';
import { ensureFeedTopics, feedTopics } from './feed-topics.ts';

export interface IngestOptions {
  readonly feed: FeedName;
  readonly path: string;
  /** Name of a profile or of a family of them (`nyc`), null for files that need none. */
  readonly profile: string | null;
  /** `kafkaBrokers` must be there; MongoDB is not needed. */
  readonly settings: Settings;
  readonly log: Logger;
  onProgress?(progress: IngestProgress): void;
}

export interface IngestProgress {
  readonly records: number;
  readonly deadLetters: number;
  readonly bytesDone: number;
  readonly bytesTotal: number;
}

export interface IngestResult {
  readonly records: number;
  readonly deadLetters: number;
  /** Dead letters by code and column, e.g. `HUB_RECORD_INVALID Created Date`. */
  readonly byReason: Readonly<Record<string, number>>;
  /** What the file showed itself to be. */
  readonly layout: string;
}

const ANSWER_WITHIN_MS = 10_000;
const RETRY_FOR_MS = 60_000;
const RETRY_MS = 1_000;

/**
 * Sends one file into its feed topic, as the drop folder does; resolves once every row is acknowledged as a record or a dead letter.
 * Taking the same file again is harmless.
 * @throws HubError HUB_CONFIG_INVALID (feed, profile, addresses), HUB_NOT_FOUND (file), HUB_RECORD_… when the file as a whole cannot be read,
 * HUB_BROKER_UNAVAILABLE after a minute without Kafka.
 */
export async function ingestFile(options: IngestOptions): Promise<IngestResult> {
  const { settings, log } = options;
  const path = resolve(options.path);
  const format = formatFor(options.feed, path, settings);
  format.checkProfile(options.profile);
  const file = await statOf(path);
  if (settings.kafkaBrokers.length === 0) {
    throw new HubError(
      'HUB_CONFIG_INVALID',
      `no hub runs in ${settings.home}, and TRIBUTARY_KAFKA_BROKERS is not set: start one with ./tributary up, or say where its brokers are`,
      {
        field: 'TRIBUTARY_KAFKA_BROKERS',
      },
    );
  }
  const kafka = createKafka({ brokers: settings.kafkaBrokers, clientId: 'tributary-ingest', log });
  const producer = kafka.createProducer();
  const emitter = new Emitter({
    producer,
    topics: feedTopics(settings),
    answerWithinMs: ANSWER_WITHIN_MS,
    waitingFor: () => null,
    onOutcome: () => undefined,
  });
  const tally = new Tally();
  const reading = {
    path,
    name: basename(path),
    // The same file taken again gives the same dead letters, a changed one others.
    origin: `file:${basename(path)}@${digest(path, String(file.size), String(file.mtimeMs)).slice(0, 16)}`,
    profile: options.profile,
    connector: `ingest-${options.feed}`,
    now: () => new Date(),
  };
  try {
    await patiently(() => ensureFeedTopics(kafka, settings));
    for await (const batch of format.read(reading, null)) {
      await patiently(() => emitter.emit(batch.records));
      await patiently(() => emitter.deadLetter(batch.letters));
      // Before the call: the arguments of an optional call are not worked out when nobody listens.
      const progress = tally.add(batch);
      options.onProgress?.(progress);
    }
    return tally.result();
  } catch (error) {
    throw withWhatWasSent(error, tally.result());
  } finally {
    await producer.stop();
  }
}

/** Of a file that breaks off, or a broker that goes away, a part is in the topics already. */
function withWhatWasSent(error: unknown, { records, deadLetters }: IngestResult): unknown {
  if (!(error instanceof HubError) || records + deadLetters === 0) return error;
  const { code, message, field } = error;
  return new HubError(
    code,
    `${message} (sent before that: ${records} records, ${deadLetters} dead letters; taking the file again repeats them harmlessly)`,
    { cause: error, ...(field === undefined ? {} : { field }) },
  );
}

/** @throws HubError HUB_CONFIG_INVALID */
function formatFor(name: FeedName, path: string, { profilesDir }: Settings): FileFormat {
  const { files = [] } = feedNamed(name, feedsWith(profilesDir));
  if (files.length === 0) {
    const others = FEEDS.filter((feed) => feed.files !== undefined).map((feed) => feed.name);
    throw new HubError(
      'HUB_CONFIG_INVALID',
      `feed ${name} takes no files; those that do: ${others.join(', ')}`,
      { field: 'feed' },
    );
  }
  const format = formatOf(path, files);
  if (format !== undefined) return format;
  throw new HubError(
    'HUB_CONFIG_INVALID',
    `feed ${name} takes files whose names end in ${endingsOf(files)}; ${basename(path)} does not`,
    { field: 'path' },
  );
}

class Tally {
  readonly #reasons = new Map<string, number>();
  #records = 0;
  #deadLetters = 0;
  #layout = '';

  add(batch: FileBatch): IngestProgress {
    this.#records += batch.records.length;
    this.#deadLetters += batch.letters.length;
    this.#layout = batch.layout;
    for (const reason of batch.reasons) this.#reasons.set(reason, (this.#reasons.get(reason) ?? 0) + 1);
    return {
      records: this.#records,
      deadLetters: this.#deadLetters,
      bytesDone: batch.position.offset,
      bytesTotal: batch.sizeBytes,
    };
  }

  result(): IngestResult {
    return {
      records: this.#records,
      deadLetters: this.#deadLetters,
      byReason: Object.fromEntries(this.#reasons),
      layout: this.#layout,
    };
  }
}

async function patiently(work: () => Promise<void>): Promise<void> {
  const until = performance.now() + RETRY_FOR_MS;
  for (;;) {
    try {
      await work();
      return;
    } catch (error) {
      const transient = error instanceof HubError && error.fault === 'transient';
      if (!transient || performance.now() > until) throw error;
      await pause(RETRY_MS, new AbortController().signal);
    }
  }
}

async function statOf(path: string): Promise<{ size: number; mtimeMs: number }> {
  try {
    const found = await stat(path);
    if (found.isFile()) return found;
  } catch (cause) {
    throw new HubError('HUB_NOT_FOUND', `there is no file ${path}; check the path`, { cause, field: 'path' });
  }
  throw new HubError('HUB_NOT_FOUND', `${path} is no file; name a file`, { field: 'path' });
}
