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
  // Kept as registers rise: every answer asks for the estimate, and going through all of them took longer than writing the look down.
  #sum = REGISTERS;
  #empty = REGISTERS;

  /** @param hash 16 hex digits. @returns the register that rose, or null when nothing changed */
  add(hash: string): readonly [index: number, rank: number] | null {
    const [index, rank] = placeOf(hash);
    return this.#raise(index, rank) ? [index, rank] : null;
  }

  merge(stored: StoredRegisters): void {
    for (const [index, rank] of Object.entries(stored)) this.#raise(Number(index), rank);
  }

  /** The estimate, a whole number. */
  get count(): number {
    return estimate(this.#sum, this.#empty);
  }

  /** The estimate if these were added too. */
  countWith(hashes: readonly string[]): number {
    const raised = new Map<number, number>();
    let [sum, empty] = [this.#sum, this.#empty];
    for (const hash of hashes) {
      const [index, rank] = placeOf(hash);
      const before = raised.get(index) ?? this.#registers[index] ?? 0;
      if (before >= rank) continue;
      raised.set(index, rank);
      sum += 2 ** -rank - 2 ** -before;
      if (before === 0) empty -= 1;
    }
    return estimate(sum, empty);
  }

  #raise(index: number, rank: number): boolean {
    const before = this.#registers[index];
    if (before === undefined || before >= rank) return false;
    this.#registers[index] = rank;
    this.#sum += 2 ** -rank - 2 ** -before;
    if (before === 0) this.#empty -= 1;
    return true;
  }
}

/** @param sum of 2 to the power of each register's negative rank. @param empty registers that nobody has raised */
function estimate(sum: number, empty: number): number {
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
