import { residentIdCheckDigit } from '../../../schema/vocabulary/resident-id.ts';

export type Gender = '男' | '女';

const ORDERS = 499;
const REGIONS = 90;
const BIRTHDAYS = 21_900;
const FIRST_BIRTHDAY_MS = Date.UTC(1946, 0, 1);
const DAY_MS = 86_400_000;

/**
 * Resident identity number of the simulated city's n-th person, each n another number: birthday, order code with the right parity for the
 * gender and GB 11643 check digit are valid, but the region is 329901–329990. GB/T 2260 has never had a city 3299, so the number
 * belongs to nobody.
 */
export function residentIdOf(n: number, gender: Gender): string {
  const order = n % ORDERS;
  const region = Math.floor(n / ORDERS) % REGIONS;
  const round = Math.floor(n / (ORDERS * REGIONS));
  const day = (((order * 7_907 + region * 3_571) % BIRTHDAYS) + round * 37) % BIRTHDAYS;
  const birthday = new Date(FIRST_BIRTHDAY_MS + day * DAY_MS).toISOString().slice(0, 10).replaceAll('-', '');
  const sequence = String(2 * order + (gender === '男' ? 1 : 2)).padStart(3, '0');
  const first17 = `3299${String(region + 1).padStart(2, '0')}${birthday}${sequence}`;
  return first17 + residentIdCheckDigit(first17);
}

/** Year of birth as the number says it. */
export function birthYearOf(residentId: string): number {
  return Number(residentId.slice(6, 10));
}

/** Segments between 13x and 19x that no Chinese operator has opened: calls to them reach nobody. */
const PHONE_SEGMENTS = ['142', '143', '154', '160', '161', '163', '168', '169', '194'] as const;
const EIGHT_DIGITS = 100_000_000;

/** Mobile number of index n; different for every n below 100 million. */
export function phoneOf(n: number): string {
  const tail = (n * 61_803_399 + 27_182_818) % EIGHT_DIGITS;
  return `${PHONE_SEGMENTS[n % PHONE_SEGMENTS.length] ?? '154'}${String(tail).padStart(8, '0')}`;
}
