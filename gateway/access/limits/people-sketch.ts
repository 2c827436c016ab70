/** Registers of a sketch: the standard error of its estimate is 1.04 / √2048, 2.3 %. */
const REGISTERS = 2_048;
const INDEX_BITS = 11n;
const ALPHA = 0.7213 / (1 + 1.079 / REGISTERS);

/** Registers by number, as a document holds them. */
export type StoredRegisters = Readonly<Record<string, number>>;

/**
 * About how many different people were seen, without keeping who: HyperLogLog (Flajolet et al. 2007, with linear counting for small numbers) over hashes of
 * people. Sketches of several gateways join by the maximum of each register, which MongoDB's `$max` does.
 */
export class PeopleSketch {
  readonly #registers = new Uint8Array(REGISTERS);

  /** @param hash 16 hex digits. @returns the register that rose, or null when nothing changed */
  add(hash: string): readonly [index: number, rank: number] | null {
    const [index, rank] = placeOf(hash);
    if ((this.#registers[index] ?? 0) >= rank) return null;
    this.#registers[index] = rank;
    return [index, rank];
  }

  merge(stored: StoredRegisters): void {
    for (const [index, rank] of Object.entries(stored)) {
      const at = Number(index);
      if ((this.#registers[at] ?? 0) < rank) this.#registers[at] = rank;
    }
  }

  /** The estimate, a whole number. */
  get count(): number {
    return estimate(this.#registers);
  }

  /** The estimate if these were added too. */
  countWith(hashes: readonly string[]): number {
    const registers = this.#registers.slice();
    for (const hash of hashes) {
      const [index, rank] = placeOf(hash);
      if ((registers[index] ?? 0) < rank) registers[index] = rank;
    }
    return estimate(registers);
  }
}

function estimate(registers: Uint8Array): number {
  let sum = 0;
  let empty = 0;
  for (const rank of registers) {
    sum += 2 ** -rank;
    if (rank === 0) empty += 1;
  }
  const raw = (ALPHA * REGISTERS * REGISTERS) / sum;
  const isSmall = raw <= 2.5 * REGISTERS && empty > 0;
  return Math.round(isSmall ? REGISTERS * Math.log(REGISTERS / empty) : raw);
}

function placeOf(hash: string): readonly [number, number] {
  const bits = BigInt(`0x${hash}`);
  const index = Number(bits & ((1n << INDEX_BITS) - 1n));
  const rest = bits >> INDEX_BITS;
  // 53 bits are left: as many leading zeros as a random number of that length has, and one more.
  const length = rest === 0n ? 0 : rest.toString(2).length;
  return [index, 53 - length + 1];
}
