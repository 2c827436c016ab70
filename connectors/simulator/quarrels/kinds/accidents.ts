import { money } from '../money.ts';
import type { QuarrelKind } from '../kind.ts';

/** Quarrels over harm to the body: traffic, blows, medicine. */
export const ACCIDENT_KINDS: readonly QuarrelKind[] = [
  {
    name: 'traffic',
    eventful: 'anytime',
    category: '0503',
    weight: 8,
    groupWeight: 0,
    counterparty: 'person',
    place: 'road',
    facts: (random) => ({
      unnamed: random.pick(['对方司机', '电动车车主', '货车司机', '一辆小轿车的司机', '三轮车驾驶人']),
      crash: random.pick(['追尾', '变道剐蹭', '左转相撞', '倒车相撞', '闯红灯相撞', '开车门相撞']),
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
        '市民对{place}{crash}事故[责任划分不认可|赔偿谈不拢],{other}[电话拉黑|让找保险],{injury},损失{amount}元,要求[帮助调解|处理]。',
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
        '{when}被申请人{other}驾车在{place}与申请人{me}{crash},致申请人{injury},产生各项损失{amount}元,交警部门已出具事故认定书。',
      ],
      claims: ['请求赔偿各项损失共计{amount}元。', '请求被申请人及其保险公司赔偿{amount}元。'],
    },
    amountYuan: (facts) => Number(facts['amount']),
  },
  {
    name: 'medical',
    category: '0502',
    weight: 4,
    groupWeight: 0,
    counterparty: 'hospital',
    place: 'premises',
    facts: (random) => {
      const [treatment, harm, least, most] = random.pick([
        ['拔牙', '术后感染', 2_000, 26_000],
        ['阑尾手术', '切口感染化脓', 8_000, 60_000],
        ['白内障手术', '视力反而下降', 20_000, 160_000],
        ['骨折内固定', '钢板断裂要重新手术', 30_000, 180_000],
        ['输液', '过敏休克', 6_000, 90_000],
        ['胃镜检查', '胃壁穿孔', 20_000, 150_000],
        ['腰椎手术', '腿脚发麻', 40_000, 480_000],
        ['痔疮手术', '大出血转院', 10_000, 80_000],
        ['针灸', '气胸住院', 8_000, 50_000],
      ] as const);
      return {
        unnamed: random.pick(['医院', '一家医院', '这家医院']),
        treatment,
        harm,
        since: random.pick(['上个月', '两个月前', '半个月前', '今年夏天', '三个月前']),
        amount: money(random, least, most, 1_000),
      };
    },
    first: { police110: 0.34, hotline12345: 0.48, grid: 0.04, court: 0.14 },
    police: {
      classes: [
        ['纠纷警情', '其他纠纷', '医患纠纷'],
        ['纠纷警情', '其他纠纷', '医疗纠纷'],
      ],
      texts: [
        '{place}{other}门诊大厅吵成一团,[院方不肯复印病历|保安推人|医生躲着不见],起因{treatment}后{harm},报警人[系患者|系家属],请出警。',
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
        '来电人反映:{since}在{other}({place})做{treatment},出现{harm},[院方称属正常并发症|医生不肯见面],已另花{amount}元治疗。诉求:请卫健委[调查|组织调解]并[赔偿|给出说法]。',
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
        '申请人{me}{since}在被申请人{other}接受{treatment},后出现{harm}。申请人认为被申请人诊疗存在过错,申请诉前鉴定及调解。',
      ],
      claims: ['请求赔偿医疗费、残疾赔偿金等共计{amount}元。'],
    },
    amountYuan: (facts) => Number(facts['amount']),
  },
  {
    name: 'injury',
    eventful: 'anytime',
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
