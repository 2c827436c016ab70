import type { CrosswalkEntry } from '../kit/feed.ts';

const entry = (
  pattern: RegExp,
  category: string | null,
  nature: CrosswalkEntry['nature'],
): CrosswalkEntry => ({ pattern, category, nature });

/** Written to `categoryRule` and `natureRule`; raise it with every change below. */
export const HOTLINE_CROSSWALK_VERSION = 'hotline12345.category.v1';

/**
 * `诉求类型/分类…` → GB/T 31000-2015 table 91. First match wins. Who asks, praises or proposes has no quarrel; who complains or reports
 * may have one with somebody or be unhappy with a service: the class says which category it would be, the text decides, except where
 * the class itself names two sides.
 */
export const HOTLINE_CROSSWALK: readonly CrosswalkEntry[] = [
  entry(/^(咨询|表扬|感谢|建议)(\/|$)/u, null, 'OTHER'),
  entry(/拖欠.*工资|欠薪|讨薪|劳动报酬|劳动合同|劳动争议|劳动纠纷|劳资/u, '0701', 'DISPUTE'),
  entry(/社会保险|社保|工伤/u, '0702', 'POSSIBLE'),
  entry(/劳动保障|劳动人事|人力资源/u, '07', 'POSSIBLE'),
  entry(/医疗纠纷|医患|医疗损害/u, '0502', 'DISPUTE'),
  entry(/医疗/u, '0502', 'POSSIBLE'),
  entry(/噪[音声]/u, '0203', 'POSSIBLE'),
  entry(/供水|供电|供气|供热/u, null, 'OTHER'),
  entry(/漏水|渗水|采光|通风|排水|通行/u, '0201', 'POSSIBLE'),
  entry(/邻里|相邻/u, '02', 'DISPUTE'),
  entry(/物业|业委会|电梯|停车管理|维修资金/u, '0402', 'POSSIBLE'),
  entry(/房屋租赁|租房|租赁|房产买卖|房屋买卖|商品房|房屋质量|中介/u, '0602', 'POSSIBLE'),
  entry(/预付|退款|退费|消费(者)?(权益|维权|纠纷|投诉)|商品质量|售后|价格欺诈/u, '0601', 'DISPUTE'),
  entry(/产品质量|食品安全/u, '0505', 'POSSIBLE'),
  entry(/装饰装修|装修/u, '0601', 'POSSIBLE'),
  entry(/消费|市场监管|培训机构|快递|旅游/u, '0601', 'POSSIBLE'),
  entry(/赡养|抚养/u, '0102', 'DISPUTE'),
  entry(/继承|遗产|分家/u, '0103', 'DISPUTE'),
  entry(/婚姻|家庭矛盾|家庭纠纷|家暴/u, '01', 'DISPUTE'),
  entry(/借贷|担保|网贷|债务/u, '0804', 'DISPUTE'),
  entry(/保险/u, '0803', 'POSSIBLE'),
  entry(/理财|投资|非法集资/u, '0802', 'POSSIBLE'),
  entry(/宅基地/u, '0902', 'DISPUTE'),
  entry(/土地承包|承包地|土地流转|农村土地/u, '0901', 'DISPUTE'),
  entry(/拆迁|征收|征地|安置/u, '11', 'POSSIBLE'),
  entry(/违(法|章)建(筑|设)|拆违/u, '1103', 'POSSIBLE'),
  entry(/交通事故|事故处理/u, '0503', 'POSSIBLE'),
  entry(/校园|学校管理|学生伤害/u, '0501', 'POSSIBLE'),
  entry(/市容/u, null, 'OTHER'),
  entry(/生态环境|污染|油烟|扬尘/u, '0504', 'POSSIBLE'),
  entry(/纠纷|争议|矛盾/u, null, 'DISPUTE'),
  entry(/道路|路灯|公共设施|市政|公交|环卫|绿化/u, null, 'OTHER'),
  entry(/^(投诉|举报|求助|其他)(\/|$)/u, null, 'POSSIBLE'),
];
