import { Random } from '../noise/random.ts';
import { nameOf } from './names.ts';
import type { Gender } from './identity.ts';
import type { Community } from './atlas.ts';
import type { Street } from './regions.ts';

export interface Mediator {
  /** Code of the committee, `-` and two digits. */
  readonly code: string;
  readonly name: string;
  readonly gender: Gender;
  readonly fullTime: boolean;
}

/** A people's mediation committee (人民调解委员会). */
export interface MediationCommittee {
  /** `TJ` and the street's code; a community's own has `C` and its three digits behind it. */
  readonly code: string;
  readonly name: string;
  readonly mediators: readonly Mediator[];
}

const known = new Map<string, MediationCommittee>();

/** The committee of a street with its mediators: the same in every city, as the streets are. */
export function committeeOf(street: Street): MediationCommittee {
  const before = known.get(street.code);
  if (before !== undefined) return before;
  const random = new Random(`committee/${street.code}`);
  const code = `TJ${street.code}`;
  const committee: MediationCommittee = {
    code,
    name: `${street.name}人民调解委员会`,
    mediators: mediatorsOf(random, code, random.int(3, 6)),
  };
  known.set(street.code, committee);
  return committee;
}

/** Every so-manyth community has a committee of its own. */
const OWN_COMMITTEE_EVERY = 3;

/** The committee that is for the community: its own, or its street's. @param number of the community in its street, from 1 */
export function committeeFor(community: Community, number: number): MediationCommittee {
  const { street } = community;
  if (number % OWN_COMMITTEE_EVERY !== 0) return committeeOf(street);
  const code = `TJ${street.code}C${String(number).padStart(3, '0')}`;
  return {
    code,
    name: `${community.name}${community.kind === 'estate' ? '社区' : ''}人民调解委员会`,
    mediators: mediatorsOf(new Random(`committee/${code}`), code, 1 + (number % 2)),
  };
}

/** The first one always works full time. */
function mediatorsOf(random: Random, committeeCode: string, count: number): readonly Mediator[] {
  return Array.from({ length: count }, (_, index): Mediator => {
    const gender: Gender = random.chance(0.55) ? '男' : '女';
    return {
      code: `${committeeCode}-${String(index + 1).padStart(2, '0')}`,
      name: nameOf(random, gender).full,
      gender,
      fullTime: index === 0 || random.chance(0.4),
    };
  });
}
