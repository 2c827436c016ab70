/** Codes of the first message of a connection, which has no type letter (PostgreSQL's manual, 54.7). */
export const STARTUP = {
  ssl: 80_877_103,
  gssEncryption: 80_877_104,
  cancel: 80_877_102,
  protocol3: 196_608,
} as const;

/** Longer than any that a client of ours sends; it keeps a stranger from filling the memory. */
const MESSAGE_MOST_BYTES = 64 * 1_024 * 1_024;

/** Cuts what comes in on a connection into frontend messages of PostgreSQL's protocol, version 3. */
export class MessageCutter {
  #held: Buffer = Buffer.alloc(0);
  /** The first messages have no type letter in front of their length. */
  #typed = false;

  add(bytes: Buffer): void {
    this.#held = this.#held.length === 0 ? bytes : Buffer.concat([this.#held, bytes]);
  }

  /** From now on messages have a type letter. */
  begin(): void {
    this.#typed = true;
  }

  /** @returns null until a message is whole  @throws RangeError when its length cannot be true */
  take(): Buffer | null {
    const letter = this.#typed ? 1 : 0;
    if (this.#held.length < letter + 4) return null;
    const length = this.#held.readInt32BE(letter);
    if (length < 4 || length > MESSAGE_MOST_BYTES) throw new RangeError(`a message of ${length} bytes`);
    if (this.#held.length < letter + length) return null;
    const message = this.#held.subarray(0, letter + length);
    this.#held = this.#held.subarray(letter + length);
    return message;
  }
}

/** AuthenticationCleartextPassword. */
export const ASK_PASSWORD = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 3]);

/** The text of a PasswordMessage, or null for another message. */
export function passwordOf(message: Buffer): string | null {
  return message[0] === 0x70 ? message.toString('utf8', 5, message.length - 1) : null;
}

/** The user that a StartupMessage names; empty when it names none. */
export function userOf(startup: Buffer): string {
  const parts = startup.toString('utf8', 8).split('\0');
  const at = parts.indexOf('user');
  return at < 0 ? '' : (parts[at + 1] ?? '');
}

/** ErrorResponse with the severity FATAL. */
export function fatal(sqlState: string, text: string): Buffer {
  const fields = Buffer.from(`SFATAL\0VFATAL\0C${sqlState}\0M${text}\0\0`);
  const head = Buffer.alloc(5);
  head.write('E');
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
}

/** True for the message after which the server is ready for another exchange: Query, Sync, FunctionCall; the others wait for them. */
export function endsExchange(message: Buffer): boolean {
  return message[0] === 0x51 || message[0] === 0x53 || message[0] === 0x46;
}

export function isTerminate(message: Buffer): boolean {
  return message[0] === 0x58;
}
