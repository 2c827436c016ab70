import { Atlas } from '../../city/atlas.ts';
import { committeeFor, committeeOf, type MediationCommittee } from '../../city/committees.ts';
import {
  communityCodeOf,
  communityOfGrid,
  gridCodeOf,
  gridNameOf,
  GRIDS_PER_STREET,
} from '../../city/grids.ts';
import { phoneOf } from '../../city/identity.ts';
import { nameOf } from '../../city/names.ts';
import { readCities, type Street } from '../../city/regions.ts';
import { Random } from '../../noise/random.ts';
import { localTime } from '../../writing/time.ts';

/** Rows of the platform's reference tables, each in the order in which its keys must be there. */
export interface GridReference {
  readonly communities: readonly object[];
  readonly mediation_committees: readonly object[];
  readonly mediators: readonly object[];
  readonly grids: readonly object[];
}

const SPECIALITIES = [
  '婚姻家庭',
  '邻里纠纷',
  '物业纠纷',
  '劳动争议',
  '土地承包',
  '损害赔偿',
  '消费纠纷',
  '医疗纠纷',
];
/** No person of the city has one of these phones. */
const FIRST_PHONE = 90_000_000;

/**
 * Grids, communities, mediation committees and mediators of every street in the two cities, so that whatever grid, community or committee a
 * record names is there. Pure: the same for the same seed.
 */
export function gridReference(seed: string, updatedMs: number): GridReference {
  const cities = readCities();
  const atlas = new Atlas(new Random(seed).fork('atlas'), cities);
  const streets = [cities.home, cities.neighbour].flatMap(({ counties }) =>
    counties.flatMap((county) => county.streets),
  );
  const common = { active: true, updated_at: localTime(updatedMs) };
  let phones = FIRST_PHONE;
  const phone = (): string => phoneOf(phones++);
  const reference = {
    communities: [] as object[],
    mediation_committees: [] as object[],
    mediators: [] as object[],
    grids: [] as object[],
  };
  const addCommittee = (
    committee: MediationCommittee,
    street: Street,
    level: string,
    random: Random,
  ): void => {
    reference.mediation_committees.push({
      code: committee.code,
      name: committee.name,
      kind: '人民调解',
      level,
      region_code: street.code,
      address: `${street.county.name}${street.name}${level === '社区级' ? '便民服务站' : '综治中心'}${random.int(1, 4)}楼`,
      phone: `0513-8${String(random.int(1_000_000, 9_999_999))}`,
      established_on: `${random.int(1989, 2022)}-${String(random.int(1, 12)).padStart(2, '0')}-15`,
      ...common,
    });
    for (const mediator of committee.mediators) {
      reference.mediators.push({
        code: mediator.code,
        name: mediator.name,
        gender: mediator.gender,
        committee_code: committee.code,
        specialities: [...new Set([random.pick(SPECIALITIES), random.pick(SPECIALITIES)])].join(';'),
        phone: phone(),
        full_time: mediator.fullTime,
        certificate_no: `RT${committee.code.slice(2).replace('C', '')}${mediator.code.slice(-2)}`,
        ...common,
      });
    }
  };
  for (const street of streets) {
    const random = new Random(`${seed}/reference/${street.code}`);
    const communities = atlas.communities(street);
    addCommittee(committeeOf(street), street, '街道级', random);
    for (const [index, community] of communities.entries()) {
      reference.communities.push({
        code: communityCodeOf(street, index + 1),
        name: community.name,
        region_code: street.code,
        population: random.int(900, 9_800),
        ...common,
      });
      const committee = committeeFor(community, index + 1);
      if (committee !== committeeOf(street)) addCommittee(committee, street, '社区级', random);
    }
    for (let grid = 1; grid <= GRIDS_PER_STREET; grid += 1) {
      const number = communityOfGrid(street, grid);
      const community = communities[number - 1];
      if (community === undefined) throw new Error(`${street.name} has no community ${number}`);
      reference.grids.push({
        code: gridCodeOf(street, grid),
        name: gridNameOf(street, grid),
        region_code: street.code,
        community_code: communityCodeOf(street, number),
        committee_code: committeeFor(community, number).code,
        worker_name: nameOf(random, random.chance(0.6) ? '女' : '男').full,
        worker_phone: phone(),
        households: random.int(180, 620),
        ...common,
      });
    }
  }
  return reference;
}
