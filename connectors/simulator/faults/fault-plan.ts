import { Random } from '../noise/random.ts';
import { FAULTY_CHANNELS, type FaultChannel, type FaultKind } from './fault-kinds.ts';

/** Never two in a row: what is tried again works. */
const RATE_MOST = 0.5;

interface Rhythm {
  readonly rate: number;
  readonly shift: number;
  readonly first: number;
}

/**
 * Where faults happen: on each channel evenly, its kinds in turn, so that every kind occurs once there were enough records. The same for the
 * same seed, whatever was asked before.
 */
export class FaultPlan {
  readonly #seed: string;
  readonly #share: number;
  readonly #rhythms = new Map<FaultChannel, Rhythm>();

  /** @param share of what is handed over, 0 to 1; 0 is without any fault */
  constructor(seed: string, share: number) {
    this.#seed = seed;
    this.#share = share;
  }

  /** The fault that goes with the so-manyth thing on the channel, or null. */
  at(channel: FaultChannel, position: number): FaultKind | null {
    if (this.#share <= 0) return null;
    const { rate, shift, first } = this.#rhythmOf(channel);
    const before = Math.floor(position * rate + shift);
    if (Math.floor((position + 1) * rate + shift) === before) return null;
    const kinds: readonly FaultKind[] = FAULTY_CHANNELS[channel].kinds;
    return kinds[(before + first) % kinds.length] ?? null;
  }

  #rhythmOf(channel: FaultChannel): Rhythm {
    const known = this.#rhythms.get(channel);
    if (known !== undefined) return known;
    const { weight, kinds } = FAULTY_CHANNELS[channel];
    const random = new Random(`${this.#seed}/faults/${channel}`);
    const rate = Math.min(RATE_MOST, this.#share * weight);
    const rhythm = { rate, shift: random.next(), first: random.int(0, kinds.length - 1) };
    this.#rhythms.set(channel, rhythm);
    return rhythm;
  }
}
