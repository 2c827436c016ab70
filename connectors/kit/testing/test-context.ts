import type { DeadLetter } from '../../../schema/topics/dead-letter.ts';
import type { SourceRecord } from '../../../schema/topics/envelope.ts';
import type { RecordDraft } from '../../../schema/canonical/record.ts';
import type { MappingContext } from '../mapping-context.ts';
import type { IntakeReply, IntakeRequest, SourceContext } from '../source.ts';
import { TestStore } from './test-store.ts';

/** A worker's side of a source, in memory, for tests of sources without servers. */
export interface TestContext extends SourceContext {
  readonly records: SourceRecord[];
  readonly references: SourceRecord[];
  readonly letters: DeadLetter[];
  /** What a hub would store of `records`, read with the mapping that was given. */
  readonly known: TestStore;
  /** What the log was warned of. */
  readonly warnings: { readonly fields: object; readonly message: string }[];
  readonly routes: Map<string, (request: IntakeRequest) => Promise<IntakeReply>>;
  /** Everything that happened, in order: `emit 2`, `save`. */
  readonly journal: string[];
  saved: unknown;
  nowMs: number;
  contacts: number;
  /** Thrown by the next emits until it is taken away. */
  emitFault: Error | undefined;
}

export function testContext(
  options: {
    secrets?: Readonly<Record<string, string>>;
    root?: string;
    toDraft?: (bytes: Uint8Array, context: MappingContext) => RecordDraft;
  } = {},
): TestContext {
  const records: SourceRecord[] = [];
  const { toDraft = noMapping } = options;
  const context: TestContext = {
    name: 'test-connector',
    records,
    known: new TestStore(records, toDraft),
    warnings: [],
    references: [],
    letters: [],
    routes: new Map(),
    journal: [],
    saved: null,
    nowMs: Date.parse('2026-11-24T04:00:00Z'),
    contacts: 0,
    emitFault: undefined,
    emit(records) {
      if (context.emitFault !== undefined) return Promise.reject(context.emitFault);
      context.records.push(...records);
      context.journal.push(`emit ${records.length}`);
      return Promise.resolve();
    },
    emitReference(entries) {
      if (context.emitFault !== undefined) return Promise.reject(context.emitFault);
      context.references.push(...entries);
      context.journal.push(`emit ${entries.length}`);
      return Promise.resolve();
    },
    deadLetter(letters) {
      if (context.emitFault !== undefined) return Promise.reject(context.emitFault);
      context.letters.push(...letters);
      return Promise.resolve();
    },
    cursor: {
      load: () => Promise.resolve(structuredClone(context.saved)),
      save(value) {
        context.saved = structuredClone(value);
        context.journal.push('save');
        return Promise.resolve();
      },
    },
    intake: {
      post(path, handle) {
        context.routes.set(path, handle);
      },
    },
    contact() {
      context.contacts += 1;
    },
    secret: (file) => Promise.resolve(options.secrets?.[file] ?? ''),
    resolvePath: (path) => `${options.root ?? ''}/${path}`,
    now: () => new Date(context.nowMs),
    log: {
      info: () => undefined,
      warn: (fields, message) => void context.warnings.push({ fields, message }),
      error: () => undefined,
    },
  };
  return context;
}

function noMapping(): never {
  throw new Error('this test asks what is known: give testContext the feed’s toDraft');
}
