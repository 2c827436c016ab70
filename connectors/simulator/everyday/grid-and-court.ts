import type { EverydayTopic } from './topic.ts';

const grid = (entry: Omit<EverydayTopic, 'agency'>): EverydayTopic => ({ agency: 'grid', ...entry });
const court = (entry: Omit<EverydayTopic, 'agency'>): EverydayTopic => ({ agency: 'court', ...entry });

export const GRID_TOPICS: readonly EverydayTopic[] = [
  grid({
    name: 'gridLitter',
    weight: 6,
    place: 'road',
    classes: [['市容环境', '暴露垃圾']],
    texts: [
      '网格员巡查发现{place}[有暴露垃圾|绿化带内有白色垃圾|垃圾桶满溢],[已拍照上报|已联系保洁],[约两平方米|十余处]。',
    ],
    outcomes: ['已清理完毕,核查通过。'],
  }),
  grid({
    name: 'gridAdvertising',
    weight: 3,
    place: 'road',
    classes: [['宣传广告', '非法小广告']],
    texts: ['{place}[电线杆上|墙面|公交站牌]有小广告[十余处|若干],[现场铲除|已上报城管]。'],
    outcomes: ['已清理完毕,核查通过。'],
  }),
  grid({
    name: 'gridManhole',
    weight: 3,
    place: 'road',
    urgent: true,
    classes: [['突发事件', '井盖缺失']],
    texts: ['{when}巡查中发现{place}窨井盖[破损|缺失|松动异响],[已设警示标志|已通知权属单位]。'],
    outcomes: ['权属单位已更换,核查结案。'],
  }),
  grid({
    name: 'gridSite',
    weight: 3,
    place: 'road',
    classes: [['施工管理', '围挡破损']],
    texts: ['{place}[施工围挡倾斜|工地围挡破损|渣土未覆盖],[已通知施工单位|已拍照上报]。'],
    outcomes: ['施工单位已整改。'],
  }),
  grid({
    name: 'gridStreetOrder',
    weight: 6,
    place: 'road',
    classes: [['街面秩序', '占道经营']],
    texts: ['{place}有[流动摊贩占道经营|店外堆物|早点摊占用盲道],网格员[劝导后离开|上报城管处理]。'],
    outcomes: ['已劝离。', '城管已处置。'],
  }),
  grid({
    name: 'gridVisit',
    weight: 6,
    place: 'home',
    born: [1946, 1955],
    classes: [
      ['民生服务', '走访慰问'],
      ['民生服务', '独居老人'],
    ],
    texts: [
      '走访{spot}独居老人{me},[身体状况良好|血压偏高,提醒服药],[检查燃气和用电|帮助缴纳水费],无其他诉求。',
    ],
    outcomes: ['已完成走访。'],
  }),
  grid({
    name: 'gridCensus',
    weight: 3,
    place: 'home',
    classes: [['民生服务', '信息采集']],
    texts: ['入户采集{spot}住户信息,[新增租户两人|房屋空置|信息无变化],已录入系统。'],
    outcomes: ['已录入。'],
  }),
  grid({
    name: 'gridScreening',
    weight: 5,
    place: 'home',
    misleading: true,
    classes: [
      ['平安建设', '矛盾纠纷排查'],
      ['平安建设', '法治宣传'],
    ],
    texts: [
      '网格员在{community}开展矛盾纠纷排查,[走访二十户|入户十五户],[未发现矛盾纠纷|邻里和睦],[发放宣传资料|宣传反诈]。',
      '{community}组织矛盾纠纷多元化解法治宣传,[发放传单六十份|播放小喇叭],居民[反响良好|积极参与]。',
    ],
    outcomes: ['已归档。'],
  }),
  grid({
    name: 'gridFireSafety',
    weight: 5,
    place: 'home',
    classes: [
      ['平安建设', '消防隐患'],
      ['平安建设', '电动车充电'],
    ],
    texts: ['巡查{spot}发现[楼道堆物|电动车飞线充电|消防栓无水],[当场清理|已下发整改通知|住户配合整改]。'],
    outcomes: ['已整改,复查合格。'],
  }),
];

export const COURT_TOPICS: readonly EverydayTopic[] = [
  court({
    name: 'declarationOfDeath',
    weight: 2,
    place: 'home',
    born: [1965, 1995],
    classes: [['', '申请宣告公民死亡']],
    texts: [
      '申请人{me}申请宣告其[父亲|弟弟|叔父]死亡,[下落不明满六年|随渔船出海失踪,海事部门已出具证明]。',
      '申请人{me}称其[父亲|哥哥]于[十年前|八年前]离家外出务工,此后[音讯全无|再未与家人联系],申请宣告死亡。',
    ],
    outcomes: ['特别程序,已受理并发出公告。'],
  }),
  court({
    name: 'incapacity',
    weight: 3,
    place: 'home',
    born: [1965, 1995],
    classes: [['', '申请认定公民无民事行为能力']],
    texts: [
      '申请人{me}申请认定其[母亲|父亲|哥哥]为无民事行为能力人,[脑梗后长期卧床|患精神分裂症多年|阿尔茨海默症已不认人],并指定申请人为监护人。',
      '申请人{me}因办理[银行取款|房屋买卖|拆迁签字]需要,申请认定其[母亲|父亲]无民事行为能力,[鉴定意见已提交|残疾证为一级]。',
    ],
    outcomes: ['特别程序,已受理。', '已委托鉴定。'],
  }),
  court({
    name: 'publicNotice',
    weight: 2,
    place: 'home',
    classes: [['', '申请公示催告']],
    texts: [
      '申请人{me}遗失银行承兑汇票一张,票面金额[5万元|10万元|20万元|30万元],[出票行已挂失|于快递途中遗失],申请公示催告。',
      '申请人{me}保管的[承兑汇票|银行本票]一张被盗,[已报案|已向付款行挂失],金额[8万元|15万元|26万元],申请公示催告。',
    ],
    outcomes: ['已公告。'],
  }),
  court({
    name: 'guardian',
    weight: 1,
    place: 'home',
    born: [1960, 1990],
    classes: [['', '申请确定监护人']],
    texts: [
      '申请人{me}之[侄子|外甥女]父母均已亡故,[近亲属一致同意|村民委员会证明属实],申请确定申请人为监护人。',
    ],
    outcomes: ['特别程序,已受理。'],
  }),
];
