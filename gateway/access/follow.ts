import type { Logger } from '../../runtime/log.ts';

/** What is followed: rows that say when MongoDB last changed them. */
export interface Followed {
  readonly _id: string;
  /** By MongoDB's clock, so that readers find what they have not seen by it. */
  readonly changedAt: Date;
}

/** Answers what was written then or later; everything for null. */
export type ReadSince<Row extends Followed> = (since: Date | null) => Promise<readonly Row[]>;

export interface FollowOptions<Row extends Followed> {
  readonly read: ReadSince<Row>;
  /** Given what was read: all there is where `isWhole`, else what is new, and some of it again. Also called with nothing, as time goes on. */
  readonly took: (found: readonly Row[], isWhole: boolean) => void;
  readonly log: Pick<Logger, 'warn'>;
  /** Logged once when reading fails after it went well. */
  readonly warning: string;
  readonly pollMs?: number | undefined;
}

export interface Following {
  /** Whether everything was read once. */
  isRead(): boolean;
  close(): void;
}

const POLL_MS = 500;
/** Writes of one moment may become visible one after the other. */
const OVERLAP_MS = 10_000;
/** Everything again, so that what MongoDB has removed is forgotten here too. */
const WHOLE_EVERY_MS = 600_000;

/** Follows rows of the store: a change is known half a second after it was written. Where the store is away, what is known stays. */
export function follow<Row extends Followed>(options: FollowOptions<Row>): Following {
  const { read, took, log, warning, pollMs = POLL_MS } = options;
  let latest: Date | null = null;
  let wholeAt = -Infinity;
  let isRead = false;
  let failing = false;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  const look = async (): Promise<void> => {
    const isWhole = performance.now() - wholeAt > WHOLE_EVERY_MS;
    const found = await read(isWhole || latest === null ? null : new Date(latest.getTime() - OVERLAP_MS));
    if (isWhole) wholeAt = performance.now();
    for (const { changedAt } of found) if (latest === null || changedAt > latest) latest = changedAt;
    isRead = true;
    took(found, isWhole);
  };
  const again = async (): Promise<void> => {
    try {
      await look();
      failing = false;
    } catch (error) {
      if (!failing && isRead) log.warn({ err: error }, warning);
      failing = true;
    }
    if (!isClosed) timer = setTimeout(() => void again(), pollMs);
  };
  void again();

  return {
    isRead: () => isRead,
    close: () => {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}
