import { money } from '../money.ts';
import type { QuarrelKind } from '../kind.ts';

/** Quarrels with a school or a factory. */
export const SURROUNDINGS_KINDS: readonly QuarrelKind[] = [
  {
    name: 'school',
    eventful: 'schoolday',
    born: [1974, 1995],
    category: '0501',
    weight: 4,
    groupWeight: 0,
    counterparty: 'school',
    place: 'premises',
    facts: (random) => ({
      unnamed: random.pick(['学校', '校方', '一所小学']),
      event: random.pick([
        '课间被同学推倒',
        '体育课上被同学撞断门牙',
        '被几名同学欺负',
        '上楼梯时被同学绊倒',
        '排队时被推倒磕伤额头',
      ]),
      grade: random.pick(['一年级', '二年级', '三年级', '四年级', '五年级', '六年级']),
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
    facts: (random) => {
      const [nuisance, effects] = random.pick([
        ['排放刺鼻气味', ['窗户不敢开', '闻了头晕恶心']],
        ['机器轰鸣不停', ['整夜睡不着', '老人心慌']],
        ['污水直排进河里', ['河里的鱼死了一批', '河水发黑']],
        ['排出的粉尘落满阳台', ['晒的衣服全是灰', '窗台擦了又黑']],
        ['烧塑料冒黑烟', ['孩子咳嗽住院', '呛得睁不开眼']],
      ] as const);
      return {
        unnamed: random.pick(['附近一家厂', '旁边的厂子', '南面一家工厂', '一家加工厂']),
        nuisance,
        effect: random.pick(effects),
        hour: random.pick(['每天凌晨', '夜里十二点以后', '周末', '晚上八点到天亮']),
      };
    },
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
];
