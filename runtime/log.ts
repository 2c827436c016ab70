import { pino, type Logger } from 'pino';
import { maskReason } from '../schema/masking/mask-reason.ts';

export type { Logger } from 'pino';

/** Words that may quote a value of somebody's record: what was refused, why, of which file. */
const WORDS: readonly string[] = [
  'reason',
  'why',
  'note',
  'refused',
  'detail',
  'answer',
  'trace',
  'file',
  'error',
];
const WARN = 40;
/** A chain of causes that is longer, or leads back into itself, is told no further. */
const MOST_CAUSES = 5;

/**
 * One JSON line an event on standard output, with the process's role; times are RFC 3339 in UTC. Errors and words of refusal are told without
 * the values that they quote (`maskReason`): who reads logs has no grant.
 * @param to where lines go, standard output unless told
 */
export function createLog(role: string, level: string, to?: { write(line: string): void }): Logger {
  return pino(
    {
      level,
      base: { role },
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: {
        err: (error: unknown) => toldError(error, MOST_CAUSES),
        ...Object.fromEntries(WORDS.map((word) => [word, toldWord])),
      },
      hooks: {
        logMethod(line, method, levelNumber) {
          const [first, ...rest]: unknown[] = line;
          // Of a bare error pino would take its own words for the line's.
          const fields =
            first instanceof Error ? [{ err: first }, ...(rest.length > 0 ? [] : [first.message])] : [first];
          const told =
            levelNumber < WARN && fields[0] === first ? line : [...fields, ...rest].map(toldMessage);
          method.apply(this, told as typeof line);
        },
      },
    },
    to ?? pino.destination(1),
  );
}

/** An error for people, as logs and standard error show it: its stack, or what it says, without what it quotes. */
export function toldInWords(error: unknown): string {
  return maskReason(error instanceof Error ? (error.stack ?? error.message) : String(error));
}

interface ToldError {
  readonly type: string;
  readonly message: string;
  readonly stack?: string;
  readonly cause?: unknown;
  readonly [more: string]: unknown;
}

/** Of an error its class, words, stack and causes, and what else tells its kind; other properties may hold rows and are left out. */
function toldError(error: unknown, causes: number): unknown {
  if (!(error instanceof Error)) return typeof error === 'string' ? maskReason(error) : typeof error;
  const { code, errno, syscall, field, status } = error as Error & Readonly<Record<string, unknown>>;
  const told: ToldError = {
    type: error.name,
    message: maskReason(error.message),
    ...(error.stack === undefined ? {} : { stack: maskReason(error.stack) }),
    ...plain({ code, errno, syscall, field, status }),
    ...(error.cause === undefined || causes === 0 ? {} : { cause: toldError(error.cause, causes - 1) }),
  };
  return error instanceof AggregateError && causes > 0
    ? { ...told, errors: error.errors.slice(0, MOST_CAUSES).map((one) => toldError(one, causes - 1)) }
    : told;
}

function plain(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const known = Object.entries(fields).filter(([, value]) => ['number', 'string'].includes(typeof value));
  return Object.fromEntries(known.map(([name, value]) => [name, toldWord(value)]));
}

function toldWord(value: unknown): unknown {
  if (value instanceof Error) return toldError(value, MOST_CAUSES);
  return typeof value === 'string' ? maskReason(value) : value;
}

function toldMessage(part: unknown): unknown {
  return typeof part === 'string' ? maskReason(part) : part;
}
