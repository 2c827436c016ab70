import { money } from '../money.ts';
import type { QuarrelKind } from '../kind.ts';

/** Quarrels in the yard of the estate: parking spaces and dogs. */
export const YARD_KINDS: readonly QuarrelKind[] = [
  {
    name: 'parking',
    category: '0402',
    weight: 6,
    groupWeight: 0,
    counterparty: 'neighbour',
    place: 'home',
    facts: (random) => ({
      unnamed: random.pick(['对方车主', '同小区一车主', '邻居', '新搬来的业主']),
      plate: `苏F·${random.pick('ABCDEGHKMRSTW'.split(''))}${random.int(1000, 9999)}${random.pick('ACDFHKPQ'.split(''))}`,
      spotNo: `${random.pick('ABCD'.split(''))}${random.int(10, 320)}号`,
      months: String(random.int(2, 11)),
    }),
    first: { police110: 0.56, hotline12345: 0.28, grid: 0.14, court: 0.02 },
    police: {
      classes: [
        ['纠纷警情', '邻里纠纷', '停车纠纷'],
        ['交通警情', '交通秩序', '违停堵路'],
      ],
      texts: [
        '报警人称其{spot}{spotNo}车位被{other}占了,车牌{plate},[打电话不接|不肯挪],[双方在车库吵起来|请民警联系车主]。',
        '{place}因停车位[发生纠纷|两人打起来了|吵架],对方{plate},[车被划了|无人受伤],请处理。',
        '{other}的车{plate}[横在|堵在]{spotNo}车位前,报警人[要上班出不去|送孩子出不去],跟对方讲[还骂人|说就不挪]。',
      ],
      otherSide: [
        '报警人{plate}车胎被[扎了|放气],怀疑是{other}所为,因{spotNo}车位的事双方[吵过|有过节],地点{spot}地下车库。',
      ],
    },
    hotline: {
      classes: [
        { type: '投诉', path: ['城乡建设', '物业管理', '停车管理'] },
        { type: '求助', path: ['交通出行', '停车管理'] },
      ],
      titles: ['{community}车位被占', '小区停车[矛盾|问题]', '{spotNo}车位被长期占用'],
      texts: [
        '来电人反映:其在{place}购有{spotNo}车位,近{months}个月多次被{other}(车牌{plate})占用,[物业贴条无效|物业不管],{when}双方又因此[争吵|闹到派出所]。诉求:请[物业主管部门|街道]督促物业[装地锁|管起来]并协调对方。',
        '市民称{community}内{other}长期将{plate}停在其{spotNo}车位[出口|上],[协商无果|说多了还要动手],要求[赔偿停车费|尽快解决]。',
      ],
      unit: '{county}{street}办事处',
    },
    grid: {
      classes: [
        ['矛盾纠纷', '邻里纠纷'],
        ['街面秩序', '乱停乱放'],
      ],
      texts: [
        '{spot}{me}与{other}因{spotNo}车位[停车问题|归属]发生[口角|争执],网格员联合物业[现场劝解|调看监控],[双方同意错时停放|未谈拢]。',
      ],
    },
    court: {
      cause: ['47.3', '车位纠纷'],
      texts: [
        '申请人{me}系{community}{spotNo}车位使用权人,被申请人{other}持续{months}个月占用该车位停放{plate}号车辆,经物业催告拒不挪离。',
      ],
      claims: ['请求被申请人腾退车位并支付占用费每月300元。'],
    },
  },
  {
    name: 'pet',
    eventful: 'anytime',
    category: '0599',
    weight: 5,
    groupWeight: 0,
    counterparty: 'neighbour',
    place: 'home',
    facts: (random) => ({
      unnamed: random.pick(['狗主人', '养狗的邻居', '遛狗的人', '同小区一养犬人']),
      dog: random.pick(['金毛', '泰迪', '黑色土狗', '边牧', '柯基', '大狼狗']),
      victim: random.pick(['孩子小腿', '本人右手', '母亲脚踝', '自家泰迪', '老人膝盖']),
      amount: money(random, 900, 6_800, 100),
    }),
    first: { police110: 0.66, hotline12345: 0.2, grid: 0.12, court: 0.02 },
    police: {
      classes: [
        ['纠纷警情', '生活纠纷', '犬只伤人'],
        ['群众紧急求助', '动物侵扰', '犬只伤人'],
      ],
      texts: [
        '{when}在{spot},{other}的{dog}咬了{victim},[对方不认账|对方不肯出打针钱|对方要走],请民警[到场|处理]。',
        '报警人称被{dog}咬伤({victim}),狗主人{other}只肯出[第一针|两百元],双方[协商不成|发生纠纷],地点{place}。',
        '{other}遛{dog}不牵绳,咬了{victim},[已送医院|正在去打疫苗],要求查监控找人赔偿。',
      ],
    },
    hotline: {
      classes: [
        { type: '投诉', path: ['公安政法', '养犬管理'] },
        { type: '求助', path: ['公安政法', '养犬管理', '犬只伤人'] },
      ],
      titles: ['{community}犬只伤人', '被狗咬伤索赔', '不文明养犬[伤人|问题]'],
      texts: [
        '来电人反映:{when}其在{place}附近,{other}的{dog}未牵绳,咬伤{victim},已花费治疗费{amount}元,[对方联系不上|对方只愿承担一半|对方说是人先逗狗]。诉求:[协调赔偿|查处不文明养犬并协调赔偿]。',
        '市民来电反映被狗咬一事:{dog},主人为{other},{victim}受伤,[派出所调解过一次,对方反悔|对方答应赔钱又不给],要求赔{amount}元[,有票据|,并不过分]。',
      ],
      unit: '{county}公安局',
    },
    grid: {
      classes: [
        ['矛盾纠纷', '损害赔偿'],
        ['市容环境', '不文明养犬'],
      ],
      texts: [
        '{spot}{me}反映{other}饲养的{dog}咬伤{victim},医药费{amount}元,网格员[陪同就医并联系对方|约双方到社区],[双方对赔偿数额有分歧|已口头同意分担]。',
      ],
    },
    court: {
      cause: ['419', '饲养动物损害责任纠纷'],
      texts: [
        '{when},被申请人{other}饲养的{dog}在{community}内咬伤申请人方({victim}),支出医疗费等共计{amount}元,被申请人拒绝赔付。',
      ],
      claims: ['请求被申请人赔偿医疗费、交通费等共{amount}元。'],
    },
    amountYuan: (facts) => Number(facts['amount']),
  },
];
