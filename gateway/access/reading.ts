import { HubError } from '../../schema/canonical/hub-error.ts';

/** A read that takes longer holds up everybody else. */
export const LONGEST_READ_MS = 10_000;
/** MongoDB's MaxTimeMSExpired. */
const TOOK_TOO_LONG = 50;
const UNREACHABLE = /ServerSelection|Network|PoolCle|NotConnected|Timeout|ConnectionPool/;

/** What a read of the store gives. @throws HubError HUB_LIMIT_EXCEEDED, HUB_STORE_UNAVAILABLE, HUB_INTERNAL in place of what MongoDB says. */
export async function answered<Value>(read: () => Promise<Value>): Promise<Value> {
  try {
    return await read();
  } catch (cause) {
    if (cause instanceof HubError) throw cause;
    if (cause instanceof Error && 'code' in cause && cause.code === TOOK_TOO_LONG) {
      throw new HubError(
        'HUB_LIMIT_EXCEEDED',
        `the search took more than ${LONGEST_READ_MS / 1_000} s; narrow it with a filter or write more of the text`,
        { cause },
      );
    }
    const names = cause instanceof Error ? `${cause.name} ${cause.constructor.name}` : '';
    throw UNREACHABLE.test(names)
      ? new HubError('HUB_STORE_UNAVAILABLE', 'MongoDB does not answer', { cause })
      : new HubError('HUB_INTERNAL', 'a read of the store failed', { cause });
  }
}
