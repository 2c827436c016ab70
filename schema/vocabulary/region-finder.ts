import { isFiller, regionByCode, streetsOfCounty, upperRegions, type Region } from './regions.ts';

/** One way to write a division. `short` leaves the class word out (崇川 for 崇川区, 江苏 for 江苏省). */
interface Spelling {
  readonly text: string;
  readonly code: string;
  readonly short: boolean;
}

interface Found extends Spelling {
  readonly at: number;
  readonly end: number;
}

/** Class words and the peoples' names of autonomous divisions, which everyday addresses leave out. */
const CLASS_WORD = /(?:特别行政区|自治区|自治州|自治县|自治旗|林区|特区|地区|新区|省|市|区|县|旗|盟)$/u;
const PEOPLES =
  /(?:维吾尔|壮|回|藏|蒙古|苗|彝|布依|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|朝鲜|塔吉克|怒|俄罗斯|鄂温克|裕固|鄂伦春|独龙|门巴|珞巴|基诺|满|各)+族?(?=$)/u;
/** After these a short name is the name of a road or an estate (和平路, 通州花园), not of a division. */
const NAMES_SOMETHING_ELSE =
  /^(?:路|街|大道|大街|巷|弄|里|桥|广场|公园|花园|小区|新村|家园|苑|城|山|湖|河|江|村|大厦|酒店|饭店|医院|学校|中学|小学|银行|公司|物业|物流|集团|商场|超市|市场|站)/u;

/** Spellings by their first two characters, longest first. Built on first use (about 6,000 entries). */
let index: ReadonlyMap<string, readonly Spelling[]> | undefined;

function buildIndex(): ReadonlyMap<string, readonly Spelling[]> {
  const spellings: Spelling[] = [];
  for (const [code, name] of upperRegions()) {
    if (isFiller(name)) continue;
    spellings.push({ text: name, code, short: false });
    const core = name.replace(CLASS_WORD, '');
    const short = core === name ? name : core.replace(PEOPLES, '') || core;
    if (short.length >= 2 && short !== name) spellings.push({ text: short, code, short: true });
  }
  spellings.sort((a, b) => b.text.length - a.text.length);
  return Map.groupBy(spellings, ({ text }) => text.slice(0, 2));
}

function findAll(text: string): Found[] {
  const spellings = (index ??= buildIndex());
  const found: Found[] = [];
  for (let at = 0; at < text.length - 1;) {
    const here = (spellings.get(text.slice(at, at + 2)) ?? []).filter((spelling) =>
      text.startsWith(spelling.text, at),
    );
    const [longest] = here;
    if (longest === undefined) {
      at += 1;
      continue;
    }
    // The same name may belong to several divisions; shorter names inside it are not looked at.
    const same = here.filter(({ text: name }) => name.length === longest.text.length);
    // A county that became a district keeps its old class word in people's mouths: 海门市 for 海门区.
    const renamed = longest.short && /^[市区县]/u.test(text.slice(at + longest.text.length));
    const end = at + longest.text.length + (renamed ? 1 : 0);
    if (!longest.short || renamed || !NAMES_SOMETHING_ELSE.test(text.slice(end))) {
      found.push(...same.map((spelling) => ({ ...spelling, short: spelling.short && !renamed, at, end })));
      at = end;
    } else at += 1;
  }
  return found;
}

/**
 * The smallest division that an address or narrative names, by the longest match of province, city, county and street, abbreviations
 * included; null when none can be told. `hint` is a code that is probably right (the agency's own division): among several divisions of one
 * name it prefers the one nearest to it, and it lets a text that begins with the street be placed. `text` must be in simplified script.
 *
 * A short county name counts only where an address can have it: at the beginning, right after the division above, or within the hint's city.
 */
export function findRegion(text: string, hint?: string | null): Region | null {
  return divideAddress(text, hint).region;
}

/** As `findRegion`, with what follows the last division named (`人民路3号` of `南通市崇川区人民路3号`). */
export function divideAddress(text: string, hint?: string | null): { region: Region | null; rest: string } {
  const found = findAll(text);
  let code = '';
  let end = 0;
  let leads = false;
  for (const size of [2, 4, 6]) {
    const candidates = found.filter(
      (one) => one.code.length === size && one.at >= end && one.code.startsWith(code),
    );
    const plausible = candidates.filter(
      (one) => !one.short || one.at === 0 || (one.at === end && end > 0) || isNear(one.code, hint ?? ''),
    );
    const chosen = nearest(plausible, hint ?? '');
    if (chosen !== null) {
      leads ||= chosen.at === 0;
      code = chosen.code;
      end = chosen.end;
    }
  }
  const inCounty =
    code.length === 6 ? code : code === '' || isNear(hint ?? '', code) ? (hint ?? '').slice(0, 6) : '';
  // A division named only in passing (人民路3号, 崇川区) is no beginning to cut off.
  const rest = end === 0 || leads ? text.slice(end) : text;
  const street = inCounty.length === 6 ? findStreet(rest, inCounty) : null;
  if (street === null) return { region: code === '' ? null : regionByCode(code), rest };
  return { region: street.region, rest: rest.slice(street.at + street.region.name.length) };
}

/** True when `code` lies in the city (or is the city, or the province) of `of`. */
function isNear(code: string, of: string): boolean {
  return of.length >= 4 && code.slice(0, 4) === of.slice(0, Math.min(4, code.length));
}

/** The first named of the candidates; several divisions of that one name are told apart by the hint, or not at all. */
function nearest(candidates: readonly Found[], hint: string): Found | null {
  const [first] = candidates;
  if (first === undefined) return null;
  const same = candidates.filter(({ at }) => at === first.at);
  if (same.length === 1) return first;
  for (const length of [6, 4, 2]) {
    const near = same.filter(({ code }) => hint.length >= length && code.startsWith(hint.slice(0, length)));
    if (near.length === 1) return near[0] ?? null;
  }
  return null;
}

function findStreet(text: string, countyCode: string): { region: Region; at: number } | null {
  let best: { region: Region; at: number } | null = null;
  for (const region of streetsOfCounty(countyCode)) {
    const at = text.indexOf(region.name);
    if (at >= 0 && (best === null || at < best.at)) best = { region, at };
  }
  return best;
}
