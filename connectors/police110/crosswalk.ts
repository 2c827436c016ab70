import type { CrosswalkEntry } from '../kit/feed.ts';

const entry = (
  pattern: RegExp,
  category: string | null,
  nature: CrosswalkEntry['nature'],
): CrosswalkEntry => ({ pattern, category, nature });

/** Written to `categoryRule` and `natureRule`; raise it with every change below. */
export const POLICE_CROSSWALK_VERSION = 'police110.type.v1';

/**
 * 报警类别/类型/细类 → GB/T 31000-2015 table 91. First match wins, so narrow classes stand before wide ones. The sub-classes of 纠纷警情
 * are those of `police.dispute_subclass`; wordings of single cities beside them. 刑事警情 is no dispute by itself, but a brawl (打架斗殴)
 * often has one behind it; 交通警情 with an accident is about compensation only when the text says so. 拥堵 and signals are traffic duty.
 */
export const POLICE_CROSSWALK: readonly CrosswalkEntry[] = [
  entry(/骚扰警情/u, null, 'OTHER'),
  entry(/家庭暴力|家暴/u, '0101', 'DISPUTE'),
  entry(/赡养|抚养|监护/u, '0102', 'DISPUTE'),
  entry(/继承|分家|遗产/u, '0103', 'DISPUTE'),
  entry(/婚姻情感纠纷$|夫妻|离婚|恋爱|情感纠纷$/u, '0101', 'DISPUTE'),
  entry(/家庭.*(纠纷|矛盾)/u, '01', 'DISPUTE'),
  entry(/纠纷.*(漏水|渗水|排水|采光|通风|通行|相邻关系)/u, '0201', 'DISPUTE'),
  entry(/噪[音声].*纠纷|纠纷.*噪[音声]/u, '0203', 'DISPUTE'),
  entry(/噪[音声]/u, '0203', 'POSSIBLE'),
  entry(/宅基地/u, '0902', 'DISPUTE'),
  entry(/纠纷.*(土地|承包|田界)/u, '0901', 'DISPUTE'),
  entry(/邻里|相邻/u, '02', 'DISPUTE'),
  entry(/工伤|工亡/u, '0702', 'DISPUTE'),
  entry(/欠薪|讨薪|工资/u, '0701', 'DISPUTE'),
  entry(/劳资|劳动/u, '07', 'DISPUTE'),
  entry(/医患|纠纷.*医疗|医疗.*纠纷/u, '0502', 'DISPUTE'),
  entry(/纠纷.*(校园|学生|学校)/u, '0501', 'DISPUTE'),
  entry(/纠纷.*(事故|交通)/u, '0503', 'DISPUTE'),
  entry(/纠纷.*(环境|污染|排放)/u, '0504', 'DISPUTE'),
  entry(/纠纷.*物业/u, '0402', 'DISPUTE'),
  entry(/纠纷.*(租赁|租房|房屋|房产)/u, '0602', 'DISPUTE'),
  entry(/消费.*纠纷|纠纷.*(消费|退费|退款|预付)/u, '0601', 'DISPUTE'),
  entry(/征地|拆迁|征收/u, '11', 'DISPUTE'),
  entry(/债务|借贷/u, '0804', 'DISPUTE'),
  entry(/产权权属/u, '04', 'DISPUTE'),
  entry(/经济纠纷|合同纠纷/u, '06', 'DISPUTE'),
  entry(/纠纷/u, null, 'DISPUTE'),
  entry(/交通事故/u, '0503', 'POSSIBLE'),
  entry(/交通(设施|违法)|拥堵/u, null, 'OTHER'),
  entry(/^交通警情/u, null, 'POSSIBLE'),
  entry(/诈骗|盗窃|扒窃|抢劫|抢夺|毒|赌|卖淫|嫖娼/u, null, 'OTHER'),
  entry(/打架|斗殴|殴打|伤害/u, '0303', 'POSSIBLE'),
  entry(/损毁|故意毁/u, '0401', 'POSSIBLE'),
  entry(/^刑事警情/u, null, 'OTHER'),
  entry(/遗失|拾得|招领|走失|火灾|火警|误报|咨询|表扬|感谢/u, null, 'OTHER'),
  entry(/^(治安警情|群众紧急求助|其他警情)/u, null, 'POSSIBLE'),
];
