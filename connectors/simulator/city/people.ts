import type { Random } from '../noise/random.ts';
import type { Place } from './atlas.ts';
import { birthYearOf, phoneOf, residentIdOf, type Gender } from './identity.ts';
import { nameOf, type Name } from './names.ts';

export interface Person {
  /** Number of the person in this city; the same person in two records has the same number. */
  readonly n: number;
  readonly name: Name;
  readonly phone: string;
  /** Of a relative, used now and then. */
  readonly otherPhone: string;
  readonly idNumber: string;
  readonly home: Place;
}

interface Wanted {
  readonly name?: Name | undefined;
  readonly gender?: Gender | undefined;
  readonly surname?: string | undefined;
  readonly born?: readonly [earliest: number, latest: number] | undefined;
}

/** Numbers the people of one city, so that no two share a phone or an identity number by chance. */
export class Register {
  #next = 0;

  person(random: Random, home: Place, wanted: Wanted = {}): Person {
    const gender: Gender = wanted.name?.gender ?? wanted.gender ?? (random.chance(0.54) ? '男' : '女');
    const [earliest, latest] = wanted.born ?? [1946, 2005];
    let n = this.#next;
    let idNumber = residentIdOf(n, gender);
    while (birthYearOf(idNumber) < earliest || birthYearOf(idNumber) > latest) {
      n += 1;
      idNumber = residentIdOf(n, gender);
    }
    this.#next = n + 1;
    const name = wanted.name ?? withSurname(nameOf(random, gender), wanted.surname);
    return { n, name, phone: phoneOf(2 * n), otherPhone: phoneOf(2 * n + 1), idNumber, home };
  }
}

function withSurname(name: Name, surname: string | undefined): Name {
  if (surname === undefined || surname === name.surname || name.full.includes('·')) return name;
  return { ...name, surname, full: surname + name.full.slice(name.surname.length) };
}
