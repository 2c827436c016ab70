import { simplify } from '../matching/simplify.ts';
import { divideAddress } from '../vocabulary/region-finder.ts';
import { regionName } from '../vocabulary/regions.ts';
import { HIDDEN } from './levels.ts';

/** A road, or a village where there is none. No digit: a door number must not pass for part of a name. */
const ROAD =
  /^[^\d,，。;；]{1,12}?(?:大道|大街|公路|马路|环路|支路|路|街(?!道)|巷|弄|胡同)(?:[东西南北中][路段])?(?=[\d*\s]|[一二三四五六七八九十]|$|.)/u;
const VILLAGE = /^[^\d,，。;；]{0,8}?(?:街道|镇|乡|苏木)?[^\d,，。;；]{1,8}?(?:村(?!民)|社区|居委会)/u;
const TOWN = /^[^\d,，。;；]{1,8}?(?:街道|镇|乡|苏木)/u;
/** What begins with a door (3号楼, 五组) or a number in words is no road. */
const DOOR_FIRST = /^[一二三四五六七八九十百]+(?:号|栋|幢|单元|室|组)/u;

/**
 * Down to the road or the village: divisions and road stay, house, building, unit, room and village group go (`南通市通州区人民路***`). Where
 * neither can be told only the division is left, and where not even that can, nothing.
 */
export function maskAddress(address: string): string {
  const shown = address.normalize('NFKC').replace(/\s+/gu, '');
  const simplified = simplify(shown);
  // Simplifying nearly always keeps the length; where not, the simplified text is shown, so that the cut is right.
  const text = simplified.length === shown.length ? shown : simplified;
  const { rest } = divideAddress(simplified);
  const at = simplified.endsWith(rest) ? simplified.length - rest.length : 0;
  const tail = simplified.slice(at);
  const kept = DOOR_FIRST.test(tail)
    ? ''
    : ([ROAD, VILLAGE, TOWN].map((one) => one.exec(tail)?.[0]).find(isText) ?? '');
  const head = text.slice(0, at + kept.length);
  // A division that is named behind the door (12号, 通州区) is no beginning to keep.
  return /\d/.test(head) ? HIDDEN : `${head}${HIDDEN}`;
}

/** The county that the code names or, without one, the address: `江苏省南通市通州区`; null when it cannot be told. */
export function districtOf(address: string, regionCode: string | null): string | null {
  const code =
    regionCode ?? divideAddress(simplify(address.normalize('NFKC').replace(/\s+/gu, ''))).region?.code;
  return code == null || code.length < 6 ? null : regionName(code.slice(0, 6));
}

function isText(text: string | undefined): text is string {
  return text !== undefined;
}
