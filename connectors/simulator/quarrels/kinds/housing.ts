import { money } from '../money.ts';
import type { QuarrelKind } from '../kind.ts';

/** Quarrels over the home: renovation, lease, property management. */
export const HOUSING_KINDS: readonly QuarrelKind[] = [
  {
    name: 'renovation',
    category: '0601',
    weight: 6,
    groupWeight: 0,
    counterparty: 'decorator',
    place: 'home',
    facts: (random) => ({
      unnamed: random.pick(['装修公司', '装修队', '包工头', '设计公司']),
      amount: money(random, 18_000, 168_000, 1_000),
      paid: random.pick(['三成', '一半', '六成', '全款', '九成']),
      fault: random.pick([
        '只做了水电就停工',
        '瓷砖空鼓',
        '柜子尺寸做错',
        '防水没做好',
        '增项要加钱',
        '用的不是合同里的牌子',
      ]),
      late: random.pick(['一个多月', '三个月', '半年', '四十天']),
    }),
    first: { police110: 0.16, hotline12345: 0.58, grid: 0.16, court: 0.1 },
    police: {
      classes: [
        ['纠纷警情', '消费纠纷', '装修纠纷'],
        ['纠纷警情', '经济纠纷', '合同纠纷'],
      ],
      texts: [
        '报警人{place}装修,{other}{fault},[要加钱才继续|把工具搬走了],双方在[房子里|门店]争吵,请出警。',
        '装修纠纷,{other},合同{amount}元已付{paid},{fault},[工人堵着门要工钱|对方不来人],{spot}。',
      ],
    },
    hotline: {
      classes: [
        { type: '投诉', path: ['城乡建设', '装饰装修', '装修质量'] },
        { type: '投诉', path: ['市场监管', '消费维权', '装修合同'] },
      ],
      titles: ['{other}{fault}', '装修公司[拖延工期|违约]', '新房装修[停工|质量]问题'],
      texts: [
        '来电人与{other}签订装修合同,{place},总价{amount}元,已付{paid},{fault},工期已拖{late},[负责人不接电话|对方说材料没到]。诉求:[退还余款|继续施工并赔偿]。',
        '市民反映新房装修问题:{other}{fault},[找人检测过,不合格|拍了照片],要求返工对方[不同意|只肯出人工],请住建部门[协调|处理]。',
        '老人家里旧房翻新,交给{other}{amount}元,约好日子竣工,现在{fault},[儿子打电话也不接了|人影都见不到],请帮忙。',
      ],
      unit: '{county}住房和城乡建设局',
    },
    grid: {
      classes: [['矛盾纠纷', '合同纠纷']],
      texts: [
        '{spot}{me}来社区寻求帮助:与{other}签了{amount}元装修合同,{fault},拖延{late}。网格员[联系公司负责人|约到社区协商],[对方同意退部分款|对方称周转困难]。',
      ],
    },
    court: {
      cause: ['120.7', '装饰装修合同纠纷'],
      texts: [
        '申请人{me}与被申请人{other}签订装饰装修合同,总价{amount}元,已付{paid}。施工中{fault},逾期{late}未竣工。',
      ],
      claims: ['请求解除合同,返还工程款并支付违约金。', '请求被申请人返工修复并赔偿损失。'],
    },
    amountYuan: (facts) => Number(facts['amount']),
  },
  {
    name: 'lease',
    category: '0602',
    weight: 6,
    groupWeight: 0,
    counterparty: 'person',
    place: 'home',
    facts: (random) => {
      const rent = money(random, 900, 3_800, 50);
      return {
        unnamed: random.pick(['房东', '二房东', '出租人']),
        amount: String(Number(rent) * random.int(1, 3)),
        rent,
        issue: random.pick([
          '押金不退',
          '提前收房',
          '换锁不让进',
          '水电费多收',
          '热水器坏了不修',
          '说墙面要赔钱',
        ]),
      };
    },
    first: { police110: 0.46, hotline12345: 0.38, grid: 0.1, court: 0.06 },
    police: {
      classes: [
        ['纠纷警情', '经济纠纷', '房屋租赁'],
        ['纠纷警情', '生活纠纷', '租房纠纷'],
      ],
      texts: [
        '报警人租住{place},{other}{issue},[东西还在屋里|行李被扔出来],双方争执,请民警到场。',
        '租房纠纷,{other}{issue},涉及{amount}元,[双方在现场|对方不见面],{spot}。',
        '{other}{issue},报警人[找上门被骂出来|打电话被拉黑|气得把门堵了],{place},[说好月底搬的|合同还没到期]。',
      ],
      otherSide: [
        '报警人是房东,称租客{other}[欠两个月房租|到期不搬],月租{rent}元,{when}上门[被骂|门都敲不开],{place}。',
      ],
    },
    hotline: {
      classes: [
        { type: '投诉', path: ['住房保障', '房屋租赁', '押金退还'] },
        { type: '求助', path: ['住房保障', '房屋租赁'] },
        { type: '咨询', path: ['住房保障', '房屋租赁'] },
      ],
      titles: ['租房{issue}', '房屋租赁[纠纷|问题]', '反映{other}{issue}'],
      texts: [
        '来电人反映:其租住{place},月租{rent}元,{other}{issue},涉及金额{amount}元,[有租赁合同|口头约定],[联系不上|协商不成]。诉求:请[住建|街道]协调[退还|解决]。',
        '市民称{other}{issue},[说地板有划痕|总能找到理由],要其认{amount}元,不认可,请求[调解|处理]。',
      ],
      unit: '{county}住房和城乡建设局',
    },
    grid: {
      classes: [['矛盾纠纷', '房屋租赁纠纷']],
      texts: [
        '{spot}租户{me}与{other}因{issue}[争执|发生口角],涉及{amount}元,网格员[查看租赁合同|约双方到社区],[促成各让一步|双方僵持]。',
      ],
    },
    court: {
      cause: ['116.2', '房屋租赁合同纠纷'],
      texts: [
        '申请人{me}承租被申请人{other}位于{place}的房屋,月租金{rent}元。合同履行中被申请人{issue},双方协商未果。',
      ],
      claims: ['请求返还押金{amount}元。', '请求解除租赁合同,返还押金及剩余租金共{amount}元。'],
    },
    amountYuan: (facts) => Number(facts['amount']),
  },
  {
    name: 'propertyManagement',
    category: '0402',
    weight: 8,
    groupWeight: 4,
    counterparty: 'propertyCompany',
    place: 'home',
    facts: (random) => {
      const [issue, excuse, effect] = random.pick([
        ['电梯三天两头停运', '说维修资金批不下来', '老人上下十几楼全靠爬'],
        ['公共收益不公示', '说账还在做', '停车费、广告费去了哪里谁也说不清'],
        ['擅自涨物业费', '说人工都涨了', '没开业主大会就贴了通知'],
        ['地下车库积水', '说水泵在报修', '几辆车都泡过'],
        ['绿化带改成车位收费', '说是业委会同意的', '孩子玩的草坪没了'],
        ['楼道灯坏了半年不修', '说没钱修', '老人夜里摔过一跤'],
        ['门禁坏了、保安睡觉', '说人手不够', '上个月丢了两辆电瓶车'],
        ['二次供水水箱发黄', '说是自来水公司的事', '烧开水一层黄垢'],
      ] as const);
      return {
        unnamed: random.pick(['物业', '小区物业', '物业公司', '物业管理处']),
        issue,
        excuse,
        effect,
        fee: money(random, 900, 4_200, 50),
      };
    },
    first: { police110: 0.18, hotline12345: 0.58, grid: 0.2, court: 0.04 },
    police: {
      classes: [
        ['纠纷警情', '其他纠纷', '物业纠纷'],
        ['纠纷警情', '生活纠纷', '物业纠纷'],
      ],
      texts: [
        '{spot}业主与{other}因{issue}发生纠纷,[业主堵在物业办公室|双方在门岗争吵],请出警,报警人{mr}。',
        '报警人称因{issue}去找{other}理论,[被保安推搡|工作人员骂人],{place}。',
        '{other}[停了|注销了]报警人家的[门禁卡|电梯卡],说欠物业费{fee}元,报警人认为{issue}不该交,{place}。',
      ],
    },
    hotline: {
      classes: [
        { type: '投诉', path: ['城乡建设', '物业管理', '物业服务'] },
        { type: '投诉', path: ['城乡建设', '物业管理', '物业收费'] },
        { type: '求助', path: ['城乡建设', '物业管理'] },
      ],
      titles: ['{community}物业{issue}', '投诉{other}', '{community}物业[不作为|服务差]'],
      texts: [
        '来电人为{place}业主,反映{other}{issue},[打了多次电话没人管|对方{excuse}],{effect},[有业主拒交物业费被起诉|每年照交{fee}元物业费]。诉求:请[住建局|街道]督促[整改|尽快解决]。',
        '市民反映{community}{issue},{other}[态度敷衍|{excuse}],[业委会也没成立|业委会和物业一个鼻孔出气],要求[换物业|尽快整改]。',
        '{other}{issue},{effect},[跟经理吵了两次|在群里说还被踢出来],请派人看看。',
      ],
      unit: '{county}住房和城乡建设局',
    },
    grid: {
      classes: [['矛盾纠纷', '物业纠纷']],
      texts: [
        '{community}业主{me}等反映{other}{issue},{when}在物业办公室[争执|理论]。网格员组织[业主代表、物业、社区三方会谈|面对面沟通],物业[承诺整改|{excuse}]。',
        '巡查中发现{community}{issue},业主[意见较大|拉起横幅],与{other}矛盾[突出|有升级可能],[已报街道物管办|约谈物业经理]。',
      ],
    },
    court: {
      cause: ['126', '物业服务合同纠纷'],
      texts: [
        '申请人{me}系{community}业主,被申请人{other}为该小区物业服务企业。申请人主张被申请人{issue},服务不达标,双方就物业费{fee}元产生争议。',
      ],
      claims: ['请求减收物业费{fee}元并整改。'],
    },
    amountYuan: (facts) => Number(facts['fee']),
  },
];
