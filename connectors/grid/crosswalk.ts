import type { CrosswalkEntry } from '../kit/feed.ts';

const entry = (
  pattern: RegExp,
  category: string | null,
  nature: CrosswalkEntry['nature'],
): CrosswalkEntry => ({ pattern, category, nature });

/** Written to `categoryRule` and `natureRule`; raise it with every change below. */
export const GRID_CROSSWALK_VERSION = 'grid.class.v1';

/**
 * `大类/小类` → GB/T 31000-2015 table 91. First match wins. Of the classes of 网格化城市管理 (市容环境, 宣传广告, 施工管理, 突发事件, 街面秩序) most are
 * things and nobody's quarrel; what disturbs or harms somebody may have one behind it. 矛盾纠纷 is the class for quarrels that a grid worker was
 * told of; 矛盾纠纷排查 is the round that looks for some, and finds none unless it is then reported as one. Sub-classes differ by city.
 */
export const GRID_CROSSWALK: readonly CrosswalkEntry[] = [
  entry(/排查|宣传|培训|演练|走访|慰问|信息采集|独居老人|巡查/u, null, 'OTHER'),
  entry(/^宣传广告(\/|$)/u, null, 'OTHER'),
  entry(/^矛盾纠纷\/.*噪[音声]/u, '0203', 'DISPUTE'),
  entry(/^矛盾纠纷\/.*(违(法|章)建|违建|拆违)/u, '1103', 'DISPUTE'),
  entry(/^(?!矛盾纠纷).*(消防|充电|安全隐患|安全生产)/u, null, 'OTHER'),
  entry(/噪[音声]/u, '0203', 'POSSIBLE'),
  entry(/^(市容环境|街面秩序|施工管理|突发事件)\/.*(污染|油烟|扬尘|排污)/u, '0504', 'POSSIBLE'),
  entry(/^(市容环境|街面秩序)\/.*(养犬|犬只|宠物)/u, '05', 'POSSIBLE'),
  entry(/^(市容环境|街面秩序)\/.*(停车|停放|乱停)/u, '0402', 'POSSIBLE'),
  entry(/违(法|章)建|违建|拆违/u, '1103', 'POSSIBLE'),
  entry(/^(市容环境|街面秩序|施工管理)\/.*扰民/u, '0203', 'POSSIBLE'),
  entry(/^突发事件\/.*(打架|斗殴|伤害|群体|聚集|上访|堵路)/u, null, 'POSSIBLE'),
  entry(/^(市容环境|街面秩序|施工管理|突发事件)(\/|$)/u, null, 'OTHER'),
  entry(/^民生服务\/.*(诉求|求助|投诉)/u, null, 'POSSIBLE'),
  entry(/^民生服务(\/|$)/u, null, 'OTHER'),
  entry(/家庭暴力|家暴|婚恋|恋爱|离婚|夫妻/u, '0101', 'DISPUTE'),
  entry(/赡养|抚养|监护/u, '0102', 'DISPUTE'),
  entry(/继承|分家|遗产/u, '0103', 'DISPUTE'),
  entry(/婚姻|家庭/u, '01', 'DISPUTE'),
  entry(/加装电梯/u, '0202', 'DISPUTE'),
  entry(/漏水|渗水|排水|采光|通风|通行/u, '0201', 'DISPUTE'),
  entry(/邻里|相邻/u, '02', 'DISPUTE'),
  entry(/宅基地/u, '0902', 'DISPUTE'),
  entry(/山林|林地|矿产/u, '0903', 'DISPUTE'),
  entry(/水利|灌溉|水面/u, '0904', 'DISPUTE'),
  entry(/征地|拆迁|征收|安置/u, '11', 'DISPUTE'),
  entry(/土地|承包|田界/u, '0901', 'DISPUTE'),
  entry(/工伤|社会?保/u, '0702', 'DISPUTE'),
  entry(/欠薪|讨薪|工资/u, '0701', 'DISPUTE'),
  entry(/劳动|劳资|劳务/u, '07', 'DISPUTE'),
  entry(/医疗|医患/u, '0502', 'DISPUTE'),
  entry(/交通事故/u, '0503', 'DISPUTE'),
  entry(/环境|污染/u, '0504', 'DISPUTE'),
  entry(/教育|校园|学校|学生/u, '0501', 'DISPUTE'),
  entry(/产品|食品/u, '0505', 'DISPUTE'),
  entry(/物业/u, '0402', 'DISPUTE'),
  entry(/租赁|租房|房屋|房产/u, '0602', 'DISPUTE'),
  entry(/消费|退款|预付|退费/u, '0601', 'DISPUTE'),
  entry(/合同/u, '06', 'DISPUTE'),
  entry(/保险/u, '0803', 'DISPUTE'),
  entry(/投资|理财|集资/u, '0802', 'DISPUTE'),
  entry(/债务|借贷|欠款/u, '0804', 'DISPUTE'),
  entry(/名誉|隐私/u, '0302', 'DISPUTE'),
  entry(/打架|斗殴|殴打|伤害/u, '0303', 'DISPUTE'),
  entry(/损害|赔偿|侵权/u, '05', 'DISPUTE'),
  entry(/村务|选举|村民自治|居民自治/u, '1201', 'DISPUTE'),
  entry(/纠纷|争议|矛盾/u, null, 'DISPUTE'),
  entry(/./u, null, 'POSSIBLE'),
];
