import type { Random } from '../noise/random.ts';
import { organisationOf, type Organisation, type OrganisationType } from './organisations.ts';
import type { City, County, Street } from './regions.ts';

/** A housing estate or a village, with what its people share. */
export interface Community {
  readonly kind: 'estate' | 'village';
  readonly name: string;
  readonly street: Street;
  /** Empty for villages. */
  readonly road: string;
  readonly number: string;
  readonly property: Organisation;
}

/** A place as an address is written: road and number, name, detail (3幢2单元501室, 5组18号, 与工农路交叉口). */
export interface Place {
  readonly street: Street;
  readonly road: string;
  readonly number: string;
  readonly name: string;
  readonly detail: string;
  /** The detail as people abbreviate it: 3-2-501. */
  readonly detailShort: string;
  /** What is named in talk: 锦绣花园3幢, 双桥村5组, 人民路工农路路口. */
  readonly spot: string;
  readonly community: Community;
}

const ROADS =
  '人民路,工农路,青年路,世纪大道,银河路,园林路,通盛大道,星湖大道,新开路,建设路,解放路,朝霞路,育才路,滨江大道,长江路,黄海路,学田路,永兴大道,秦灶路,钟秀路,和平路,胜利路,幸福路,江海大道,文峰路,希望大道,金通大道,通富路,振兴路,交通路,健康路,新华路,东方大道,太平路,桃园路,虹桥路,校西路,跃龙路,城港路,濠南路'.split(
    ',',
  );
const ESTATE_FIRST =
  '锦绣,阳光,金色,翠湖,滨河,银都,学府,春江,紫荆,御景,丽都,东方,星河,云山,凤凰,江景,怡和,安居,桃源,明珠,水岸,望江,祥和,百合,康乐'.split(
    ',',
  );
const ESTATE_SECOND = '花园,家园,新村,名邸,苑,佳苑,雅居,华府,公寓,广场,小区,府邸'.split(',');
const VILLAGE_FIRST =
  '双桥,新坝,沈桥,竹园,九圩,北渡,三里墩,长桥,海晏,金桥,戴窑,石桥,团结,新联,虹光,曙光,前进,太阳殿,荷花池,运河'.split(
    ',',
  );

const VILLAGES = 4;

function estatesIn(street: Street): number {
  return street.name.endsWith('街道') ? 8 : 4;
}

/** How many communities a street has. */
export function communitiesIn(street: Street): number {
  return estatesIn(street) + VILLAGES;
}

/** What stands where: built once from the seed, the same for all records, so that neighbours share an address and a property company. */
export class Atlas {
  readonly home: City;
  readonly neighbour: City;
  readonly #communities = new Map<string, readonly Community[]>();
  readonly #organisations = new Map<string, readonly Organisation[]>();
  readonly #premises = new Map<Organisation, Place>();
  readonly #random: Random;

  constructor(random: Random, cities: { readonly home: City; readonly neighbour: City }) {
    this.#random = random;
    this.home = cities.home;
    this.neighbour = cities.neighbour;
  }

  communities(street: Street): readonly Community[] {
    const known = this.#communities.get(street.code);
    if (known !== undefined) return known;
    const random = this.#random.fork(`communities/${street.code}`);
    const names = new Set<string>();
    const estates = estatesIn(street);
    while (names.size < estates) names.add(random.pick(ESTATE_FIRST) + random.pick(ESTATE_SECOND));
    while (names.size < communitiesIn(street)) names.add(`${random.pick(VILLAGE_FIRST)}村`);
    const made = [...names].map((name, index): Community => {
      const village = index >= estates;
      return {
        kind: village ? 'village' : 'estate',
        name,
        street,
        road: village ? '' : random.pick(ROADS),
        number: village ? '' : `${random.int(1, 399)}号`,
        property: random.pick(this.organisations('property', street.county)),
      };
    });
    this.#communities.set(street.code, made);
    return made;
  }

  organisations(type: OrganisationType, county: County): readonly Organisation[] {
    const key = `${type}/${county.code}`;
    const known = this.#organisations.get(key);
    if (known !== undefined) return known;
    const random = this.#random.fork(`organisations/${key}`);
    const made = Array.from({ length: 24 }, () => organisationOf(random, type, county));
    this.#organisations.set(key, made);
    return made;
  }

  /** Where the organisation has its door: always the same. */
  premises(organisation: Organisation, county: County): Place {
    const known = this.#premises.get(organisation);
    if (known !== undefined) return known;
    const random = this.#random.fork(`premises/${county.code}/${organisation.name}`);
    const community = this.community(random, county, 'any');
    const road = community.road === '' ? random.pick(ROADS) : community.road;
    const number = `${random.int(1, 399)}号`;
    const place: Place = {
      street: community.street,
      road,
      number,
      name: '',
      detail: '',
      detailShort: '',
      spot: road + number,
      community,
    };
    this.#premises.set(organisation, place);
    return place;
  }

  community(random: Random, county: County, kind: Community['kind'] | 'any'): Community {
    const all = this.communities(random.pick(county.streets));
    return random.pick(kind === 'any' ? all : all.filter((community) => community.kind === kind));
  }
}

/** A flat or house of the community; with `beside`, another door of the same building. */
export function dwellingIn(
  random: Random,
  community: Community,
  beside?: Place,
  floors: readonly [number, number] = [1, 18],
): Place {
  const { street, road, number, name } = community;
  if (community.kind === 'village') {
    const group = beside === undefined ? `${random.int(1, 24)}组` : beside.detail.replace(/\d+号$/, '');
    const detail = `${group}${random.int(1, 68)}号`;
    return { street, road, number, name, detail, detailShort: detail, spot: name + group, community };
  }
  const [, building = String(random.int(1, 32)), unit = String(random.int(1, 3))] =
    /^(\d+)幢(\d+)单元/.exec(beside?.detail ?? '') ?? [];
  const room = `${random.int(...floors)}${String(random.int(1, 4)).padStart(2, '0')}`;
  const detail = `${building}幢${unit}单元${room}室`;
  const spot = `${name}${building}幢`;
  return { street, road, number, name, detail, detailShort: `${building}-${unit}-${room}`, spot, community };
}

/** A stretch of road near the community. */
export function roadNear(random: Random, community: Community): Place {
  const road = community.road === '' ? random.pick(ROADS) : community.road;
  const other = random.pick(ROADS.filter((candidate) => candidate !== road));
  const detail = random.pick([`与${other}交叉口`, `与${other}路口东侧`, `${random.int(2, 380)}号门前`]);
  const spot = road + detail;
  return {
    street: community.street,
    road,
    number: '',
    name: '',
    detail,
    detailShort: detail.replace('交叉口', '口'),
    spot,
    community,
  };
}
