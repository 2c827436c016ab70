import type { DeadLetter } from '../../../schema/topics/dead-letter.ts';
import type { SourceRecord } from '../../../schema/topics/envelope.ts';
import type { IntakeReply, IntakeRequest, SourceContext } from '../source.ts';

/** A worker's side of a source, in memory, for tests of sources without servers. */
export interface TestContext extends SourceContext {
  readonly records: SourceRecord[];
  readonly references: SourceRecord[];
  readonly letters: DeadLetter[];
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
  options: { secrets?: Readonly<Record<string, string>>; root?: string } = {},
): TestContext {
  const context: TestContext = {
    name: 'test-connector',
    records: [],
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
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  };
  return context;
}
