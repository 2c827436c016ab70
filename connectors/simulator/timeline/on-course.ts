import type { Course, Escalation, Turn } from '../quarrels/course/course.ts';
import { MINUTE_MS } from '../writing/time.ts';
import type { Random } from '../noise/random.ts';
import type { Quarrel } from './plan.ts';
import type { Contact } from './quarrels.ts';

/** A contact with its part in the quarrel's course. */
export interface ContactOnCourse extends Contact {
  readonly turn: Turn | null;
}

/**
 * Contacts as the course has them: the event is the police's, whom the loud caller never asks; how many there are stays, so that no other event of
 * the city moves.
 */
export function onCourse(
  contacts: readonly Contact[],
  course: Course,
  quarrel: Quarrel,
): readonly ContactOnCourse[] {
  return contacts.map((contact, index): ContactOnCourse => {
    const turn = course.turns[index] ?? null;
    const afterMs = contact.afterMs * course.pace;
    if (index === course.eventAt) {
      const { place } = quarrel;
      const teller = quarrel.group ? {} : { reporter: quarrel.claimant, otherSide: false };
      return {
        ...contact,
        ...teller,
        turn,
        afterMs,
        agency: 'police110',
        county: place.street.county,
        awayAt: null,
      };
    }
    if (course.name !== 'persists' || index === 0) return { ...contact, turn, afterMs };
    return {
      ...contact,
      turn,
      afterMs,
      agency: 'hotline12345',
      reporter: quarrel.claimant,
      otherSide: false,
    };
  });
}

/** When the event was: minutes before the police heard of it, and after whatever was told earlier. */
export function escalationOf(
  { event }: Course,
  timed: readonly { readonly contact: ContactOnCourse; readonly cityMs: number }[],
  wallMs: (cityMs: number) => number,
  random: Random,
): Escalation | null {
  const at = timed.findIndex(({ contact }) => contact.turn?.signal === 'event');
  const told = timed[at];
  if (event === null || told === undefined) return null;
  const beforeMs = timed[at - 1]?.cityMs ?? -Infinity;
  // Reports have whole seconds: a second apart at least, on the wall.
  const happenedMs = wallMs(told.cityMs - random.low(3, 25) * MINUTE_MS);
  return { event, atMs: Math.floor(Math.max(happenedMs, wallMs(beforeMs) + 1_000) / 1_000) * 1_000 };
}
