import { money } from '../money.ts';
import type { QuarrelKind } from '../kind.ts';

/** Quarrels over work and land: wages, injuries at work, requisition, contracted fields. */
export const WORK_AND_LAND_KINDS: readonly QuarrelKind[] = [
  {
    name: 'wages',
    category: '0701',
    weight: 9,
    groupWeight: 4,
    counterparty: 'construction',
    place: 'premises',
    facts: (random) => {
      const months = random.int(2, 9);
      return {
        unnamed: random.pick(['包工头', '施工单位', '老板', '劳务公司']),
        months: String(months),
        amount: String(months * random.int(11, 19) * 500),
        job: random.pick([
          '木工',
          '钢筋工',
          '瓦工',
          '水电工',
          '外墙保温',
          '油漆工',
          '架子工',
          '小工',
          '杂工',
        ]),
        site: random.pick(['安置房工地', '商住楼二期项目', '厂房项目', '学校改造项目', '市政道路项目']),
      };
    },
    first: { police110: 0.24, hotline12345: 0.56, grid: 0.1, court: 0.1 },
    police: {
      classes: [
        ['纠纷警情', '劳资纠纷', '拖欠工资'],
        ['纠纷警情', '经济纠纷', '欠薪'],
      ],
      texts: [
        '报警人称在{place}{site}干{job},{other}欠{months}个月工资,[今天来要钱被保安拦住|老板躲着不见],[多名工人聚在门口|双方发生争执],请民警到场。',
        '欠薪纠纷,{other}欠报警人{amount}元工钱,[现堵在项目部|人在塔吊下面],地点{place}。',
        '{job}干完活{other}不给钱,[说没钱,让去告|把人赶出宿舍],报警人等[三|五|七]人在{spot}[不肯走|等说法]。',
      ],
    },
    hotline: {
      classes: [
        { type: '投诉', path: ['劳动保障', '工资福利', '拖欠工资'] },
        { type: '举报', path: ['劳动保障', '劳动监察', '拖欠农民工工资'] },
        { type: '求助', path: ['劳动保障', '工资福利'] },
      ],
      titles: ['反映{other}拖欠工资', '{site}拖欠农民工工资', '讨要{months}个月工资'],
      texts: [
        '来电人反映:其在{place}{site}从事{job}工作,{other}拖欠{months}个月工资共{amount}元,[多次催要未果|只发过一次生活费|老板电话打不通]。诉求:请劳动监察部门[督促发放|尽快核实处理]。',
        '市民{mr}来电,{other}承接的{site}完工后未结清工钱,[有考勤表|工头写了欠条|没签合同],尚欠{amount}元,[家里等钱看病|孩子要交学费],请[帮忙追讨|介入]。',
        '诉求人称已离职,{other}至今未支付最后{months}个月的工资({job}),合计{amount}元,[人事说财务没批|对方称要扣违约金],要求[支付工资|给出书面答复]。',
      ],
      unit: '{county}人力资源和社会保障局',
    },
    grid: {
      classes: [['矛盾纠纷', '劳动争议']],
      texts: [
        '网格员在{spot}巡查时发现[数名|多名]工人聚集,经了解系{site}{job}人员讨要工资,涉及{other},人均{amount}元左右。[已劝导至会议室|已通知劳动保障所],现场秩序[平稳|有情绪]。',
        '居民{me}反映{other}拖欠其{months}个月{job}工资{amount}元,网格员[登记并转人社所|陪同前往劳动监察窗口]。',
      ],
    },
    court: {
      cause: ['205.5', '追索劳动报酬纠纷'],
      texts: [
        '申请人{me}在被申请人{other}处从事{job}工作,被申请人拖欠{months}个月劳动报酬共计{amount}元,[有工资欠条为证|有考勤记录及转账记录为证]。',
      ],
      claims: ['请求被申请人支付劳动报酬{amount}元。', '请求支付拖欠工资{amount}元及逾期利息。'],
    },
    amountYuan: (facts) => Number(facts['amount']),
  },
  {
    name: 'workInjury',
    category: '0702',
    weight: 3,
    groupWeight: 0,
    counterparty: 'logistics',
    place: 'premises',
    facts: (random) => ({
      unnamed: random.pick(['用人单位', '厂方', '公司', '老板']),
      injury: random.pick(['右手食指被压断', '腰椎骨折', '脚踝骨裂', '被叉车撞伤小腿', '烫伤手臂']),
      amount: money(random, 12_000, 180_000, 1_000),
      level: random.pick(['十级', '九级', '八级']),
    }),
    first: { police110: 0.18, hotline12345: 0.5, grid: 0.08, court: 0.24 },
    police: {
      classes: [
        ['纠纷警情', '劳资纠纷', '工伤赔偿'],
        ['纠纷警情', '其他纠纷', '赔偿纠纷'],
      ],
      texts: [
        '报警人称在{other}上班时{injury},[单位不管|单位只付了住院押金],家属在{place}[讨说法|与负责人争吵],请出警。',
        '工伤赔偿纠纷,{other},家属[七八人|四五人]在{spot}[堵门|静坐],无过激行为。',
      ],
    },
    hotline: {
      classes: [
        { type: '投诉', path: ['劳动保障', '社会保险', '工伤'] },
        { type: '求助', path: ['劳动保障', '社会保险', '工伤'] },
      ],
      titles: ['工伤待遇[未落实|问题]', '{other}不赔工伤', '在厂受伤单位不管'],
      texts: [
        '来电人反映:其在{other}(位于{place})工作期间{injury},鉴定为{level}伤残,单位[未缴工伤保险|不肯支付停工留薪期工资],应付约{amount}元,[谈了几次没结果|对方说最多给一半]。诉求:请人社部门介入。',
        '市民来电:在{other}上班时{injury},[住院费要交不上了|单位说是自己操作不当],希望[协调垫付|帮忙认定工伤],并[督促赔偿|处理]。',
      ],
      unit: '{county}人力资源和社会保障局',
    },
    grid: {
      classes: [['矛盾纠纷', '劳动争议']],
      texts: [
        '{me}在{other}务工时{injury},{level}伤残,双方对赔偿{amount}元[分歧较大|未能谈拢],家属情绪[激动|低落],网格员[上报镇调委会|做思想工作]。',
      ],
    },
    court: {
      cause: ['206.2', '工伤保险待遇纠纷'],
      texts: [
        '申请人{me}系被申请人{other}职工,工作中{injury},经鉴定为{level}伤残。被申请人未依法缴纳工伤保险,拒绝支付相关待遇。',
      ],
      claims: ['请求支付一次性伤残补助金等共计{amount}元。'],
    },
    amountYuan: (facts) => Number(facts['amount']),
  },
  {
    name: 'requisition',
    category: '1102',
    weight: 4,
    groupWeight: 2,
    counterparty: 'requisitionOffice',
    place: 'villageHome',
    facts: (random) => ({
      unnamed: random.pick(['拆迁办', '镇里', '征收部门', '拆迁公司']),
      acreage: String(random.int(2, 14)),
      amount: money(random, 30_000, 680_000, 5_000),
      project: random.pick(['高铁新城', '沿江公路改扩建', '产业园二期', '河道整治', '变电站', '学校扩建']),
      issue: random.pick(['青苗补偿没到账', '面积量少了', '安置房迟迟不交付', '过渡费停发', '附属房不算钱']),
    }),
    first: { police110: 0.2, hotline12345: 0.56, grid: 0.19, court: 0.05 },
    police: {
      classes: [
        ['纠纷警情', '产权权属纠纷', '征地拆迁'],
        ['纠纷警情', '其他纠纷', '征地拆迁'],
      ],
      texts: [
        '{place}{project}施工,报警人称{issue},[拦着挖机不让动|和{other}工作人员吵起来],现场[十余人|二十多人],请派警力。',
        '报警人称{other}[带人|派挖机]要推其家[围墙|附房],补偿没谈好,[双方对峙|有推搡],{place}。',
        '征地纠纷,{project},{issue},村民{mr}[躺在路上|爬到挖机上],{spot}。',
      ],
    },
    hotline: {
      classes: [
        { type: '投诉', path: ['自然资源', '征地拆迁', '补偿安置'] },
        { type: '求助', path: ['自然资源', '征地拆迁'] },
      ],
      titles: ['{project}征地补偿问题', '征地[补偿|安置]未落实', '反映{issue}'],
      texts: [
        '来电人为{place}村民,因{project}被征用土地{acreage}亩,{issue},涉及{amount}元,{other}[答复等通知|互相推诿]。诉求:请[公开补偿明细|尽快兑付]。',
        '市民反映其家在{community},{project}征收中{issue},[签协议时说的不一样|没有见到红头文件],多次找{other}[没有结果|被打发回来],要求[核查|书面答复]。',
      ],
      unit: '{county}自然资源和规划局',
    },
    grid: {
      classes: [['矛盾纠纷', '征地拆迁纠纷']],
      texts: [
        '{spot}{me}对{project}征收补偿[不满|有异议],称{issue},扬言[不让施工|要上访]。网格员[上门解释政策|稳控并上报镇综治中心],对接{other}[核对面积|约谈]。',
      ],
    },
    court: {
      cause: ['97', '民事主体间房屋拆迁补偿合同纠纷'],
      texts: [
        '申请人{me}与被申请人{other}就{project}项目签订补偿安置协议,约定补偿款{amount}元。现{issue},被申请人未按约履行。',
      ],
      claims: ['请求被申请人按协议支付补偿款{amount}元。'],
    },
    amountYuan: (facts) => Number(facts['amount']),
  },
  {
    name: 'landContract',
    category: '0901',
    weight: 4,
    groupWeight: 0,
    counterparty: 'neighbour',
    place: 'villageHome',
    facts: (random) => ({
      unnamed: random.pick(['田邻', '同组村民', '承包户', '种田大户']),
      acreage: `${random.int(1, 6)}.${random.int(1, 9)}`,
      crop: random.pick(['刚种的油菜', '大豆', '桑树', '果树苗', '麦子', '蚕豆']),
      grievance: random.pick([
        '把田埂挖过了界',
        '欠着两年租金不给',
        '占了二轮承包时分的田',
        '填了两家合用的排灌沟',
        '合同到期不退田',
      ]),
    }),
    first: { police110: 0.34, hotline12345: 0.28, grid: 0.32, court: 0.06 },
    police: {
      classes: [
        ['纠纷警情', '产权权属纠纷', '土地承包'],
        ['纠纷警情', '邻里纠纷', '田界纠纷'],
      ],
      texts: [
        '报警人称{other}{grievance},双方在田头[吵架|打起来],[{crop}被毁|没人受伤],{place}附近田里。',
        '{other}{grievance},{when}又把报警人的{crop}[打了除草剂|犁掉了],要求赔偿,{spot}。',
        '土地纠纷,{acreage}亩,{other}{grievance},双方[拿着铁锹|各叫了人],{place},请尽快到。',
      ],
      otherSide: [
        '报警人在自己承包田干活,{other}[拦着不让|上来就拔{crop}],说是对方的地,两家为田里的事闹过,{spot}。',
      ],
    },
    hotline: {
      classes: [
        { type: '求助', path: ['农村农业', '土地承包', '承包经营权'] },
        { type: '投诉', path: ['农村农业', '土地流转'] },
      ],
      titles: ['承包地[被占|纠纷]', '{community}承包田问题', '反映田邻{grievance}'],
      texts: [
        '来电人反映:其在{place}有承包田{acreage}亩,{other}{grievance},[村里量过地,对方不认|拿出承包证对方也不理]。诉求:请[农业农村局|镇农经站]派人丈量并[调处|解决]。',
        '市民称{other}{grievance},[为此多次争吵|两家早就不说话],{when}又毁了{crop},[请镇里主持公道|希望司法所调解]。',
      ],
      unit: '{county}农业农村局',
    },
    grid: {
      classes: [['矛盾纠纷', '土地纠纷']],
      texts: [
        '{spot}{me}反映{other}{grievance},涉及承包田{acreage}亩,[双方起争执|两家在田头对骂],{crop}受损。网格员会同村老书记[现场拉线丈量|翻阅二轮承包台账],[双方认可界桩|一方不在场,择日再调]。',
      ],
    },
    court: {
      cause: ['65', '土地承包经营权纠纷'],
      texts: [
        '申请人{me}依法承包{community}土地{acreage}亩。被申请人{other}{grievance},并毁坏{crop},经村委会调处未果。',
      ],
      claims: ['请求被申请人返还承包地{acreage}亩,赔偿青苗损失。'],
    },
  },
];
