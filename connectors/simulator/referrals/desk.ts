import { join } from 'node:path';
import { z } from 'zod';
import { WORKFLOW_STATES } from '../../../schema/vocabulary/workflow-terms.ts';
import { isAborted, pause } from '../../kit/abort.ts';
import type { AgencyName } from '../agencies/agency.ts';
import type { HotlineTicket } from '../agencies/hotline12345/shape.ts';
import { keepTrying, type Trying } from '../living/keep-trying.ts';
import { loadJson, saveJson } from '../living/state.ts';
import type { CityVersion } from '../timeline/city-of.ts';
import { answered } from './answer.ts';

const ReferralSchema = z.strictObject({
  /** Id of the event. */
  id: z.string(),
  agency: z.enum(['police110', 'hotline12345', 'court', 'grid']),
  code: z.string(),
  records: z.array(z.string()),
  move: z.string(),
  state: z.enum(WORKFLOW_STATES),
  note: z.string().nullable(),
});
/** What the hub told an agency. */
export type ReferralNotice = z.infer<typeof ReferralSchema>;

const StateSchema = z.strictObject({
  /** Ids of all events that were taken: a repeat changes nothing. */
  seen: z.array(z.string()),
  /** Not answered yet, in order, with the time that the answer gets. */
  waiting: z.array(ReferralSchema.extend({ answerMs: z.int() })),
  /** Tickets as answered: the hotline's database is filled anew at every start. */
  tickets: z.array(z.custom<HotlineTicket>((value) => typeof value === 'object' && value !== null)),
});

/** How an agency's changed record leaves the city: by its usual interface. Must bear repetition. */
export type HandOver = (version: CityVersion, id: string) => Promise<void>;

export interface DeskOptions extends Trying {
  readonly folder: string;
  readonly now: () => number;
  /** Missing: the agency has no interface in this city. */
  readonly outlets: Readonly<Partial<Record<AgencyName, HandOver>>>;
}

/** An agency's clerk needs so long; whole seconds, since the agencies' clocks have no smaller ones. */
const ANSWER_AFTER_MS = 1_000;
const LOOK_EVERY_MS = 100;

/**
 * Where the agencies take what the hub tells them, and answer it by changing the records of theirs that it names. On disk before it is
 * acknowledged; answered once the history is told, by the same version again when the process was killed in between. The city's own life and
 * its truth know nothing of it: an entry that its clerks make later stands above.
 */
export class ReferralDesk {
  readonly #path: string;
  readonly #now: () => number;
  readonly #latest = new Map<string, CityVersion>();
  readonly #state: z.infer<typeof StateSchema>;
  #saving: Promise<void> = Promise.resolve();

  private constructor(path: string, now: () => number, state: z.infer<typeof StateSchema>) {
    this.#path = path;
    this.#now = now;
    this.#state = state;
  }

  /** @throws HubError HUB_CONFIG_INVALID when the state file holds something else */
  static async open(folder: string, now: () => number): Promise<ReferralDesk> {
    const path = join(folder, 'referrals.json');
    const state = (await loadJson(path, StateSchema)) ?? { seen: [], waiting: [], tickets: [] };
    return new ReferralDesk(path, now, state);
  }

  /** Tickets that were answered before a restart. */
  get tickets(): readonly HotlineTicket[] {
    return this.#state.tickets;
  }

  /** To be told of every version that the city shows: the last one of a record is the one that is changed. */
  note(version: CityVersion): void {
    if (version.agency !== 'open311') this.#latest.set(keyOf(version.agency, version.sourceId), version);
  }

  /** On disk when it resolves. */
  async take(referral: ReferralNotice): Promise<void> {
    if (!this.#state.seen.includes(referral.id)) {
      this.#state.seen.push(referral.id);
      const answerMs = Math.ceil((this.#now() + ANSWER_AFTER_MS) / 1_000) * 1_000;
      this.#state.waiting.push({ ...referral, answerMs });
    }
    await this.#save();
  }

  /** Answers what comes in until the signal aborts. @param mayBegin false while the history is being told */
  async run(options: DeskOptions, mayBegin: () => boolean): Promise<void> {
    const { signal } = options;
    while (!isAborted(signal)) {
      const [next] = this.#state.waiting;
      if (next === undefined || next.answerMs > this.#now() || !mayBegin()) {
        await pause(LOOK_EVERY_MS, signal);
        continue;
      }
      for (const number of next.records) {
        if (!(await this.#answer(next, number, options))) return;
      }
      this.#state.waiting.shift();
      await keepTrying('referrals', () => this.#save(), options);
    }
  }

  /** @returns false when the signal aborted first */
  async #answer(
    referral: ReferralNotice & { readonly answerMs: number },
    number: string,
    options: DeskOptions,
  ): Promise<boolean> {
    const { agency, id, answerMs } = referral;
    const handOver = options.outlets[agency];
    const version = this.#latest.get(keyOf(agency, number));
    if (handOver === undefined || version === undefined) return true;
    const atMs = Math.max(answerMs, Date.parse(version.sourceTime) + 1_000);
    const after = answered(version, referral, atMs);
    if (after === null) return true;
    if (!(await keepTrying(`${agency} referral`, () => handOver(after, id), options))) return false;
    this.#latest.set(keyOf(agency, number), after);
    if (after.agency === 'hotline12345') {
      const { tickets } = this.#state;
      const at = tickets.findIndex(({ ticketNo }) => ticketNo === after.body.ticketNo);
      tickets.splice(at < 0 ? tickets.length : at, 1, after.body);
    }
    return true;
  }

  /** One after another, so that the file always holds the newest state. */
  async #save(): Promise<void> {
    const saving = this.#saving.catch(() => undefined).then(() => saveJson(this.#path, this.#state));
    this.#saving = saving;
    await saving;
  }
}

function keyOf(agency: AgencyName, number: string): string {
  return `${agency}/${number}`;
}
