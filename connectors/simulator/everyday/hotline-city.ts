import { hotlineTopic as topic, type EverydayTopic } from './topic.ts';

const REPAIR_TEXTS = [
  '来电人反映:{place}{fault},[存在安全隐患|影响出行|已经三四天了],请[尽快修复|相关部门处理]。',
  '市民{when}路过{place}发现{fault},[影响通行|有安全隐患],希望[维修|尽快处理]。',
];
const CITYSCAPE_TEXTS = [
  '来电人反映{place}{fault},[影响市容|无人管理|影响通行],请城管部门[处理|清理]。',
  '市民反映{spot}{fault},[每天下午四点以后|从上周开始],要求查处。',
];
const UTILITY_TEXTS = [
  '来电人反映{place},{when}起{fault},询问[原因及恢复时间|是否计划检修],[家中有老人|急等用],请回复。',
  '{community}{fault},市民咨询[几点恢复|什么原因]。',
];
const OFFENCE_TEXTS = [
  '市民[匿名|]举报{place}{offence},[请查处|有照片],[要求保密|不需要回复]。',
  '来电人发现{spot}{offence},请执法部门[检查|依法处理]。',
];
const ANSWERED = ['已电话答复来电人,来电人表示知晓。'];
const MENDED = ['已安排人员到场处理完毕,来电人表示满意。', '已派单处置,现场已恢复正常。'];

/** What the hotline is told about streets, pipes and offences: nobody quarrels, something needs mending or checking. */
export const HOTLINE_CITY: readonly EverydayTopic[] = [
  topic({
    name: 'roadRepair',
    weight: 5,
    place: 'road',
    facts: (random) => ({
      fault: random.pick(['窨井盖缺失', '人行道地砖松动', '路面塌陷', '公交站牌倒了', '护栏被撞坏']),
    }),
    hotlineClasses: [{ type: '求助', path: ['城乡建设', '市政设施', '道路设施'] }],
    titles: ['{spot}{fault}', '反映{fault}'],
    texts: REPAIR_TEXTS,
    unit: '{county}住房和城乡建设局',
    outcomes: MENDED,
  }),
  topic({
    name: 'streetLight',
    weight: 4,
    place: 'road',
    facts: (random) => ({ fault: random.pick(['路灯不亮', '路灯忽明忽暗', '一排路灯全灭']) }),
    hotlineClasses: [{ type: '投诉', path: ['城乡建设', '市政设施', '路灯'] }],
    titles: ['{spot}{fault}', '反映{fault}'],
    texts: REPAIR_TEXTS,
    unit: '{county}城市照明管理所',
    outcomes: MENDED,
  }),
  topic({
    name: 'drainage',
    weight: 3,
    place: 'road',
    facts: (random) => ({ fault: random.pick(['下水道堵塞冒污水', '自来水管爆裂', '下雨就积水']) }),
    hotlineClasses: [{ type: '求助', path: ['城乡建设', '供水排水'] }],
    titles: ['{spot}{fault}', '反映{fault}'],
    texts: REPAIR_TEXTS,
    unit: '{county}水务局',
    outcomes: MENDED,
  }),
  topic({
    name: 'greenery',
    weight: 2,
    place: 'road',
    facts: (random) => ({ fault: random.pick(['行道树遮挡信号灯', '树枝断裂悬在半空', '绿化带杂草过高']) }),
    hotlineClasses: [{ type: '求助', path: ['城市管理', '园林绿化'] }],
    titles: ['{spot}{fault}', '反映{fault}'],
    texts: REPAIR_TEXTS,
    unit: '{county}城市管理局',
    outcomes: MENDED,
  }),
  topic({
    name: 'litter',
    weight: 4,
    place: 'road',
    facts: (random) => ({
      fault: random.pick(['垃圾桶满溢', '建筑垃圾乱倒', '有人焚烧秸秆', '小广告贴满电线杆']),
    }),
    hotlineClasses: [{ type: '投诉', path: ['城市管理', '市容环境'] }],
    titles: ['{spot}{fault}', '{fault}问题'],
    texts: CITYSCAPE_TEXTS,
    unit: '{county}城市管理局',
    outcomes: MENDED,
  }),
  topic({
    name: 'streetTrade',
    weight: 4,
    place: 'road',
    facts: (random) => ({
      fault: random.pick(['占道经营', '流动摊油烟很大', '店外堆放货物', '夜市摊位占用盲道']),
    }),
    hotlineClasses: [
      { type: '投诉', path: ['城市管理', '占道经营'] },
      { type: '举报', path: ['城市管理', '占道经营'] },
    ],
    titles: ['{spot}{fault}', '{fault}问题'],
    texts: CITYSCAPE_TEXTS,
    unit: '{county}城市管理局',
    outcomes: MENDED,
  }),
  topic({
    name: 'waterSupply',
    weight: 2,
    place: 'home',
    facts: (random) => ({ fault: random.pick(['停水', '自来水发黄', '水压很小']) }),
    hotlineClasses: [
      { type: '求助', path: ['公用事业', '供水'] },
      { type: '咨询', path: ['公用事业', '供水'] },
    ],
    titles: ['{community}{fault}', '咨询{fault}[原因|恢复时间]'],
    texts: UTILITY_TEXTS,
    unit: '{county}公用事业服务中心',
    outcomes: ['系管网检修,已恢复,并电话告知。', ...ANSWERED],
  }),
  topic({
    name: 'powerSupply',
    weight: 2,
    place: 'home',
    facts: (random) => ({ fault: random.pick(['停电', '电压不稳']) }),
    hotlineClasses: [
      { type: '求助', path: ['公用事业', '供电'] },
      { type: '咨询', path: ['公用事业', '供电'] },
    ],
    titles: ['{community}{fault}', '咨询{fault}[原因|恢复时间]'],
    texts: UTILITY_TEXTS,
    unit: '{county}公用事业服务中心',
    outcomes: ['系管网检修,已恢复,并电话告知。', ...ANSWERED],
  }),
  topic({
    name: 'gasAndNetwork',
    weight: 2,
    place: 'home',
    facts: (random) => ({ fault: random.pick(['燃气压力小', '宽带断网', '有线电视无信号']) }),
    hotlineClasses: [
      { type: '求助', path: ['公用事业', '燃气通信'] },
      { type: '咨询', path: ['公用事业', '燃气通信'] },
    ],
    titles: ['{community}{fault}', '咨询{fault}[原因|恢复时间]'],
    texts: UTILITY_TEXTS,
    unit: '{county}公用事业服务中心',
    outcomes: ['系管网检修,已恢复,并电话告知。', ...ANSWERED],
  }),
  topic({
    name: 'suggestion',
    weight: 4,
    place: 'road',
    facts: (random) => ({
      idea: random.pick(['增设红绿灯', '划非机动车停车线', '加装减速带', '增设公交站', '增加过街斑马线']),
    }),
    hotlineClasses: [{ type: '建议', path: ['交通出行', '交通设施'] }],
    titles: ['建议{idea}', '关于{spot}{idea}的建议'],
    texts: [
      '市民建议在{place}{idea},[方便居民出行|上下班高峰人多|孩子多不安全],请采纳。',
      '来电人建议{idea},[地点{spot}|最好年内实施],望有关部门考虑。',
    ],
    unit: '{county}交通运输局',
    outcomes: ['建议已采纳,列入明年计划。', '已收悉,感谢市民建议。'],
  }),
  topic({
    name: 'citySuggestion',
    weight: 2,
    place: 'home',
    facts: (random) => ({
      idea: random.pick(['公园增加厕所', '图书馆延长开放时间', '农贸市场设便民座椅', '游泳馆办学生月票']),
    }),
    hotlineClasses: [{ type: '建议', path: ['城乡建设', '公共设施'] }],
    titles: ['建议{idea}', '关于{idea}的建议'],
    texts: [
      '市民建议{idea},[方便居民|周边老人多|其他城市已有先例],请采纳。',
      '来电人住{community},建议{idea},[最好年内实施|上次说过没有下文],望有关部门考虑。',
    ],
    unit: '{county}文体广电和旅游局',
    outcomes: ['建议已采纳,列入明年计划。', '已收悉,感谢市民建议。'],
  }),
  topic({
    name: 'foodOffence',
    weight: 3,
    place: 'road',
    facts: (random) => ({
      offence: random.pick(['一家快餐店使用过期食材', '一处小吃店无证经营', '一家饭店后厨卫生差']),
    }),
    hotlineClasses: [{ type: '举报', path: ['市场监管', '食品安全'] }],
    titles: ['举报{offence}', '匿名举报{offence}'],
    texts: OFFENCE_TEXTS,
    unit: '{county}市场监督管理局',
    outcomes: ['经现场检查,已责令整改。', '经核查未发现所述情况。'],
  }),
  topic({
    name: 'transportOffence',
    weight: 2,
    place: 'road',
    facts: (random) => ({ offence: random.pick(['有人开黑车拉客', '有面包车非法营运']) }),
    hotlineClasses: [{ type: '举报', path: ['交通出行', '非法营运'] }],
    titles: ['举报{offence}', '匿名举报{offence}'],
    texts: OFFENCE_TEXTS,
    unit: '{county}交通运输局',
    outcomes: ['经现场检查,已责令整改。', '经核查未发现所述情况。'],
  }),
  topic({
    name: 'buildingOffence',
    weight: 2,
    place: 'villageHome',
    facts: (random) => ({
      offence: random.pick(['有人违法搭建彩钢棚', '有人擅自加盖第三层', '有人占用耕地挖鱼塘']),
    }),
    hotlineClasses: [{ type: '举报', path: ['自然资源', '违法建设'] }],
    titles: ['举报{offence}', '匿名举报{offence}'],
    texts: OFFENCE_TEXTS,
    unit: '{county}综合行政执法局',
    outcomes: ['经现场检查,已责令整改。', '经核查未发现所述情况。'],
  }),
  topic({
    name: 'publicNoise',
    weight: 4,
    place: 'road',
    hotlineClasses: [
      { type: '投诉', path: ['城市管理', '噪音污染', '施工噪音'] },
      { type: '咨询', path: ['城乡建设', '夜间施工许可'] },
    ],
    titles: ['夜间施工[许可查询|噪音]', '{spot}道路夜间养护'],
    texts: [
      '市民询问{place}道路夜间[养护|摊铺]是否有许可,[计划几天结束|请公示],声音较大。',
      '来电人反映{spot}市政抢修夜间施工,[希望告知工期|理解施工但请尽快]。',
    ],
    unit: '{county}城市管理局',
    outcomes: ['系应急抢修,已公示工期。'],
  }),
];
