import type { Random } from '../../noise/random.ts';
import { seriousEventOf, SERIOUS_EVENT_TEXTS, type SeriousEvent } from './serious-events.ts';
import { EARLY_SIGNS, LATE_SIGNS, LOUD_SIGNS, NEGATED_SIGNS, QUOTED_SIGNS } from './signals.ts';

/**
 * What one contact of a quarrel says of danger. `warning`: the quarrel escalates later; `bluster`: the same words, and nothing comes of them; `negated`,
 * `quoted`: dangerous words that deny or repeat; `loud`: one who comes again and again; `event`: the serious event itself.
 */
export const SIGNALS = ['warning', 'bluster', 'negated', 'quoted', 'loud', 'event'] as const;
export type Signal = (typeof SIGNALS)[number];

/** What a contact says beside its matter, or instead of it when it is the event. */
export interface Turn {
  readonly signal: Signal;
  readonly texts: readonly string[];
}

/** The serious event in which a quarrel ends, wall time. */
export interface Escalation {
  readonly event: SeriousEvent;
  readonly atMs: number;
}

/** How a quarrel goes on. */
export interface Course {
  readonly name: 'calm' | 'escalates' | 'blusters' | 'negates' | 'quotes' | 'persists';
  readonly event: SeriousEvent | null;
  /** Of the contacts, that which reports the serious event. */
  readonly eventAt: number | null;
  /** One a contact. */
  readonly turns: readonly (Turn | null)[];
  /** The times between contacts are so many times as long. */
  readonly pace: number;
}

/**
 * Shares of quarrels by how they go on. Not noise: it is what happens, and stands apart from the noise model. Nobody publishes such shares; these are
 * small enough to leave the records' shape alone, and false signals are as frequent as true ones. Written on 2026-11-28, before the score was
 * measured with it.
 */
export const COURSE_SHARES = {
  /** By number of contacts: one alone is then the event, of which nobody could know. */
  escalates: [0.004, 0.02, 0.04, 0.06, 0.08],
  groupEscalates: 0.3,
  blusters: [0.012, 0.035, 0.035, 0.035, 0.035],
  negates: [0.02, 0.02, 0.02, 0.02, 0.02],
  quotes: [0.012, 0.012, 0.012, 0.012, 0.012],
  persists: [0, 0, 0.05, 0.05, 0.05],
  /** Of those that escalate, without a word of warning. */
  unannounced: 0.15,
  /** Of those that escalate, within half the time. */
  quick: 0.4,
} as const;

const CALM: Course = { name: 'calm', event: null, eventAt: null, turns: [], pace: 1 };

interface Setting {
  readonly contacts: number;
  readonly group: boolean;
  /** The counterparty is a person. */
  readonly person: boolean;
  /** It escalates in any case, with a warning at each contact. */
  readonly surely: boolean;
}

/** How a quarrel goes on, by its own dice. */
export function courseOf(setting: Setting, random: Random): Course {
  const { contacts, group, surely } = setting;
  if (surely) return escalating(setting, random);
  if (group) return random.chance(COURSE_SHARES.groupEscalates) ? escalating(setting, random) : CALM;
  const of = (shares: readonly number[]): number => shares[Math.min(contacts, shares.length) - 1] ?? 0;
  const { escalates, blusters, negates, quotes, persists } = COURSE_SHARES;
  const name = random.weighted([
    ['escalates', of(escalates)],
    ['blusters', of(blusters)],
    ['negates', of(negates)],
    ['quotes', of(quotes)],
    ['persists', of(persists)],
    ['calm', 1 - [escalates, blusters, negates, quotes, persists].reduce((sum, one) => sum + of(one), 0)],
  ] as const);
  switch (name) {
    case 'calm':
      return CALM;
    case 'escalates':
      return escalating(setting, random);
    case 'blusters':
      return harmless(name, contacts, () =>
        random.chance(0.55) ? { signal: 'bluster', texts: signsOf(setting, random.chance(0.5)) } : null,
      );
    case 'negates':
      return harmless(name, contacts, () =>
        random.chance(0.6) ? { signal: 'negated', texts: NEGATED_SIGNS } : null,
      );
    case 'quotes':
      return harmless(name, contacts, () =>
        random.chance(0.6) ? { signal: 'quoted', texts: QUOTED_SIGNS } : null,
      );
    case 'persists':
      return { ...harmless(name, contacts, () => ({ signal: 'loud', texts: LOUD_SIGNS })), pace: 0.3 };
  }
}

function harmless(name: Course['name'], contacts: number, turn: () => Turn | null): Course {
  return { name, event: null, eventAt: null, turns: Array.from({ length: contacts }, turn), pace: 1 };
}

/** The event is the last contact but for some quarrels that somebody reports again after it. Warnings become likelier, and graver, towards it. */
function escalating(setting: Setting, random: Random): Course {
  const { contacts, group, person, surely } = setting;
  const event = seriousEventOf(group ? 'group' : person ? 'person' : 'organisation', random);
  const later = group ? Math.floor(contacts / 4) : contacts > 2 && random.chance(0.25) ? 1 : 0;
  const eventAt = contacts - 1 - later;
  const unannounced = !surely && random.chance(COURSE_SHARES.unannounced);
  const turns = Array.from({ length: contacts }, (_, index): Turn | null => {
    if (index === eventAt) return { signal: 'event', texts: SERIOUS_EVENT_TEXTS[event] };
    if (index > eventAt || unannounced) return null;
    const near = (index + 1) / eventAt;
    const said = random.chance(surely ? 1 : group ? 0.25 : 0.45 + 0.35 * near);
    return said ? { signal: 'warning', texts: signsOf(setting, near > 0.5 && random.chance(0.75)) } : null;
  });
  const pace = surely ? 0.06 : random.chance(COURSE_SHARES.quick) ? 0.5 : 1;
  return { name: 'escalates', event, eventAt, turns, pace };
}

function signsOf({ person, group }: Setting, late: boolean): readonly string[] {
  const signs = late ? LATE_SIGNS : EARLY_SIGNS;
  return person && !group ? signs.person : signs.organisation;
}
