import { money } from '../money.ts';
import type { QuarrelKind } from '../kind.ts';

/** Quarrels over harm: traffic, medicine, school, environment, blows and words. */
export const HARM_KINDS: readonly QuarrelKind[] = [
  {
    name: 'traffic',
    eventful: true,
    category: '0503',
    weight: 8,
    groupWeight: 0,
    counterparty: 'person',
    place: 'road',
    facts: (random) => ({
      unnamed: random.pick(['对方司机', '电动车车主', '货车司机', '一辆小轿车的司机', '三轮车驾驶人']),
      crash: random.pick(['追尾', '变道剐蹭', '路口左转相撞', '倒车撞到', '闯红灯相撞', '开门撞倒']),
      injury: random.pick(['腿部骨折', '头皮擦伤', '手臂软组织挫伤', '肋骨骨裂', '车损较重,人无大碍']),
      amount: money(random, 1_200, 96_000, 100),
    }),
    first: { police110: 0.82, hotline12345: 0.06, grid: 0.02, court: 0.1 },
    police: {
      classes: [
        ['交通警情', '交通事故', '伤人事故'],
        ['交通警情', '交通事故', '财产损失事故'],
        ['纠纷警情', '经济纠纷', '事故赔偿'],
      ],
      texts: [
        '{place}{crash},报警人与{other}[对责任有争议|争吵不休],[{injury}|已叫救护车],[车辆未挪动|占用车道],请交警到场。',
        '报警人称{when}在{place}与{other}{crash},对方[说好赔钱又反悔|只肯走保险|要私了太少],请民警处理。',
        '{crash},{other}[下车就骂|不肯报保险|要开车走],伤情:{injury},位置{place}。',
      ],
      otherSide: [
        '报警人称在{place}与{other}{crash},对方[张口要{amount}元|躺地上不起来],报警人认为[对方全责|双方都有责任],请交警定责。',
      ],
    },
    hotline: {
      classes: [
        { type: '求助', path: ['交通出行', '交通事故', '事故赔偿'] },
        { type: '投诉', path: ['公安政法', '交通管理', '事故处理'] },
      ],
      titles: ['交通事故赔偿[问题|久拖不决]', '{crash}事故后对方不赔', '反映事故[认定|理赔]'],
      texts: [
        '来电人反映:{when}在{place}与{other}{crash},造成{injury},花费{amount}元,[对方保险公司拖着不赔|对方垫付两千后不再出面],请[交警部门|道交调委会]协调。',
        '市民对{place}{crash}事故[责任划分不认可|赔偿谈不拢],{other}[电话拉黑|让找保险],{injury},医药费{amount}元,要求[帮助调解|处理]。',
      ],
      unit: '{county}公安局交警大队',
    },
    grid: {
      classes: [['矛盾纠纷', '交通事故纠纷']],
      texts: [
        '{place}发生{crash},{me}与{other}因赔偿[争执不下|互不相让],网格员[协助疏导交通|劝双方等候交警],伤情{injury}。',
      ],
    },
    court: {
      cause: ['411', '机动车交通事故责任纠纷'],
      texts: [
        '{when}被申请人{other}驾车在{place}与申请人{me}{crash},致申请人{injury},产生医疗费等损失{amount}元,交警部门已出具事故认定书。',
      ],
      claims: [
        '请求赔偿医疗费、误工费、护理费等共计{amount}元。',
        '请求被申请人及其保险公司赔偿{amount}元。',
      ],
    },
    amountYuan: (facts) => Number(facts['amount']),
  },
  {
    name: 'medical',
    eventful: true,
    category: '0502',
    weight: 4,
    groupWeight: 0,
    counterparty: 'hospital',
    place: 'premises',
    facts: (random) => ({
      unnamed: random.pick(['医院', '院方', '门诊部', '科室医生']),
      treatment: random.pick([
        '拔牙',
        '阑尾手术',
        '分娩',
        '白内障手术',
        '骨折内固定',
        '双眼皮手术',
        '输液',
        '胃镜检查',
      ]),
      harm: random.pick([
        '术后感染',
        '神经损伤手脚发麻',
        '过敏休克',
        '留疤',
        '转院重新手术',
        '新生儿臂丛神经损伤',
      ]),
      amount: money(random, 8_000, 480_000, 1_000),
    }),
    first: { police110: 0.34, hotline12345: 0.48, grid: 0.04, court: 0.14 },
    police: {
      classes: [
        ['纠纷警情', '其他纠纷', '医患纠纷'],
        ['纠纷警情', '其他纠纷', '医疗纠纷'],
      ],
      texts: [
        '{place}{other}报称[有家属|患者家属]在门诊大厅吵闹,[拉横幅|不让医生走],因{treatment}后{harm},请出警。',
        '报警人称在{other}做{treatment}后{harm},医院[不给病历|推卸责任],双方争执,{spot}。',
        '医患双方因{treatment}[发生争吵|起冲突],患者{mr},{harm},[现场五六名家属|未见过激行为],{place}。',
      ],
    },
    hotline: {
      classes: [
        { type: '投诉', path: ['卫生健康', '医疗服务', '医疗质量'] },
        { type: '投诉', path: ['卫生健康', '医疗机构管理', '医患矛盾'] },
        { type: '求助', path: ['卫生健康', '医疗服务'] },
      ],
      titles: ['{other}{treatment}后{harm}', '医疗[损害|事故]反映', '对{treatment}结果不满'],
      texts: [
        '来电人反映:{when}在{other}({place})做{treatment},出现{harm},[院方称属正常并发症|医生不肯见面],已另花{amount}元治疗。诉求:请卫健委[调查|组织调解]并[赔偿|给出说法]。',
        '患者家属称{treatment}后{harm},找{other}[医务科三次没有结果|对方让走司法鉴定],[老人现在还躺着|上班都受影响],请求[医调委介入|处理]。',
      ],
      unit: '{county}卫生健康委员会',
    },
    grid: {
      classes: [['矛盾纠纷', '医疗纠纷']],
      texts: [
        '居民{me}因{treatment}后{harm}与{other}[交涉未果|发生争执],索赔{amount}元,家属[情绪激动|准备再去医院],网格员[联系医调委|稳定情绪]。',
      ],
    },
    court: {
      cause: ['413', '医疗损害责任纠纷'],
      texts: [
        '申请人{me}在被申请人{other}接受{treatment},后出现{harm}。申请人认为被申请人诊疗存在过错,申请诉前鉴定及调解。',
      ],
      claims: ['请求赔偿医疗费、残疾赔偿金等共计{amount}元。'],
    },
    amountYuan: (facts) => Number(facts['amount']),
  },
  {
    name: 'school',
    eventful: true,
    born: [1974, 1995],
    category: '0501',
    weight: 4,
    groupWeight: 0,
    counterparty: 'school',
    place: 'premises',
    facts: (random) => ({
      unnamed: random.pick(['学校', '校方', '幼儿园', '班主任']),
      event: random.pick([
        '课间被同学推倒',
        '体育课上摔断门牙',
        '在校被几名同学欺负',
        '午睡时从床上跌落',
        '食堂里被热汤烫伤',
      ]),
      grade: random.pick(['三年级', '初一', '大班', '五年级', '初二', '小班']),
      amount: money(random, 1_000, 38_000, 100),
    }),
    first: { police110: 0.3, hotline12345: 0.62, grid: 0.03, court: 0.05 },
    police: {
      classes: [
        ['纠纷警情', '其他纠纷', '校园纠纷'],
        ['纠纷警情', '其他纠纷', '学生伤害'],
      ],
      texts: [
        '报警人称孩子({grade})在{other}{event},[学校说是孩子自己摔的|对方家长不露面],双方家长在{place}[吵起来|争执]。',
        '{spot}校门口家长与{other}[发生纠纷|理论],孩子{event},[要求看监控被拒|情绪激动]。',
      ],
    },
    hotline: {
      classes: [
        { type: '投诉', path: ['教育文体', '学校管理', '校园安全'] },
        { type: '求助', path: ['教育文体', '学校管理'] },
      ],
      titles: ['孩子在校{event}', '{other}处理[不公|不当]', '校园[伤害|安全]问题'],
      texts: [
        '家长反映:孩子就读于{other}{grade},{when}{event},花费{amount}元,[校方拒绝承担|学校让双方家长自己谈],[孩子现在不敢去上学|对方家长一次没来看过]。诉求:请教育局[调查|协调赔偿]。',
        '来电人称其孩子{event},{other}[压了一个星期才通知|不给看监控],双方[谈不拢|意见很大],请教育部门[介入|处理]。学校在{place}。',
      ],
      unit: '{county}教育体育局',
    },
    grid: {
      classes: [['矛盾纠纷', '教育纠纷']],
      texts: [
        '居民{me}因孩子({grade}){event}与{other}[产生矛盾|多次交涉],要求赔偿{amount}元,网格员[陪同沟通|反馈教体局]。',
      ],
    },
    court: {
      cause: ['408', '教育机构责任纠纷'],
      texts: [
        '申请人{me}之子女就读于被申请人{other}{grade},{when}{event},支出医疗费等{amount}元,被申请人以尽到管理职责为由拒赔。',
      ],
      claims: ['请求赔偿医疗费、护理费等共计{amount}元。'],
    },
    amountYuan: (facts) => Number(facts['amount']),
  },
  {
    name: 'environment',
    category: '0504',
    weight: 4,
    groupWeight: 3,
    counterparty: 'factory',
    place: 'home',
    facts: (random) => ({
      unnamed: random.pick(['附近一家厂', '旁边的厂子', '南面一家工厂', '一家加工厂']),
      nuisance: random.pick([
        '夜里排刺鼻气味',
        '机器轰鸣整晚不停',
        '污水流进河里',
        '粉尘落满阳台',
        '烧塑料冒黑烟',
      ]),
      effect: random.pick(['窗户不敢开', '鱼塘死了一批鱼', '孩子咳嗽住院', '晒的衣服全是灰', '蚕不吃桑叶']),
      hour: random.pick(['每天凌晨', '夜里十二点以后', '下雨天', '周末', '晚上八点到天亮']),
    }),
    first: { police110: 0.1, hotline12345: 0.68, grid: 0.2, court: 0.02 },
    police: {
      classes: [
        ['纠纷警情', '噪音纠纷', '企业噪音'],
        ['纠纷警情', '其他纠纷', '环境污染'],
      ],
      texts: [
        '{place},居民与{other}因{nuisance}[发生冲突|起争执],[堵住厂门|有人要砸机器],请出警。',
        '报警人称{other}{hour}{nuisance},{effect},去厂里说[被保安轰出来|对方动手推人]。',
      ],
    },
    hotline: {
      classes: [
        { type: '投诉', path: ['生态环境', '大气污染', '工业废气'] },
        { type: '投诉', path: ['生态环境', '噪声污染', '工业噪声'] },
        { type: '举报', path: ['生态环境', '水污染'] },
      ],
      titles: ['{other}{nuisance}', '[反映|举报]企业污染扰民', '{community}附近工厂污染'],
      texts: [
        '来电人反映:住在{place},{other}{hour}{nuisance},{effect},[村里反映过多次|与厂方谈过,对方答应装设备没装]。诉求:请环保部门[查处|监测]并[赔偿损失|要求整改]。',
        '市民称{other}{nuisance},{effect},[厂里说手续齐全|每次检查前就停机],[与厂方争执过|附近几户都有意见],请[夜间突击检查|处理并答复]。',
      ],
      unit: '{county}生态环境局',
    },
    grid: {
      classes: [
        ['矛盾纠纷', '环境污染纠纷'],
        ['市容环境', '企业污染'],
      ],
      texts: [
        '{spot}{me}等居民反映{other}{hour}{nuisance},{effect},与厂方[矛盾较大|有过争执]。网格员[现场查看并拍照|联系环保所],[厂方表示加装设备|待检测结果]。',
      ],
    },
    court: {
      cause: ['414', '环境污染责任纠纷'],
      texts: [
        '申请人{me}居住于{place},被申请人{other}{hour}{nuisance},致{effect},申请人要求停止侵害并赔偿。',
      ],
      claims: ['请求停止排污,赔偿损失20000元。', '请求被申请人停止侵害、消除危险。'],
    },
  },
  {
    name: 'injury',
    eventful: true,
    category: '0303',
    weight: 4,
    groupWeight: 0,
    counterparty: 'person',
    place: 'road',
    facts: (random) => ({
      unnamed: random.pick(['对方', '一名男子', '一个陌生人', '摊主', '排队的人']),
      trigger: random.pick(['插队', '踩了一脚', '摊位占地方', '喝酒时拌嘴', '广场舞争场地', '说话难听']),
      injury: random.pick(['眼角青紫', '手指骨折', '牙齿松动', '脸被抓破', '腰部扭伤']),
      amount: money(random, 600, 18_000, 100),
    }),
    first: { police110: 0.86, hotline12345: 0.05, grid: 0.04, court: 0.05 },
    police: {
      classes: [
        ['治安警情', '殴打他人', '因纠纷引起'],
        ['纠纷警情', '生活纠纷', '口角纠纷'],
      ],
      texts: [
        '报警人称{when}在{place}因{trigger}与{other}[打架|发生肢体冲突],{injury},[需救护车|双方都在现场],请出警。',
        '{place}有人[打架|吵架],因{trigger},报警人被{other}打了,{injury}。',
        '纠纷,{trigger}引起,对方{other},[互殴|单方动手],{injury},{spot}。',
      ],
      otherSide: [
        '报警人称{other}先动手,因{trigger},报警人[还了手|正当防卫],现对方要{amount}元,请民警处理,{place}。',
      ],
    },
    hotline: {
      classes: [
        { type: '求助', path: ['公安政法', '社会治安', '治安案件办理'] },
        { type: '投诉', path: ['公安政法', '社会治安'] },
      ],
      titles: ['被打后赔偿[无着落|问题]', '治安案件[进度|赔偿]', '反映{trigger}被打'],
      texts: [
        '来电人反映:{when}在{place}因{trigger}被{other}打伤({injury}),医药费{amount}元,[派出所调解一次未成|对方不肯见面]。诉求:请[加快处理|再次组织调解]。',
        '市民称{trigger}一事中{injury},{other}[只愿出一千|说自己也受伤了],{amount}元[有票据|还不含误工],请求协调。',
      ],
      unit: '{county}公安局',
    },
    grid: {
      classes: [['矛盾纠纷', '损害赔偿']],
      texts: [
        '{me}与{other}因{trigger}[动手|推搡],{injury},花费{amount}元。网格员配合派出所[做双方工作|开展调解],[已书面道歉|赔偿数额未谈拢]。',
      ],
    },
    court: {
      cause: ['1', '生命权、身体权、健康权纠纷'],
      texts: [
        '{when}申请人{me}与被申请人{other}在{place}因{trigger}发生冲突,致申请人{injury},支出医疗费等{amount}元,公安机关已作出处理。',
      ],
      claims: ['请求赔偿医疗费、误工费等{amount}元。'],
    },
    amountYuan: (facts) => Number(facts['amount']),
  },
];
