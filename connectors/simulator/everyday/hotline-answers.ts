import { hotlineTopic as topic, type EverydayTopic } from './topic.ts';

const CONSULTATION_TITLES = ['咨询{question}', '{question}咨询'];
const CONSULTATION_TEXTS = [
  '来电人咨询{question},[请相关部门告知|希望回电说明],[网上没有查到|窗口电话占线]。',
  '市民来电询问{question},[具体需要哪些材料|办理时间和地点],请解答。',
];
const ANSWERED = ['已电话答复来电人,来电人表示知晓。', '经核实,已向来电人解释相关政策。'];

/** What the hotline is asked, thanked for and told: consultation, praise, help in need. */
export const HOTLINE_ANSWERS: readonly EverydayTopic[] = [
  topic({
    name: 'socialInsurance',
    weight: 4,
    place: 'home',
    facts: (random) => ({
      question: random.pick([
        '灵活就业人员养老保险缴费基数',
        '失业金申领流程',
        '社保转移接续',
        '退休手续办理',
        '工龄认定',
      ]),
    }),
    hotlineClasses: [{ type: '咨询', path: ['劳动保障', '社会保险', '政策咨询'] }],
    titles: CONSULTATION_TITLES,
    texts: CONSULTATION_TEXTS,
    unit: '{county}人力资源和社会保障局',
    outcomes: ANSWERED,
  }),
  topic({
    name: 'medicalInsurance',
    weight: 3,
    place: 'home',
    facts: (random) => ({
      question: random.pick(['新生儿医保如何参保', '异地就医备案', '慢性病门诊申报', '医保个人账户余额']),
    }),
    hotlineClasses: [{ type: '咨询', path: ['卫生健康', '医疗保障', '政策咨询'] }],
    titles: CONSULTATION_TITLES,
    texts: CONSULTATION_TEXTS,
    unit: '{county}医疗保障局',
    outcomes: ANSWERED,
  }),
  topic({
    name: 'schoolAdmission',
    weight: 3,
    place: 'home',
    facts: (random) => ({
      question: random.pick(['小学入学施教区划分', '积分入学条件', '初中转学手续', '幼儿园报名时间']),
    }),
    hotlineClasses: [{ type: '咨询', path: ['教育文体', '招生入学'] }],
    titles: CONSULTATION_TITLES,
    texts: CONSULTATION_TEXTS,
    unit: '{county}教育体育局',
    outcomes: ANSWERED,
  }),
  topic({
    name: 'housingFund',
    weight: 3,
    place: 'home',
    facts: (random) => ({
      question: random.pick(['公积金提取条件', '公积金贷款额度', '购房契税补贴', '公租房申请']),
    }),
    hotlineClasses: [{ type: '咨询', path: ['住房保障', '公积金'] }],
    titles: CONSULTATION_TITLES,
    texts: CONSULTATION_TEXTS,
    unit: '{county}住房公积金管理部',
    outcomes: ANSWERED,
  }),
  topic({
    name: 'civilAffairs',
    weight: 3,
    place: 'home',
    facts: (random) => ({
      question: random.pick(['老年卡办理', '高龄津贴从几岁开始发', '残疾证评定地点', '殡葬补贴']),
    }),
    hotlineClasses: [{ type: '咨询', path: ['民政事务', '老龄优待'] }],
    titles: CONSULTATION_TITLES,
    texts: CONSULTATION_TEXTS,
    unit: '{county}民政局',
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
        '被拖欠工资可以走哪些途径',
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
    facts: (random) => {
      const [who, deed] = random.pick([
        ['便民服务中心窗口工作人员', '办事耐心,一次办好'],
        ['图书馆工作人员', '主动帮忙找到遗落的证件'],
        ['12路公交司机', '扶老人上下车'],
        ['环卫工人', '拾金不昧,捡到手机在原地等'],
        ['社区医生', '上门给老人换药'],
        ['前期反映的路灯问题的维修人员', '当天就修好'],
        ['垃圾清运人员', '接到反映后处理很快'],
      ] as const);
      return { who, deed };
    },
    titles: ['表扬{who}', '感谢{who}'],
    texts: [
      '来电人表扬{who},{deed},请[予以表扬|转达谢意]。',
      '市民来电感谢{who}:{deed},[家里人都很感动|为这样的服务点赞],无其他诉求。',
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
    name: 'mediationSuggestion',
    weight: 2,
    place: 'home',
    misleading: true,
    hotlineClasses: [{ type: '建议', path: ['公安政法', '司法服务', '人民调解'] }],
    titles: ['建议加强纠纷调解', '关于纠纷调解工作的建议'],
    texts: [
      '市民建议在{community}设立[物业纠纷|邻里纠纷]调解室,[方便居民|请老干部坐班],提升矛盾纠纷化解效率。',
      '来电人建议[加强矛盾纠纷调解队伍培训|公布各社区调解员电话],[无投诉内容|仅为建议]。',
    ],
    unit: '{county}司法局',
    outcomes: ['已收悉,感谢市民建议。'],
  }),
  topic({
    name: 'lookUp',
    weight: 6,
    place: 'home',
    facts: (random) => ({
      sought: random.pick([
        '社保中心的电话',
        '不动产登记中心的地址',
        '疾控中心的电话',
        '婚姻登记处周末是否上班',
        '办证大厅中午是否休息',
        '疫苗接种点的上班时间',
        '公交末班车时间',
        '劳动争议仲裁院的电话',
      ]),
    }),
    hotlineClasses: [{ type: '咨询', path: ['政务服务', '电话查询'] }],
    titles: ['查询{sought}', '咨询{sought}'],
    texts: ['来电人查询{sought},[已告知|已短信发送]。', '市民询问{sought},[已答复|已答复,市民表示感谢]。'],
    unit: '{county}12345热线受理中心',
    outcomes: ['直接答复办结。'],
  }),
  topic({
    name: 'silentCall',
    weight: 2,
    place: 'home',
    urgent: true,
    hotlineClasses: [{ type: '其他', path: ['政务服务', '其他'] }],
    titles: ['无效来电', '[误拨|断线]'],
    texts: [
      '[来电人未说话|来电人误拨|信号不好断线|通话中只有杂音],[无法记录|已挂断|回拨无人接听]。',
      '来电人[询问是不是外卖客服|要找亲戚的单位|称小孩玩手机],无诉求。',
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
        '低保',
        '上门理发',
        '残疾人辅具',
        '大病救助',
        '助餐服务',
        '家中线路检修',
        '临时救助',
      ]),
    }),
    hotlineClasses: [
      { type: '求助', path: ['民政事务', '社会救助'] },
      { type: '求助', path: ['民政事务', '养老服务'] },
    ],
    titles: ['{need}求助', '申请{need}', '困难家庭需要{need}'],
    texts: [
      '来电人家住{place},因[身体残疾|家庭困难|年纪大、独居],希望得到{need},请[民政|社区]部门帮助。',
      '市民反映{community}有[一位独居老人|一户困难居民]需要{need},请安排人员[上门|联系]。',
    ],
    unit: '{county}民政局',
    outcomes: ['社区已上门走访并协助申请。', ...ANSWERED],
  }),
];
