import type { CanonicalRecord } from '../../schema/canonical/record.ts';
import { disputePartiesOf } from '../../schema/linking/dispute-parties.ts';
import { memberOf } from '../../schema/linking/member.ts';
import type { Colour } from '../../schema/vocabulary/risk-terms.ts';
import { assess } from '../../streams/stages/score/assess.ts';
import { RULES, scoredDispute } from '../../streams/testing/scored-dispute.ts';
import type { Arrival, CityDispute } from './city-disputes.ts';

/** A dispute as it stands at some moment, by the records that had come until then. */
export interface Standing {
  readonly score: number;
  readonly colour: Colour;
  readonly contacts: number;
  /** Epoch milliseconds of its latest report. */
  readonly newestMs: number;
}

/** When a dispute first had a colour, epoch milliseconds; null for never. */
export interface FirstColours {
  readonly yellowMs: number | null;
  readonly redMs: number | null;
}

/** The score of a dispute at each arrival up to a moment, with hysteresis as the pipeline has it. Each moment is asked once, in order of time. */
export class DisputeOverTime {
  readonly dispute: CityDispute;
  readonly #now = new Map<string, CanonicalRecord>();
  #next = 0;
  #colour: Colour | null = null;
  #first: FirstColours = { yellowMs: null, redMs: null };

  constructor(dispute: CityDispute) {
    this.dispute = dispute;
  }

  /** How it stands; null before anything of it has come. */
  at(ms: number): Standing | null {
    this.#goTo(ms);
    if (this.#now.size === 0) return null;
    const score = this.#score(ms);
    const reported = [...this.#now.values()].map(({ reportedAt }) => Date.parse(reportedAt));
    return {
      score,
      colour: this.#colour ?? 'GREEN',
      contacts: this.#now.size,
      newestMs: Math.max(...reported),
    };
  }

  /** First colours by what had come before a moment. */
  firstColours(beforeMs: number): FirstColours {
    this.#goTo(beforeMs - 1);
    return this.#first;
  }

  #goTo(ms: number): void {
    const { arrivals } = this.dispute;
    for (let arrival = arrivals[this.#next]; arrival !== undefined && arrival.atMs <= ms;) {
      this.#take(arrival);
      this.#next += 1;
      arrival = arrivals[this.#next];
    }
  }

  #take({ record, atMs }: Arrival): void {
    this.#now.set(record.id, record);
    this.#score(atMs);
    const { yellowMs, redMs } = this.#first;
    const [isYellow, isRed] = [this.#colour === 'YELLOW' || this.#colour === 'RED', this.#colour === 'RED'];
    this.#first = { yellowMs: yellowMs ?? (isYellow ? atMs : null), redMs: redMs ?? (isRed ? atMs : null) };
  }

  #score(ms: number): number {
    const records = [...this.#now.values()];
    const members = records.map(memberOf);
    const parties = disputePartiesOf('dispute-scored', members);
    const dispute = scoredDispute(records, { parties });
    const input = { dispute, records, earlierCalls: [], before: this.#colour };
    const { score, colour } = assess(input, RULES, new Date(ms).toISOString());
    this.#colour = colour;
    return score;
  }
}
