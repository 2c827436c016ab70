import type { Sensitivity } from '../../../schema/canonical/sensitivity.ts';

/** Named in `sensitivityRule`; raise it with every change of the lists. */
export const SENSITIVITY_VERSION = 'sensitivity.v1';

/** What a rule of words is about: a minor together with violence or an offence is SEALED (`minor-harmed`). */
export type SensitiveMatter = 'MINOR' | 'VIOLENCE' | 'INTIMATE' | 'OFFENCE';

export interface SensitivityRule {
  readonly id: string;
  readonly level: Sensitivity;
  readonly matter: SensitiveMatter;
  /** Looked for in folded text: half-width, simplified script, lower-case. */
  readonly pattern: RegExp;
}

/**
 * A word right behind one of these is denied (没有家暴, 未发生性骚扰), unless the sentence asks (有没有家暴, 不是家暴吗). A denial further off, or a
 * party that contests it (否认家暴), leaves the record raised: what it is about is what has to be guarded.
 */
const DENIED =
  '(?<!(?<!有)(?:没有|没|并非|不是|不存在|不涉及|不属于|未发生|未发现|未遭受|未遭|未受到|排除|无)(?:任何|过|明显)?)';
const ASKED = '(?:.{0,3}(?:吗|\\?))';
const said = (words: string): RegExp =>
  new RegExp(`${DENIED}(?:${words})|(?<=没有|没|不是|并非|未发生|不存在|无)(?:${words})(?=${ASKED})`, 'u');

const KIN =
  '丈夫|老公|前夫|妻子|老婆|前妻|父亲|母亲|爸爸|妈妈|继父|继母|养父|养母|公公|婆婆|岳父|岳母|儿子|女婿|儿媳|男友|男朋友|女友|女朋友|同居(?:者|对象)';
const BEATS = '殴打|暴打|毒打|打骂|打伤|施暴|动手打|掐(?:住)?脖子|拳打脚踢|囚禁|家暴';

/**
 * By words. Sources: Law on the Protection of Minors art. 4, 103 and Personal Information Protection Law art. 28, 31 (minors); Law against
 * Domestic Violence art. 5, 13 (privacy of the parties); Criminal Procedure Law art. 188, 286 and Civil Procedure Law art. 137 (cases
 * heard in private, sealed records of minors).
 */
export const SENSITIVITY_RULES: readonly SensitivityRule[] = [
  {
    id: 'sexual-offence',
    level: 'SEALED',
    matter: 'OFFENCE',
    pattern: said(
      '强奸|轮奸|迷奸|诱奸|鸡奸|奸淫|性侵|性骚扰|性虐|猥亵|强制侮辱|强迫卖淫|逼迫卖淫|咸猪手|露阴|摸(?:她|我|其)?(?:的)?(?:胸部|臀部|下体|隐私部位)|\\braped?\\b|\\brapist|sexual(?:ly)? (?:assault|abus|harass|offen)|molest',
    ),
  },
  {
    id: 'domestic-violence',
    level: 'RESTRICTED',
    matter: 'VIOLENCE',
    pattern: said(
      `家暴|家庭暴力|人身(?:安全)?保护令|虐待(?!(?:小?动物|流浪|小?狗|小?猫|犬))|遗弃(?:老人|小孩|孩子|婴儿|妻|子女)|(?:被|遭|遭到|受到)(?:其|我|她|他|自己)?(?:的)?(?:${KIN}).{0,6}(?:${BEATS}|打)|(?:${KIN})(?:又|再次|经常|长期|多次|酒后|一直|总是|对(?:我|她|他|其)){0,3}(?:${BEATS})|domestic (?:violence|abuse)`,
    ),
  },
  {
    id: 'minor-harmed',
    level: 'SEALED',
    matter: 'MINOR',
    pattern: said('虐童|虐待(?:儿童|小孩|孩子|婴|幼)|校园(?:欺凌|霸凌|暴力)|拐卖(?:儿童|妇女)|child abuse'),
  },
  {
    id: 'intimate-matter',
    level: 'RESTRICTED',
    matter: 'INTIMATE',
    pattern: said(
      '裸照|裸聊|裸贷|私密(?:照|视频|部位)|不雅(?:照|视频)|偷拍(?:裙底|洗澡|隐私|如厕)|卖淫|嫖娼|嫖宿|艾滋|hiv\\b',
    ),
  },
  {
    id: 'minor-by-words',
    level: 'RESTRICTED',
    matter: 'MINOR',
    pattern: said(
      '未成年|(?:不满|未满|不到|不足)(?:1[0-8]|十[一二三四五六七八]?)(?:周?岁)?(?!\\d|%|个|天|元|分|年|月|米|人|户|家)|(?:1[0-8]|十[四六八])周?岁以下|十(?:几|来|多)岁|几岁(?:的)?(?:小?孩|女|男|娃|儿)|(?<!大|研究|留|博士|硕士|本科|大专|高职)学生(?!公寓|用品|装|床|证|票)|小学生|初中生|中学生|高中生|(?:男|女|幼|孩|学|牧)童|儿童(?!节|医院|公园|乐园|票|用品|服装|家具|玩具)|(?:男|女|弃)婴|婴儿(?!车|床|用品|奶粉)|婴幼儿|幼女|少女|少年(?!宫|法庭)|小(?:男|女)(?:孩|生)|\\bjuvenile|\\bunderage|minor child|teenager',
    ),
  },
];

/** Nine texts in ten have none of these characters: they need no rule at all. */
export const MAY_BE_SENSITIVE =
  /[岁奸淫猥嫖裸婴童虐暴遗殴掐囚]|[打摸]|未成年|[不未]满|不[到足]|学生|[小初高]中?生|小[男女]|少[年女]|幼女|性[侵骚]|侮辱|咸猪|露阴|保护令|私密|不雅|偷拍|校园|拐卖|艾滋|出生|生于|[a-z]{4}|hiv/u;
