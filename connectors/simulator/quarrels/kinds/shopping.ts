import { money } from '../money.ts';
import type { QuarrelKind } from '../kind.ts';

/** Quarrels over what was bought and paid for in advance: cards, goods, courses. */
export const SHOPPING_KINDS: readonly QuarrelKind[] = [
  {
    name: 'prepaidCard',
    category: '0601',
    weight: 7,
    groupWeight: 4,
    counterparty: 'gym',
    place: 'premises',
    facts: (random) => ({
      unnamed: random.pick(['商家', '店家', '一家门店', '店方']),
      card: random.pick(['会员卡', '储值卡', '年卡', '次卡', '套餐卡']),
      amount: money(random, 800, 19_800, 100),
      excuse: random.pick(['店面转让', '装修停业', '换了老板不认账', '突然关门', '人手不够总约不上']),
    }),
    first: { police110: 0.2, hotline12345: 0.7, grid: 0.05, court: 0.05 },
    police: {
      classes: [
        ['纠纷警情', '消费纠纷', '预付卡'],
        ['纠纷警情', '经济纠纷', '退费纠纷'],
      ],
      texts: [
        '报警人称在{place}{other}办了{amount}元的{card},现{excuse},要求退钱[对方不退|被店员推搡],[多名顾客在场|双方争吵]。',
        '消费纠纷,{other},{card}退费,店方[拒绝|叫保安赶人],{spot},无人受伤。',
        '{other}{excuse},报警人{card}还有钱没用完,[门口围了不少人|怀疑跑路]。',
      ],
    },
    hotline: {
      classes: [
        { type: '投诉', path: ['市场监管', '消费维权', '预付卡'] },
        { type: '投诉', path: ['商贸服务', '单用途预付卡'] },
        { type: '求助', path: ['市场监管', '消费维权'] },
      ],
      titles: ['{other}拒退{card}费用', '{card}[退费难|无法使用]', '商家{excuse},要求退款'],
      texts: [
        '来电人反映:其在{other}(地址:{place})办理{card},支付{amount}元,现商家{excuse},[拒绝退款|只肯转到别的店|说要扣三成手续费],[有合同和小票|只有付款记录]。诉求:退还剩余费用。',
        '消费者称最近一次去{other}才知道{excuse},{card}内尚有余额,[店长电话停机|客服让等通知],[同群里有几十人|和家人一起办的],请市场监管部门[调解|查处]。',
        '{card}才用了两次,{other}{excuse},要求退费[对方让走法律程序|一拖再拖],交了{amount}元,请[督促退还|尽快处理]。',
      ],
      unit: '{county}市场监督管理局',
    },
    grid: {
      classes: [['矛盾纠纷', '消费纠纷']],
      texts: [
        '网格员巡查{spot}发现{other}门前有[十余名|多名]顾客聚集,系{card}退费问题,{excuse}。现场居民{me}称交了{amount}元。[已联系市监所|劝导依法维权]。',
      ],
    },
    court: {
      cause: ['142', '服务合同纠纷'],
      texts: [
        '申请人{me}在被申请人{other}处办理{card},支付{amount}元。被申请人{excuse},致服务合同无法履行。',
      ],
      claims: ['请求解除服务合同,退还剩余费用。', '请求退还{amount}元中未消费部分并赔偿利息。'],
    },
    amountYuan: (facts) => Number(facts['amount']),
  },
  {
    name: 'goods',
    eventful: 'daytime',
    category: '0601',
    weight: 6,
    groupWeight: 0,
    counterparty: 'shop',
    place: 'premises',
    facts: (random) => {
      const [item, fault, least, most] = random.pick([
        ['冰箱', '用了一周就不制冷', 1_800, 9_000],
        ['二手手机', '查出来是翻新机', 800, 5_600],
        ['沙发', '和样品不一样,掉皮', 1_500, 12_000],
        ['热水器', '装好就漏电跳闸', 900, 4_800],
        ['电动车', '电池续航只有标称的一半', 1_800, 5_200],
        ['金手镯', '称重少了两克', 4_000, 32_000],
        ['洗衣机', '送来就有划痕', 900, 4_600],
        ['保健品', '吃了一个多月没有效果', 1_000, 18_000],
      ] as const);
      return {
        unnamed: random.pick(['店家', '商家', '一家店', '店方']),
        item,
        fault,
        amount: money(random, least, most, 100),
      };
    },
    first: { police110: 0.24, hotline12345: 0.68, grid: 0.03, court: 0.05 },
    police: {
      classes: [['纠纷警情', '消费纠纷', '商品质量']],
      texts: [
        '报警人在{place}{other}买的{item}{fault},要求退货[被拒|双方争吵],[店员态度恶劣|双方各执一词],请民警。',
        '消费纠纷,{item}{amount}元,{fault},{other}[不肯退|只肯修],地点{spot}。',
      ],
    },
    hotline: {
      classes: [
        { type: '投诉', path: ['市场监管', '消费维权', '商品质量'] },
        { type: '投诉', path: ['市场监管', '消费维权', '售后服务'] },
      ],
      titles: ['{item}质量问题[退货难|]', '投诉{other}', '购买{item}要求退款'],
      texts: [
        '来电人反映:在{other}({place})购买{item},价格{amount}元,{fault},[商家拒绝退换|只同意维修|互相推给厂家]。诉求:[退款|退一赔三|更换]。',
        '消费者投诉{other},{item}{fault},[有发票|保留了聊天记录],协商[三次|多次]未果,请市场监管部门[调解|介入]。',
      ],
      unit: '{county}市场监督管理局',
    },
    grid: {
      classes: [['矛盾纠纷', '消费纠纷']],
      texts: [
        '居民{me}在{other}购买{item}后{fault},{when}与店方[争执|理论],网格员[到场劝解|陪同到市监分局登记],[店方同意换货|未达成一致]。',
      ],
    },
    court: {
      cause: ['88', '买卖合同纠纷'],
      texts: ['申请人{me}向被申请人{other}购买{item},价款{amount}元。收货后发现{fault},被申请人拒绝退换。'],
      claims: ['请求退还货款{amount}元。'],
    },
    amountYuan: (facts) => Number(facts['amount']),
  },
  {
    name: 'training',
    born: [1974, 1995],
    category: '0601',
    weight: 4,
    groupWeight: 2,
    counterparty: 'training',
    place: 'premises',
    facts: (random) => ({
      unnamed: random.pick(['培训机构', '辅导班', '一家培训学校', '机构']),
      course: random.pick(['少儿编程', '舞蹈课', '书法课', '英语一对一', '美术班', '跆拳道', '暑期托管']),
      amount: money(random, 1_600, 32_000, 100),
      excuse: random.pick(['停课', '换老师', '搬到很远的校区', '负责人失联', '说合同写明不退']),
    }),
    first: { police110: 0.14, hotline12345: 0.77, grid: 0.04, court: 0.05 },
    police: {
      classes: [['纠纷警情', '消费纠纷', '教育培训退费']],
      texts: [
        '报警人称{other}{course}收了{amount}元后{excuse},家长[十几人|七八人]在{place}要求退费,[与工作人员争执|情绪激动]。',
        '退费纠纷,{other},{course},{excuse},{spot},请民警维持秩序。',
      ],
    },
    hotline: {
      classes: [
        { type: '投诉', path: ['教育文体', '校外培训', '培训退费'] },
        { type: '投诉', path: ['市场监管', '消费维权', '教育培训'] },
      ],
      titles: ['{course}退费[难|问题]', '{other}{excuse}', '培训机构拒不退费'],
      texts: [
        '来电人为孩子在{other}({place})报名{course},交费{amount}元,机构{excuse},要求退还剩余课时费,[对方一直推|只退三成|要扣资料费]。诉求:全额退还未上课时费用。',
        '家长反映{other}{excuse},{course}还剩大半课时,[家长群已被解散|老师也在讨薪],请教育部门[核查|督促退费]。',
      ],
      unit: '{county}教育体育局',
    },
    grid: {
      classes: [['矛盾纠纷', '消费纠纷']],
      texts: [
        '{spot}{other}因{excuse}引发家长不满,{me}等家长要求退还{course}费用{amount}元,网格员[到场疏导|对接教体局],[机构承诺十五日内答复|暂未达成一致]。',
      ],
    },
    court: {
      cause: ['142.15', '教育培训合同纠纷'],
      texts: [
        '申请人{me}与被申请人{other}签订{course}培训协议,付款{amount}元。被申请人{excuse},拒不退还剩余费用。',
      ],
      claims: ['请求解除培训合同,退还剩余课时费。'],
    },
    amountYuan: (facts) => Number(facts['amount']),
  },
];
