import type { HotlineClass } from '../quarrels/kind.ts';
import type { EverydayTopic } from './topic.ts';

const topic = (
  entry: Omit<EverydayTopic, 'agency' | 'classes'> & { hotlineClasses: readonly HotlineClass[] },
): EverydayTopic => ({ agency: 'hotline12345', classes: [], ...entry });

const ANSWERED = ['已电话答复来电人,来电人表示知晓。', '经核实,已向来电人解释相关政策。'];
const MENDED = ['已安排人员到场处理完毕,来电人表示满意。', '已派单处置,现场已恢复正常。'];

export const HOTLINE_TOPICS: readonly EverydayTopic[] = [
  topic({
    name: 'policyConsultation',
    weight: 12,
    place: 'home',
    facts: (random) => ({
      question: random.pick([
        '灵活就业人员养老保险缴费基数',
        '新生儿医保如何参保',
        '公积金提取条件',
        '小学入学施教区划分',
        '老年卡办理',
        '高龄津贴从几岁开始发',
        '车辆年检预约',
        '失业金申领流程',
        '购房契税补贴',
        '残疾证评定地点',
        '异地就医备案',
        '不动产登记需要带什么材料',
      ]),
    }),
    hotlineClasses: [
      { type: '咨询', path: ['劳动保障', '社会保险', '政策咨询'] },
      { type: '咨询', path: ['卫生健康', '医疗保障', '政策咨询'] },
      { type: '咨询', path: ['教育文体', '招生入学'] },
      { type: '咨询', path: ['住房保障', '公积金'] },
    ],
    titles: ['咨询{question}', '{question}咨询'],
    texts: [
      '来电人咨询{question},[请相关部门告知|希望回电说明],[网上没有查到|窗口电话占线]。',
      '市民来电询问{question},[具体需要哪些材料|办理时间和地点],请解答。',
    ],
    unit: '{county}行政审批局',
    outcomes: ANSWERED,
  }),
  topic({
    name: 'legalConsultation',
    weight: 6,
    place: 'home',
    misleading: true,
    facts: (random) => ({
      question: random.pick([
        '邻里纠纷到哪里申请调解',
        '劳动争议仲裁的时效是多久',
        '物业纠纷是否可以申请人民调解',
        '消费纠纷维权流程',
        '离婚纠纷诉讼费怎么收',
        '交通事故纠纷法律援助条件',
        '土地承包纠纷仲裁委员会的地址',
      ]),
    }),
    hotlineClasses: [
      { type: '咨询', path: ['公安政法', '司法服务', '法律咨询'] },
      { type: '咨询', path: ['公安政法', '司法服务', '人民调解'] },
    ],
    titles: ['咨询{question}', '法律咨询'],
    texts: [
      '来电人咨询{question},[本人未发生此类情况,写论文需要|替同事了解|社区志愿者培训用],请[司法局|相关部门]告知。',
      '市民询问{question},[想提前了解|看到宣传单想问一下],无具体诉求,请解答。',
    ],
    unit: '{county}司法局',
    outcomes: ANSWERED,
  }),
  topic({
    name: 'praise',
    weight: 5,
    place: 'home',
    hotlineClasses: [
      { type: '表扬', path: ['政务服务', '表扬感谢'] },
      { type: '感谢', path: ['政务服务', '表扬感谢'] },
    ],
    titles: ['表扬[{street}工作人员|公交司机|环卫工人]', '感谢[社区|窗口工作人员]'],
    texts: [
      '来电人表扬[便民服务中心窗口|{community}社区|12路公交]工作人员,[办事耐心|主动帮助老人|拾金不昧],请予以表扬。',
      '市民来电感谢,前期反映的[路灯|井盖|垃圾清运]问题已解决,[处理很快|态度好]。',
    ],
    unit: '{county}{street}办事处',
    outcomes: ['已转达被表扬单位。'],
  }),
  topic({
    name: 'praiseForMediation',
    weight: 3,
    place: 'home',
    misleading: true,
    hotlineClasses: [{ type: '表扬', path: ['政务服务', '表扬感谢'] }],
    titles: ['表扬[调解员|社区干部]', '感谢调解'],
    texts: [
      '来电人表扬{community}社区[调解员|网格员],成功调解其与邻居多年的[漏水|停车]纠纷,[双方已和好|事情圆满解决],无其他诉求。',
      '市民感谢[劳动监察大队|司法所]工作人员帮其要回拖欠工资,[送了锦旗|特来电致谢]。',
    ],
    unit: '{county}{street}办事处',
    outcomes: ['已转达被表扬单位。'],
  }),
  topic({
    name: 'municipalRepair',
    weight: 12,
    place: 'road',
    facts: (random) => ({
      fault: random.pick([
        '路灯不亮',
        '窨井盖缺失',
        '人行道地砖松动',
        '下水道堵塞冒污水',
        '公交站牌倒了',
        '健身器材损坏',
        '行道树遮挡信号灯',
        '自来水管爆裂',
        '路面塌陷',
      ]),
    }),
    hotlineClasses: [
      { type: '求助', path: ['城乡建设', '市政设施', '道路设施'] },
      { type: '投诉', path: ['城乡建设', '市政设施', '路灯'] },
      { type: '求助', path: ['城乡建设', '供水排水'] },
    ],
    titles: ['{spot}{fault}', '反映{fault}'],
    texts: [
      '来电人反映:{place}{fault},[存在安全隐患|影响出行|已经三四天了],请[尽快修复|相关部门处理]。',
      '市民{when}路过{place}发现{fault},[晚上看不清|差点摔倒],希望维修。',
    ],
    unit: '{county}住房和城乡建设局',
    outcomes: MENDED,
  }),
  topic({
    name: 'cityscape',
    weight: 8,
    place: 'road',
    facts: (random) => ({
      fault: random.pick([
        '垃圾桶满溢',
        '占道经营',
        '建筑垃圾乱倒',
        '小广告贴满电线杆',
        '共享单车乱停',
        '有人焚烧秸秆',
        '油烟很大的流动摊',
      ]),
    }),
    hotlineClasses: [
      { type: '投诉', path: ['城市管理', '市容环境'] },
      { type: '举报', path: ['城市管理', '占道经营'] },
    ],
    titles: ['{spot}{fault}', '{fault}问题'],
    texts: [
      '来电人反映{place}{fault},[气味难闻|无人清理|影响通行],请城管部门[处理|清理]。',
      '市民举报{spot}{fault},[每天下午四点以后|从上周开始],要求查处。',
    ],
    unit: '{county}城市管理局',
    outcomes: MENDED,
  }),
  topic({
    name: 'utilities',
    weight: 6,
    place: 'home',
    facts: (random) => ({
      fault: random.pick([
        '停水',
        '停电',
        '燃气压力小',
        '暖气不热',
        '自来水发黄',
        '宽带断网',
        '有线电视无信号',
      ]),
    }),
    hotlineClasses: [
      { type: '求助', path: ['公用事业', '供水'] },
      { type: '求助', path: ['公用事业', '供电'] },
      { type: '咨询', path: ['公用事业', '停水停电'] },
    ],
    titles: ['{community}{fault}', '咨询{fault}恢复时间'],
    texts: [
      '来电人反映{place}{when}起{fault},询问[原因及恢复时间|是否计划检修],[家中有老人|急等用],请回复。',
      '{community}{fault},市民咨询[几点恢复|什么原因]。',
    ],
    unit: '{county}供水供电服务中心',
    outcomes: ['系管网检修,已恢复,并电话告知。', ...ANSWERED],
  }),
  topic({
    name: 'suggestion',
    weight: 6,
    place: 'road',
    facts: (random) => ({
      idea: random.pick([
        '增设红绿灯',
        '增加公交班次',
        '划非机动车停车线',
        '公园增加厕所',
        '图书馆延长开放时间',
        '学校门口设护学岗',
        '加装减速带',
      ]),
    }),
    hotlineClasses: [
      { type: '建议', path: ['交通出行', '交通设施'] },
      { type: '建议', path: ['城乡建设', '公共设施'] },
    ],
    titles: ['建议{idea}', '关于{spot}{idea}的建议'],
    texts: [
      '市民建议在{place}{idea},[方便居民出行|上下班高峰人多|孩子多不安全],请采纳。',
      '来电人建议{idea},[地点{spot}|最好年内实施],望有关部门考虑。',
    ],
    unit: '{county}交通运输局',
    outcomes: ['建议已采纳,列入明年计划。', '已收悉,感谢市民建议。'],
  }),
  topic({
    name: 'mediationSuggestion',
    weight: 2,
    place: 'home',
    misleading: true,
    hotlineClasses: [{ type: '建议', path: ['公安政法', '司法服务', '人民调解'] }],
    titles: ['建议设立纠纷调解室', '关于物业纠纷调解的建议'],
    texts: [
      '市民建议在{community}设立[物业纠纷|邻里纠纷]调解室,[方便居民|请老干部坐班],提升矛盾纠纷化解效率。',
      '来电人建议[加强矛盾纠纷调解队伍培训|公布各社区调解员电话],[无投诉内容|仅为建议]。',
    ],
    unit: '{county}司法局',
    outcomes: ['已收悉,感谢市民建议。'],
  }),
  topic({
    name: 'reportOffence',
    weight: 6,
    place: 'home',
    facts: (random) => ({
      offence: random.pick([
        '饭店使用过期食材',
        '无证行医',
        '非法营运',
        '药店不凭处方卖药',
        '偷倒工业垃圾',
        '网吧接纳未成年人',
        '电鱼',
        '违法建设第三层',
      ]),
    }),
    hotlineClasses: [
      { type: '举报', path: ['市场监管', '食品安全'] },
      { type: '举报', path: ['交通出行', '非法营运'] },
      { type: '举报', path: ['自然资源', '违法建设'] },
    ],
    titles: ['举报{offence}', '匿名举报{offence}'],
    texts: [
      '市民[匿名|]举报{place}[有人|有商户]{offence},[请查处|有照片],[要求保密|不需要回复]。',
      '来电人发现{spot}存在{offence}现象,请执法部门[检查|依法处理]。',
    ],
    unit: '{county}综合行政执法局',
    outcomes: ['经现场检查,已责令整改。', '经核查未发现所述情况。'],
  }),
  topic({
    name: 'lookUp',
    weight: 6,
    place: 'home',
    hotlineClasses: [
      { type: '咨询', path: ['政务服务', '电话查询'] },
      { type: '其他', path: ['政务服务', '其他'] },
    ],
    titles: ['查询[部门电话|办事进度]', '咨询上班时间'],
    texts: [
      '来电人查询[{county}社保中心|不动产登记中心|疾控中心|教育局]电话,已告知。',
      '市民询问[婚姻登记处周末是否上班|办证大厅中午休息吗|疫苗接种点上班时间],已答复。',
      '[来电人未说话|来电人误拨|信号不好断线],[无法记录|已挂断]。',
    ],
    unit: '{county}12345热线受理中心',
    outcomes: ['直接答复办结。'],
  }),
  topic({
    name: 'welfareHelp',
    weight: 5,
    place: 'home',
    facts: (random) => ({
      need: random.pick([
        '低保申请',
        '独居老人需要上门理发',
        '残疾人辅具申请',
        '大病救助',
        '流浪人员救助',
        '孤寡老人家中漏电检修',
      ]),
    }),
    hotlineClasses: [
      { type: '求助', path: ['民政事务', '社会救助'] },
      { type: '求助', path: ['民政事务', '养老服务'] },
    ],
    titles: ['{need}求助', '申请{need}'],
    texts: [
      '来电人家住{place},因[身体残疾|家庭困难|年纪大],希望得到{need},请[民政|社区]部门帮助。',
      '市民反映{community}有居民需要{need},请安排人员[上门|联系]。',
    ],
    unit: '{county}民政局',
    outcomes: ['社区已上门走访并协助申请。', ...ANSWERED],
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
