import type { PartyDraft } from '../../../schema/canonical/party.ts';
import { foldIdNumber, foldName } from '../../../schema/matching/fold.ts';
import { organisationCore } from '../../../schema/matching/organisation.ts';
import type { SourceText } from './source-text.ts';

/** What an organisation's name ends in. Longer endings first: the match must not stop at 公司 inside 公司分公司. */
const ENDING =
  '有限责任公司|股份有限公司|有限公司|分公司|公司|集团|物业|医院|卫生院|诊所|学校|幼儿园|小学|中学|学院|健身房|健身中心|健身会所|文体中心|培训机构|培训中心|培训班|驾校|工程队|施工队|项目部|建筑队|装修队|酒店|宾馆|饭店|餐厅|餐馆|超市|商场|商行|经营部|门店|专卖店|4s店|美容院|美容店|理发店|养老院|开发商|中介|银行|合作社|村委会|居委会|街道办|业委会|工厂|服装厂|机械厂|电子厂|加工厂|食品厂|家具厂|车行|修理厂|汽修厂|旅行社|快递点|平台';
/** Legal forms and the like that go on after an ending: 物业 + 服务有限公司. */
const GOES_ON = '有限责任公司|股份有限公司|有限公司|分公司|公司|集团|医院|学校|中心';
/** Characters that cannot stand inside a name: the name begins after them. */
const BOUNDARY = '在的与跟被把给找向因称是从让将该到其这那家我他她你们此某到,。、;:!?()"\\s';
const LEADING_VERB =
  /^(?:.*?(?:投诉|举报|反映|反应|起诉|联系|入职|购买|要求|状告|控告|来自|位于|前往|系|为|由|对|于|和|同|去|经|向|于))(?=.{2,})/u;
const ORGANISATION = new RegExp(
  `(?<=^|[${BOUNDARY}]|投诉|举报|反映|起诉|入职|购买)([^${BOUNDARY}]{1,20}?(?:${ENDING})(?:[^${BOUNDARY}发未不拒欠]{0,6}?(?:${GOES_ON}))*)(?!的?(?:附近|门口|对面|旁边|路口|北门|南门|东门|西门))`,
  'gu',
);

const SURNAMES =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文施洪季缪';
/** Who the other side is, then the name, then what follows a name. A name that runs into other words is left alone. */
const PERSON = new RegExp(
  `(?:被|与|和|跟|向|对方叫?|邻居|老板|房东|租客|租户|包工头|工头|丈夫|妻子|老公|老婆|前夫|前妻|同事|名叫|司机|店主|负责人|经理|债务人|借款人)(?:名叫|叫|是|为)?((?:欧阳|上官|司马|诸葛|[${SURNAMES}])\\p{Script=Han}{1,2}?)(?=殴打|打|发生|因|拖欠|欠|拒|借|不|的|骂|辱骂|撞|推|抓|威胁|砸|占|在|等|之间|一直|至今|多次|有|签|达成|协商|纠缠|[,。、;:(\\s]|$)`,
  'gu',
);
const ID_NUMBER = /(?<!\d)\d{17}[\dx](?![\da-z])/giu;
const MOBILE = /(?<!\d)1[3-9]\d{9}(?!\d)/gu;
/** Words right before a number that say whose it is. */
const OTHER_SIDE = /(?:对方|其|老板|房东|邻居|负责人|司机|店主|包工头|被举报人|被投诉人)[^,。;]{0,8}$/u;

/** Most parties that one text can add. */
const MOST_NAMED = 6;

/**
 * Parties that only the text names: the organisations and persons of the other side, and the identity number or telephone that a caller
 * gave in words. `known` parties are not added twice, by an organisation's core name (阳光物业 for 南通阳光物业服务有限公司).
 */
export function namedPartiesIn(text: SourceText, known: readonly PartyDraft[]): PartyDraft[] {
  const { folded } = text;
  const seen = new Set(known.flatMap(({ name }) => (name === null ? [] : identitiesOf(name))));
  const added: PartyDraft[] = [];
  const add = (name: string, kind: PartyDraft['kind']): void => {
    const identities = identitiesOf(name);
    if (identities.some((identity) => seen.has(identity)) || added.length >= MOST_NAMED) return;
    for (const identity of identities) seen.add(identity);
    added.push(draftOf('COUNTERPARTY', kind, name));
  };
  for (const match of folded.matchAll(ORGANISATION)) {
    const [, whole = ''] = match;
    const lead = LEADING_VERB.exec(whole)?.[0].length ?? 0;
    if (organisationCore(whole.slice(lead)) === null) continue;
    const start = match.index + match[0].indexOf(whole) + lead;
    add(text.span(start, match.index + match[0].length), 'ORGANISATION');
  }
  for (const match of folded.matchAll(PERSON)) {
    const [, name = ''] = match;
    const end = match.index + match[0].length;
    if (!NOT_A_NAME.test(name)) add(text.span(end - name.length, end), 'PERSON');
  }
  return added;
}

/** Words that begin like a surname. */
const NOT_A_NAME =
  /^(?:方式|方面|方法|高速|黄色|白色|金额|马路|江边|石头|任何|何人|文件|常州|万元|武汉|易|于是|钱款|夏天|田地|雷击|龙头|毛病|程度|施工|叶子|江苏|洪水|金沙|余人|余户|余名|许多|顾客|余款|于某|段时间|任务|高空|周边|周围|时间|贷款)/u;

/** What a caller said of identity numbers and telephones in the text, put where a column would have it. */
export function identifiersIn(folded: string, parties: readonly PartyDraft[]): PartyDraft[] {
  const completed = parties.map((party) => ({ ...party }));
  const place = (match: RegExpExecArray, field: 'idNumber' | 'phone', value: string): void => {
    if (completed.some((party) => party[field]?.includes(value) === true)) return;
    const isOther = OTHER_SIDE.test(folded.slice(Math.max(0, match.index - 16), match.index));
    const role = isOther ? 'COUNTERPARTY' : 'REPORTER';
    const open = completed.find(
      (party) => party.role === role && party[field] === null && party.kind !== 'ORGANISATION',
    );
    const idType = field === 'idNumber' ? '111' : null;
    if (open === undefined) {
      if (completed.some((party) => party.role === role && party[field] !== null)) return;
      completed.push({ ...draftOf(role, 'UNKNOWN', null), [field]: value, idType });
    } else {
      open[field] = value;
      open.idType = idType ?? open.idType;
    }
  };
  for (const match of folded.matchAll(ID_NUMBER)) {
    const value = foldIdNumber(match[0]);
    if (value !== null) place(match, 'idNumber', value);
  }
  for (const match of folded.matchAll(MOBILE)) place(match, 'phone', match[0]);
  return completed;
}

function identitiesOf(name: string): string[] {
  const folded = foldName(name);
  const core = organisationCore(folded);
  return core === null ? [folded] : [folded, core];
}

function draftOf(role: PartyDraft['role'], kind: PartyDraft['kind'], name: string | null): PartyDraft {
  return { role, kind, name, phone: null, idType: null, idNumber: null, address: null };
}
