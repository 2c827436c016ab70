import { createHash, hkdfSync, randomBytes } from 'node:crypto';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { NONCE_BYTES, openedText, sealedText } from '../access/sealed-text.ts';

/**
 * A place in the log of events: of every partition the offset of the last event that lies before it, −1 for none. A partition that is not there
 * counts as −1. Places are not ordered by time: two differ by partitions.
 */
export interface LogPosition {
  /** See `EventLogDoc.epoch`. */
  readonly epoch: number;
  readonly offsets: readonly number[];
}

/** Seals positions for clients and reads them back; every gateway of a hub has the same key, so each reads what another sealed. */
export interface CursorCodec {
  seal(position: LogPosition, filterHash: string): string;
  /**
   * @throws HubError HUB_CURSOR_INVALID for what no gateway of this hub sealed, HUB_CURSOR_FOREIGN for what was sealed with another filter.
   */
  open(cursor: string, filterHash: string): LogPosition;
}

/**
 * The body, big-endian: version, epoch, filter, then the offset of each partition plus one, filled up to a multiple of six (topics have six unless told). The log
 * learns of a partition by its first event, so without filling up the length of a cursor would tell that somebody was told something.
 */
const VERSION = 3;
const EPOCH_BYTES = 4;
const FILTER_BYTES = 8;
const OFFSET_BYTES = 5;
const PARTITIONS_TOGETHER = 6;
const HEAD_BYTES = 1 + EPOCH_BYTES + FILTER_BYTES;
const MAX_CHARACTERS = 8_000;

/**
 * Opaque base64url of a body that is encrypted under a nonce that is new each time: offsets tell how much is told to others, so neither the text of a
 * cursor nor how it changes may tell anything. Short, so that it fits into the reason with which a socket is closed (123 bytes, RFC 6455 section 5.5).
 */
export function createCursorCodec(secret: Uint8Array): CursorCodec {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'tributary event cursors', 32));
  const seal = { key, owner: Buffer.alloc(0) };
  return {
    seal({ epoch, offsets }, filterHash) {
      const places = Math.max(1, Math.ceil(offsets.length / PARTITIONS_TOGETHER)) * PARTITIONS_TOGETHER;
      const body = Buffer.alloc(HEAD_BYTES + OFFSET_BYTES * places);
      body.writeUInt8(VERSION);
      body.writeUInt32BE(epoch, 1);
      filterMark(filterHash).copy(body, 1 + EPOCH_BYTES);
      offsets.forEach((offset, partition) => {
        body.writeUIntBE(offset + 1, HEAD_BYTES + OFFSET_BYTES * partition, OFFSET_BYTES);
      });
      return sealedText(seal, randomBytes(NONCE_BYTES), body);
    },
    open(cursor, filterHash) {
      const body = openedText(seal, cursor, MAX_CHARACTERS);
      if (body === null || body.length < HEAD_BYTES || body[0] !== VERSION) {
        throw new HubError(
          'HUB_CURSOR_INVALID',
          'after: this is no cursor of a stream of this hub; use one that a stream or list gave, unchanged, or leave it out to begin now',
          { field: 'after' },
        );
      }
      if (!body.subarray(1 + EPOCH_BYTES, HEAD_BYTES).equals(filterMark(filterHash))) {
        throw new HubError(
          'HUB_CURSOR_FOREIGN',
          'after: this cursor belongs to another filter; go on with the filter that it was given for, or leave it out to begin now',
          { field: 'after' },
        );
      }
      const places = (body.length - HEAD_BYTES) / OFFSET_BYTES;
      const offsets = Array.from(
        { length: places },
        (_, partition) => body.readUIntBE(HEAD_BYTES + OFFSET_BYTES * partition, OFFSET_BYTES) - 1,
      );
      const last = offsets.findLastIndex((offset) => offset >= 0);
      return { epoch: body.readUInt32BE(1), offsets: offsets.slice(0, last + 1) };
    },
  };
}

function filterMark(filterHash: string): Buffer {
  return createHash('sha256').update(filterHash).digest().subarray(0, FILTER_BYTES);
}

export function offsetOf({ offsets }: LogPosition, partition: number): number {
  return offsets[partition] ?? -1;
}

/** Whether everything that lies before `other` lies before `position` too. Of one epoch. */
export function reaches(position: LogPosition, other: LogPosition): boolean {
  return other.offsets.every((offset, partition) => offsetOf(position, partition) >= offset);
}

/** The position behind both. Of one epoch. */
export function behindBoth(one: LogPosition, other: LogPosition): LogPosition {
  const partitions = Math.max(one.offsets.length, other.offsets.length);
  return {
    epoch: one.epoch,
    offsets: Array.from({ length: partitions }, (_, partition) =>
      Math.max(offsetOf(one, partition), offsetOf(other, partition)),
    ),
  };
}

/** The position behind an event, everything else as before. */
export function behind(position: LogPosition, partition: number, offset: number): LogPosition {
  const offsets = Array.from(
    { length: Math.max(position.offsets.length, partition + 1) },
    (_, of) => position.offsets[of] ?? -1,
  );
  offsets[partition] = offset;
  return { epoch: position.epoch, offsets };
}
