import { HubError } from '../canonical/hub-error.ts';

interface WriteFault {
  readonly index: number;
  readonly code: number;
}

const DUPLICATE_KEY = 11_000;
/** Server codes of a replica set that is changing its primary or shutting down, and of write conflicts: the same write may succeed soon. */
const PASSING = new Set([91, 112, 189, 262, 10_107, 11_600, 11_602, 13_435, 13_436]);
/** Server codes that blame the document or the command: the same write fails for ever. */
const LASTING = new Set([2, 9, 14, 40, 52, 66, 10_334, 17_280, 17_419, 17_420]);
/** Driver errors that blame the caller. */
const LASTING_NAMES = new Set([
  'MongoInvalidArgumentError',
  'MongoMissingDependencyError',
  'MongoParseError',
]);

/** The write faults of a bulk write, or undefined when the error is no answer of the server to single writes. */
function writeFaultsOf(error: unknown): readonly WriteFault[] | undefined {
  if (typeof error !== 'object' || error === null || !('writeErrors' in error)) return undefined;
  const { writeErrors } = error;
  const list: unknown[] = Array.isArray(writeErrors) ? writeErrors : [writeErrors];
  // The driver wraps lost sockets as MongoBulkWriteError too: only single writes that the server answered tell a permanent fault.
  return list.length === 0 ? undefined : (list as WriteFault[]);
}

/** True when trying again may help: the server was not reached, or its answer blames no document. */
function isPassing(error: unknown): boolean {
  const faults = writeFaultsOf(error);
  if (faults !== undefined) return faults.every(({ code }) => PASSING.has(code) || code === DUPLICATE_KEY);
  if (!(error instanceof Error) || !error.name.startsWith('Mongo')) return false;
  const { code } = error as { code?: unknown };
  return !LASTING_NAMES.has(error.name) && !(typeof code === 'number' && LASTING.has(code));
}

/**
 * Waits for a store operation and turns what may pass into HubError HUB_STORE_UNAVAILABLE (fault `transient`: the caller tries again);
 * everything else is thrown as it is.
 */
export async function storing<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    if (!isPassing(cause)) throw cause;
    throw new HubError(
      'HUB_STORE_UNAVAILABLE',
      `MongoDB did not take it (${cause instanceof Error ? cause.message : String(cause)}); check TRIBUTARY_MONGODB_URI and the primary`,
      { cause },
    );
  }
}

/**
 * As `storing`, for an unordered bulk write of inserts where what is there already may stay as it is. Answers the positions of those that
 * were there.
 */
export async function inserting(work: Promise<unknown>): Promise<readonly number[]> {
  try {
    await work;
    return [];
  } catch (cause) {
    const faults = writeFaultsOf(cause);
    if (faults?.every(({ code }) => code === DUPLICATE_KEY) === true) return faults.map(({ index }) => index);
    return storing(Promise.reject(cause as Error));
  }
}
