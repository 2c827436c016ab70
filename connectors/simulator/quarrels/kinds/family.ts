import { money } from '../money.ts';
import type { QuarrelKind } from '../kind.ts';

/** Quarrels within the family and among people who know each other: marriage, support, inheritance, lending. */
export const FAMILY_KINDS: readonly QuarrelKind[] = [
  {
    name: 'marriage',
    relation: 'spouse',
    born: [1960, 1986],
    category: '0101',
    weight: 8,
    groupWeight: 0,
    counterparty: 'person',
    place: 'home',
    facts: (random) => ({
      unnamed: random.pick(['其配偶', '爱人', '对方']),
      cause: random.pick([
        '打牌输钱',
        '手机聊天记录',
        '孩子的学费',
        '回不回娘家过年',
        '喝酒晚归',
        '彩礼和嫁妆',
        '工资卡',
        '跟公婆同住',
      ]),
      years: String(random.int(2, 16)),
    }),
    first: { police110: 0.68, hotline12345: 0.08, grid: 0.13, court: 0.11 },
    police: {
      classes: [
        ['纠纷警情', '家庭婚姻情感纠纷', '夫妻纠纷'],
        ['纠纷警情', '家庭婚姻情感纠纷', '家庭暴力'],
        ['治安警情', '殴打他人', '家庭成员'],
      ],
      texts: [
        '报警人称与{other}因{cause}[吵架|发生争吵],[对方砸东西|对方动手打人|把门反锁],{place},[孩子在哭|请民警快来]。',
        '夫妻纠纷,报警人{mr},对方{other},起因{cause},[有肢体接触,无需救护车|未动手],地点{spot}。',
        '{other}[喝了酒|输了钱]回来就[摔手机|掀桌子],报警人[带着孩子躲在卧室|不敢出来],{place}。',
        '家里[吵得厉害|打起来了],因为{cause},[不要开警笛|老人血压高],{place},[要离婚|让民警来劝劝]。',
      ],
      otherSide: [
        '报警人称{other}把[其行李扔在门外|门锁换了]不让进家,双方因{cause}[闹离婚|正在冷战],请民警[协调进门拿东西|到场],{spot}。',
      ],
    },
    hotline: {
      classes: [
        { type: '求助', path: ['民政事务', '婚姻家庭', '家庭矛盾'] },
        { type: '求助', path: ['群团事务', '妇女维权'] },
      ],
      titles: ['家庭矛盾求助', '请求妇联[介入|帮助]', '反映家庭纠纷'],
      texts: [
        '来电人称与{other}结婚{years}年,近期因{cause}[矛盾升级|经常争吵],[对方有动手行为|对方离家不归],[报过警|社区劝过],希望妇联[上门调解|提供帮助]。住址:{place}。',
        '市民来电求助:{other}因{cause}对其[辱骂|推打],[想离婚对方不同意|为了孩子不想离],请[社区|妇联]做工作,需对其信息保密。',
      ],
      unit: '{county}妇女联合会',
    },
    grid: {
      classes: [['矛盾纠纷', '婚姻家庭纠纷']],
      texts: [
        '网格员走访得知,{spot}{me}与{other}结婚{years}年,因{cause}[近期争吵频繁|{when}发生争执],[网格员上门疏导|联系妇联主席共同劝解],[双方情绪缓和|一方坚持离婚]。',
        '{spot}传出[吵闹声|砸东西声],网格员上门了解系{me}与{other}因{cause}[口角|争吵],劝解后[平息|各自冷静],列入重点户。',
      ],
    },
    court: {
      cause: ['14', '离婚纠纷'],
      texts: [
        '申请人{me}与被申请人{other}登记结婚{years}年,育有子女。因{cause}等琐事长期争吵,现分居,申请人认为感情确已破裂。',
        '申请人{me}诉称,婚后被申请人{other}因{cause}与其多次争执并有动手行为,夫妻感情破裂,请求法院处理。',
      ],
      claims: ['请求判令离婚,婚生子女由申请人抚养。', '请求离婚并依法分割夫妻共同财产。'],
    },
  },
  {
    name: 'support',
    relation: 'child',
    born: [1946, 1957],
    category: '0102',
    weight: 3,
    groupWeight: 0,
    counterparty: 'person',
    place: 'home',
    facts: (random) => ({
      unnamed: random.pick(['其中一个子女', '一个子女']),
      amount: money(random, 300, 2_000, 100),
      children: random.pick(['两', '三', '四']),
      illness: random.pick(['脑梗', '腿脚不便', '糖尿病', '摔断了胯骨', '眼睛看不见']),
    }),
    first: { police110: 0.3, hotline12345: 0.25, grid: 0.3, court: 0.15 },
    police: {
      classes: [['纠纷警情', '家庭婚姻情感纠纷', '赡养纠纷']],
      texts: [
        '报警人系老人,称{other}[不给生活费|不让进门|不管看病],[双方争吵|被推了一把],{place},请民警来。',
        '{place},老人{mr}说{other}[几个月没来看过|连口饭都不给],[坐在楼道里哭|说要到子女单位去闹],求助民警做工作。',
        '家庭赡养问题发生纠纷,对方{other},报警人{illness}无人照顾,{spot}。',
      ],
    },
    hotline: {
      classes: [
        { type: '求助', path: ['民政事务', '养老服务', '老人赡养'] },
        { type: '求助', path: ['群团事务', '老年人权益'] },
      ],
      titles: ['老人无人赡养', '子女不尽赡养义务', '求助赡养[问题|调解]'],
      texts: [
        '来电人{mr}称其{illness},有{children}个子女,{other}不愿承担每月{amount}元的[护理费|生活费],[轮流照顾也不肯|其他子女有意见],村里[谈过两次|调解过]不管用。诉求:请[司法所|民政办]出面。地址{place}。',
        '市民反映:{community}一老人{illness},{children}个子女互相推,{other}[说房子没分给他就不管|一分钱不出],请[社区|街道]介入。',
      ],
      unit: '{county}民政局',
    },
    grid: {
      classes: [['矛盾纠纷', '婚姻家庭纠纷']],
      texts: [
        '{spot}独居老人{me}{illness},{children}个子女因[赡养费|轮流照料]意见不一,{other}拒绝每月支付{amount}元。网格员会同[村干部|老娘舅]召集家庭会议,[拟签赡养协议|未到齐,改期]。',
      ],
    },
    court: {
      cause: ['24', '赡养纠纷'],
      texts: [
        '申请人{me}年老体弱,{illness},育有{children}个子女。被申请人{other}自今年起未给付赡养费,经村委会调解未果。',
      ],
      claims: ['请求被申请人每月支付赡养费{amount}元并分担医疗费。'],
    },
    amountYuan: (facts) => Number(facts['amount']),
  },
  {
    name: 'inheritance',
    relation: 'sibling',
    born: [1955, 1985],
    category: '0103',
    weight: 3,
    groupWeight: 0,
    counterparty: 'person',
    place: 'home',
    facts: (random) => ({
      unnamed: random.pick(['家里另一个子女', '兄弟姐妹中一人', '对方']),
      estate: random.pick([
        '父母的老房子',
        '父亲的门面房',
        '一套拆迁安置房',
        '母亲名下的一套房',
        '老宅和院子',
      ]),
      amount: money(random, 260_000, 1_600_000, 10_000),
      died: random.pick(['去年冬天', '今年春节前', '三年前', '上半年', '今年清明后']),
    }),
    first: { police110: 0.32, hotline12345: 0.16, grid: 0.24, court: 0.28 },
    police: {
      classes: [
        ['纠纷警情', '家庭婚姻情感纠纷', '继承纠纷'],
        ['纠纷警情', '产权权属纠纷', '遗产分割'],
      ],
      texts: [
        '报警人称{other}[撬锁住进|占着]{estate}不走,[双方争执|家里人吵起来了],{place}。',
        '兄弟姐妹因{estate}[分割|怎么分]发生纠纷,对方{other},[有人推搡|吵得邻居都出来了],{spot}。',
        '老人{died}走了,{other}把{estate}的[房产证拿走|钥匙换了],报警人上门要被骂出来,请民警到{place}。',
      ],
    },
    hotline: {
      classes: [
        { type: '求助', path: ['公安政法', '司法服务', '继承公证'] },
        { type: '求助', path: ['民政事务', '婚姻家庭', '遗产'] },
      ],
      titles: ['遗产分配[起争执|求助]', '{estate}继承问题', '兄弟姐妹争房产'],
      texts: [
        '来电人反映:老人{died}去世,留有{estate},价值约{amount}元,{other}[拿着遗嘱不给看|拒绝配合过户],[家里谈崩|亲戚出面也没谈成],希望[司法所|人民调解委员会]帮助处理,住{place}。',
        '市民称与{other}因{estate}[归属|分配]问题[争执半年|已不往来],[不想打官司|想先调解],请安排调解员联系。',
      ],
      unit: '{county}司法局',
    },
    grid: {
      classes: [['矛盾纠纷', '婚姻家庭纠纷']],
      texts: [
        '{spot}{me}与{other}因{estate}分割[意见不合|多次争执],估值{amount}元。网格员协同社区调解员[讲解继承顺序|分头做工作],[同意由长辈主持再议|一方拟起诉]。',
      ],
    },
    court: {
      cause: ['29', '法定继承纠纷'],
      texts: [
        '被继承人{died}死亡,遗有{estate},价值约{amount}元。申请人{me}与被申请人{other}均为第一顺序继承人,就遗产分割未达成一致。',
      ],
      claims: ['请求依法分割{estate}。', '请求确认申请人对{estate}享有二分之一份额。'],
    },
    amountYuan: (facts) => Number(facts['amount']),
  },
  {
    name: 'lending',
    category: '0804',
    weight: 7,
    groupWeight: 0,
    counterparty: 'person',
    place: 'home',
    facts: (random) => ({
      unnamed: random.pick(['一个朋友', '以前的同事', '老乡', '一个熟人', '亲戚']),
      amount: money(random, 5_000, 300_000, 1_000),
      paper: random.pick([
        '打了借条',
        '只有微信转账记录',
        '借条上写明月息一分',
        '有担保人签字',
        '没有借条,有录音',
      ]),
      since: random.pick(['前年', '去年年底', '今年三月', '两年前', '去年国庆']),
    }),
    first: { police110: 0.38, hotline12345: 0.1, grid: 0.12, court: 0.4 },
    police: {
      classes: [['纠纷警情', '经济纠纷', '民间借贷']],
      texts: [
        '报警人称{other}[欠其|借了其]{amount}元不还,[现在人堵在|人就在]{place},[双方发生争执|对方要走],请民警[到场|见证]。',
        '债务纠纷,{other}欠{amount}元,{paper},[今天找到人了|对方把其拉黑],{spot},未动手。',
        '{other}{since}拿了{amount}元,说好三个月,[电话不接|躲着不见],报警人[守在其家楼下|到其单位要钱被轰出来]。',
      ],
      otherSide: [
        '报警人称{other}带[两个人|几个朋友]到家里[要债|赖着不走],欠款{amount}元[已还一部分|属实但眼下没钱],老人小孩受惊吓,{place}。',
      ],
    },
    hotline: {
      classes: [
        { type: '求助', path: ['公安政法', '司法服务', '债务'] },
        { type: '求助', path: ['财税金融', '民间借贷'] },
        { type: '咨询', path: ['公安政法', '司法服务', '债务'] },
      ],
      titles: ['借款不还求助', '民间借贷[纠纷|问题]', '反映朋友欠款不还'],
      texts: [
        '来电人反映:{since}借给{other}{amount}元,{paper},[到期未还|多次催要无果],[对方名下没有财产|对方换了号码],想[请司法所调解|了解支付令],住{place}。',
        '市民称{other}欠其{amount}元不还,{paper},[报警说是经济纠纷不受理|去法院要排队],希望有部门[帮忙调解|做做工作]。',
        '来电人问:{since}借给{other}{amount}元,{paper},[人就住{community}隔壁小区|天天看见人却要不回钱],[这种情况能找谁|是不是只能认了],[年底等钱用|家里为这事天天数落]。',
      ],
      unit: '{county}司法局',
    },
    grid: {
      classes: [['矛盾纠纷', '债务纠纷']],
      texts: [
        '{spot}{me}反映{other}{since}向其借款{amount}元未还,{paper},{when}上门讨要时[争吵|发生口角]。网格员到场劝解,[达成分期口头约定|建议走司法途径]。',
      ],
    },
    court: {
      cause: ['108.3', '民间借贷纠纷'],
      texts: [
        '{since}被申请人{other}因资金周转向申请人{me}借款{amount}元,{paper}。借款到期后,经催讨未还。',
        '申请人{me}诉称:被申请人{other}拖欠借款本金{amount}元,{paper},故申请诉前调解。',
      ],
      claims: [
        '请求偿还借款本金{amount}元及利息。',
        '请求归还本金{amount}元,并自起诉之日起按一年期LPR支付利息。',
      ],
    },
    amountYuan: (facts) => Number(facts['amount']),
  },
];
