/** A folded address (`schema/matching/fold.ts`, without divisions in front) taken apart; parts that it does not have are empty. */
export interface AddressParts {
  readonly whole: string;
  /** 通盛大道. */
  readonly road: string;
  /** The road with the number on it: 通盛大道99号. Empty without a number. */
  readonly roadNumber: string;
  /** Estate, village or landmark: 明珠苑, 沈桥村. */
  readonly community: string;
  /** 明珠苑17 of 明珠苑17-1-402, 沈桥村1组 of 沈桥村1组17号: what neighbours share. */
  readonly building: string;
  /** Down to the door: 明珠苑17-1-402. */
  readonly door: string;
}

const ROAD = /^(\p{Script=Han}{1,8}?(?:大道|大街|路|街|巷|弄|胡同))(\d+(?:号|弄))?(?=.|$)/u;
const DETAIL = /^(\p{Script=Han}{2,}?)(\d.*)?$/u;
const DIVISIONS =
  /^(?:.{1,4}?省)?(?:.{1,6}?市)?(?:.{1,5}?[区县市](?!路|街))?(?:\p{Script=Han}{1,5}?(?:街道|镇|乡)(?!路|街))?/u;
const LATIN = /[a-z]/;

/** Takes a folded address apart. Divisions in front may be there or not. */
export function addressPartsOf(folded: string): AddressParts {
  const known = cache.get(folded);
  if (known !== undefined) return known;
  const parts = LATIN.test(folded) ? latinParts(folded) : chineseParts(folded);
  if (cache.size >= CACHED_ADDRESSES) cache.clear();
  cache.set(folded, parts);
  return parts;
}

/** The same doors come again and again. */
const CACHED_ADDRESSES = 20_000;
const cache = new Map<string, AddressParts>();

function chineseParts(folded: string): AddressParts {
  const own = folded.replace(DIVISIONS, '') || folded;
  const [inRoad = '', road = '', number = ''] = ROAD.exec(own) ?? [];
  const rest = own.slice(inRoad.length);
  const [, community = '', detail = ''] = DETAIL.exec(rest) ?? [];
  const roadNumber = number === '' ? '' : road + number;
  const crossing = road !== '' && number === '' && rest !== '';
  return {
    whole: own,
    road,
    roadNumber,
    community: crossing ? '' : community,
    building: crossing || detail === '' ? '' : community + (/^\d+组?/u.exec(detail)?.[0] ?? ''),
    // A corner (桃园路与育才路交叉口) and a shop on its own number are as narrow as a door.
    // A corner (桃园路与育才路交叉口) is as narrow as a door; a number on a road may be a whole estate.
    door: crossing ? own : /^\d+组[-\d]+|^\d+-\d/u.test(detail) ? community + detail : '',
  };
}

/** Spaces are folded away, so what can be told of `12smithstreetbrooklyn11213` is whether it is the same. */
function latinParts(folded: string): AddressParts {
  return {
    whole: folded,
    road: '',
    roadNumber: '',
    community: '',
    building: '',
    door: /\d/.test(folded) ? folded : '',
  };
}
