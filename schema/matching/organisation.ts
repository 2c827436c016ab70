import { upperRegions } from '../vocabulary/regions.ts';

/** Legal forms and fillers at the end of a name, from the outside in. */
const ENDING =
  /(?:有限责任公司|股份有限公司|有限公司|分公司|公司|集团|服务|管理|股份|总店|分店|门店|项目部)$/u;
/** What is left of a name that says only what kind of thing it is. */
const GENERIC =
  /^(?:小区|本|该|对方|某|一家|这家|那家|一个|这个|市|县|区|镇|当地|附近)?(?:物业|开发商|房产|房地产|中介|医院|人民医院|卫生院|诊所|学校|幼儿园|小学|中学|学院|银行|超市|商场|饭店|餐厅|餐馆|酒店|宾馆|工地|工厂|厂|健身房|健身中心|健身|培训|培训机构|培训中心|驾校|工程队|施工队|建筑|建筑队|装修|装修队|装饰|快递|快递点|村委会|居委会|街道办|业委会|合作社|劳务|保险|平台|电梯|旅行社|美容院|养老院|经营部|商行|车行|4s店|理发店|项目部|建设|物流|房屋|租赁|家政|教育)?$/u;

let prefixes: ReadonlySet<string> | undefined;

/** Short and full names of provinces, cities and counties, which stand in front of an organisation's own name. */
function divisionNames(): ReadonlySet<string> {
  if (prefixes === undefined) {
    const names = new Set<string>();
    for (const name of upperRegions().values()) {
      if (name.length < 2) continue;
      names.add(name);
      const short = name.replace(/[省市区县]$/u, '');
      if (short.length >= 2) names.add(short);
    }
    prefixes = names;
  }
  return prefixes;
}

/**
 * What tells an organisation from others: its name without divisions in front and legal forms behind (`南通阳光物业服务有限公司` →
 * `阳光物业`). Null when nothing distinctive is left (`物业公司`, `开发商`). Takes and gives folded text.
 */
export function organisationCore(foldedName: string): string | null {
  const known = cores.get(foldedName);
  if (known !== undefined) return known;
  const core = coreOf(foldedName);
  if (cores.size >= CACHED_NAMES) cores.clear();
  cores.set(foldedName, core);
  return core;
}

/** The same organisations are named again and again. */
const CACHED_NAMES = 20_000;
const cores = new Map<string, string | null>();

function coreOf(foldedName: string): string | null {
  const whole = foldedName.replace(/[()（）\s]+/gu, '');
  const own = withoutEndings(withoutDivision(withoutDivision(withoutDivision(whole))));
  if (isDistinctive(own)) return own;
  // 和平 in 和平物业 is a name although a district is called so: the division goes back on when nothing else is left.
  const lastDivision = [whole, withoutDivision(whole), withoutDivision(withoutDivision(whole))]
    .map(withoutEndings)
    .findLast((core) => core !== own && isDistinctive(core));
  return lastDivision ?? null;
}

function isDistinctive(core: string): boolean {
  return core.length >= 2 && !GENERIC.test(core);
}

function withoutDivision(name: string): string {
  for (let length = Math.min(9, name.length - 2); length >= 2; length -= 1) {
    if (divisionNames().has(name.slice(0, length))) {
      return name.slice(length).replace(/^[省市区县](?=..)/u, '');
    }
  }
  return name;
}

function withoutEndings(name: string): string {
  let core = name;
  for (let before = ''; before !== core;) {
    before = core;
    core = core.replace(ENDING, '');
  }
  return core;
}

/** True when two folded names mean one organisation: equal cores, or one core of three characters or more within the other. */
export function sameOrganisation(a: string, b: string): boolean {
  const [coreA, coreB] = [organisationCore(a), organisationCore(b)];
  if (coreA === null || coreB === null) return false;
  if (coreA === coreB) return true;
  const [short, long] = coreA.length < coreB.length ? [coreA, coreB] : [coreB, coreA];
  return short.length >= 3 && long.includes(short);
}
