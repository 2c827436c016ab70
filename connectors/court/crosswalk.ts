import type { CrosswalkEntry } from '../kit/feed.ts';
import { CAUSES_2025 } from './cause.ts';

const entry = (
  pattern: RegExp,
  category: string | null,
  nature: CrosswalkEntry['nature'],
): CrosswalkEntry => ({ pattern, category, nature });

/** Written to `categoryRule` and `natureRule`; raise it with every change below or in the table of causes. */
export const COURT_CROSSWALK_VERSION = 'court.cause.v1';

/**
 * Applications without an opponent are everyday business; these presuppose a quarrel: an agreement to confirm, a debt to order, an
 * injunction.
 */
const QUARREL_BEHIND =
  '申请(?:司法确认|确认.*协议|撤销确认|支付令|人身安全保护令|人格权侵害禁令|诉前|仲裁前|实现担保物权|先予执行|执行)';
const APPLICATION_IN_QUARREL = new RegExp(`^${QUARREL_BEHIND}`, 'u');

/** The causes of the table, each by its name alone: names tell causes apart in every version of the rules, numbers do not. */
const BY_NAME: readonly CrosswalkEntry[] = CAUSES_2025.map(({ name, category }) =>
  entry(
    new RegExp(`(?:^|/)${name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')}$`, 'u'),
    category,
    name.startsWith('申请') && !APPLICATION_IN_QUARREL.test(name) ? 'OTHER' : 'DISPUTE',
  ),
);

/**
 * `案件类型/案由` → GB/T 31000-2015 table 91. First match wins: the causes of the table, then the other causes of the rules by the words
 * that their parts share, then the type of case. A case in mediation or at trial is a dispute whatever its cause.
 */
export const COURT_CROSSWALK: readonly CrosswalkEntry[] = [
  ...BY_NAME,
  entry(new RegExp(`/${QUARREL_BEHIND}`, 'u'), null, 'DISPUTE'),
  entry(/(^|\/)(申请|认定|宣告|指定)/u, null, 'OTHER'),
  entry(/\/.*(抚养|赡养|扶养|监护|探望|收养)/u, '0102', 'DISPUTE'),
  entry(/\/.*(继承|遗嘱|遗赠|遗产|分家|析产)/u, '0103', 'DISPUTE'),
  entry(/\/.*(婚|同居|夫妻|彩礼|亲子关系)/u, '0101', 'DISPUTE'),
  entry(/\/相邻.*(水|通行|通风|采光|日照)/u, '0201', 'DISPUTE'),
  entry(/\/相邻.*(污染|损害)/u, '0203', 'DISPUTE'),
  entry(/\/相邻.*(土地|建筑)/u, '0202', 'DISPUTE'),
  entry(/\/相邻/u, '02', 'DISPUTE'),
  entry(/\/.*(姓名|名称|肖像|声音)/u, '0301', 'DISPUTE'),
  entry(/\/.*(名誉|荣誉|隐私|个人信息)/u, '0302', 'DISPUTE'),
  entry(/\/.*(生命权|身体权|健康权|人身自由|性骚扰)/u, '0303', 'DISPUTE'),
  entry(/\/.*人格/u, '03', 'DISPUTE'),
  entry(/\/.*(物业|业主|车位|车库|建筑物区分|建筑物.*管理)/u, '0402', 'DISPUTE'),
  entry(/\/.*(土地承包|土地经营权|承包地)/u, '0901', 'DISPUTE'),
  entry(/\/.*宅基地/u, '0902', 'DISPUTE'),
  entry(/\/.*(林权|林木|林地|草原|采矿|探矿|矿业)/u, '0903', 'DISPUTE'),
  entry(/\/.*(取水|养殖|捕捞|海域|滩涂|水域)/u, '0904', 'DISPUTE'),
  entry(/\/.*(拆迁|征收|补偿安置|安置补偿)/u, '11', 'DISPUTE'),
  entry(/\/.*(不动产登记|异议登记|虚假登记)/u, '0403', 'DISPUTE'),
  entry(/\/.*(交通事故)/u, '0503', 'DISPUTE'),
  entry(/\/.*医疗/u, '0502', 'DISPUTE'),
  entry(/\/.*(教育机构|校园)/u, '0501', 'DISPUTE'),
  entry(/\/.*(环境|污染|生态)/u, '0504', 'DISPUTE'),
  entry(/\/.*产品.*责任/u, '0505', 'DISPUTE'),
  entry(/\/.*网络侵[权害]/u, '0506', 'DISPUTE'),
  entry(/\/.*(提供劳务|义务帮工)/u, '0507', 'DISPUTE'),
  entry(/\/.*(社会保险|工伤|生育保险|失业保险|养老保险待遇|医疗保险待遇)/u, '0702', 'DISPUTE'),
  entry(/\/.*福利待遇/u, '0703', 'DISPUTE'),
  entry(/\/.*(人事争议|聘用|聘任|辞职|辞退)/u, '0704', 'DISPUTE'),
  entry(/\/.*(劳动|劳务|劳务派遣|竞业|经济补偿金|用工)/u, '0701', 'DISPUTE'),
  entry(/\/.*(票据|汇票|本票|支票|信用证|信用卡.*诈骗)/u, '1005', 'DISPUTE'),
  entry(/\/.*(船|海上|海事|港口|码头|海难|共同海损)/u, '1003', 'DISPUTE'),
  entry(/\/.*保险/u, '0803', 'DISPUTE'),
  entry(/\/.*(证券|期货|基金|股票|债券)/u, '0801', 'DISPUTE'),
  entry(/\/.*(信托|理财|委托投资)/u, '0802', 'DISPUTE'),
  entry(/\/.*(借款|借贷|信用卡|保证合同|担保|抵押|质押|质权|典当|融资|保理|储蓄存款)/u, '0804', 'DISPUTE'),
  entry(
    /\/.*(著作|商标|专利|植物新品种|集成电路|技术|域名|特许经营|知识产权|发明|发现权)/u,
    '1001',
    'DISPUTE',
  ),
  entry(/\/.*(垄断|不正当竞争|竞争|商业秘密|商业诋毁|虚假宣传)/u, '1004', 'DISPUTE'),
  entry(/\/.*(公司|股东|股权|合伙企业|企业出资|破产|清算|法定代表人)/u, '1002', 'DISPUTE'),
  entry(/\/.*(不当得利|无因管理)/u, '1006', 'DISPUTE'),
  entry(/\/.*(房屋|商品房|二手房|居住权|中介|居间)/u, '0602', 'DISPUTE'),
  entry(/\/.*(运输|仓储|保管)/u, '0604', 'DISPUTE'),
  entry(/\/.*(服务|旅游|培训|装饰装修|网络购物|餐饮|消费)/u, '0601', 'DISPUTE'),
  entry(/\/.*(买卖|供用|招标|投标|拍卖|互易|国际货物|进出口)/u, '0603', 'DISPUTE'),
  entry(/\/.*合同/u, '0699', 'DISPUTE'),
  entry(/\/.*(返还原物|排除妨害|消除危险|恢复原状|财产损害|修理)/u, '0401', 'DISPUTE'),
  entry(/\/.*(所有权|共有|用益|物权|占有|遗失物|埋藏物|漂流物|添附)/u, '0499', 'DISPUTE'),
  entry(/\/.*(集体经济组织|村民|农村)/u, '0999', 'DISPUTE'),
  entry(/\/.*(侵权|责任|损害|赔偿|致害)/u, '0599', 'DISPUTE'),
  entry(/\/.*(纠纷|争议)$/u, null, 'DISPUTE'),
  entry(/^(诉前调|民初|民终|民再|民撤)/u, null, 'DISPUTE'),
  entry(/./u, null, 'POSSIBLE'),
];
