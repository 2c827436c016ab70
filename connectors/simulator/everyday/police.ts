import { money } from '../quarrels/money.ts';
import type { EverydayTopic } from './topic.ts';

const topic = (entry: Omit<EverydayTopic, 'agency'>): EverydayTopic => ({ agency: 'police110', ...entry });

export const POLICE_TOPICS: readonly EverydayTopic[] = [
  topic({
    name: 'nuisanceCall',
    weight: 9,
    place: 'home',
    urgent: true,
    classes: [['骚扰警情', '无效报警', '无声或误拨']],
    texts: [
      '[拨通后无人说话|无声电话|电话接通后挂断],回拨[无人接听|称小孩误拨|关机]。',
      '误拨,报警人称[手机放口袋里|给老人调手机|测试新手表],无事。',
    ],
    outcomes: ['骚扰电话,不予派警。', '误报,已核实无警情。', '无效报警,已登记。'],
  }),
  topic({
    name: 'drunkCall',
    weight: 3,
    place: 'home',
    urgent: true,
    classes: [['骚扰警情', '无效报警', '恶意骚扰']],
    texts: [
      '报警人[醉酒|言语不清],[反复拨打110|胡言乱语],无实质警情。',
      '报警人[要求接线员陪聊|询问今天几号|骂接警员],[已教育|多次拨打]。',
    ],
    outcomes: ['骚扰电话,不予派警。', '无效报警,已教育。'],
  }),
  topic({
    name: 'theft',
    weight: 8,
    place: 'home',
    facts: (random) => ({
      item: random.pick(['电动车', '电瓶', '自行车', '车内现金', '车上一箱白酒']),
    }),
    classes: [
      ['刑事警情', '盗窃', '盗窃车辆及财物'],
      ['治安警情', '盗窃', '盗窃车辆及财物'],
    ],
    texts: [
      '报警人称{when}停放在{place}的{item}[不见了|被偷],[价值两千余元|不知何时丢的],请民警[出警|查监控]。',
      '{spot}楼下{item}被盗,[附近没有监控|监控拍到一男子],请派人。',
    ],
    outcomes: ['已受理为治安案件,调取监控中。', '已立案侦查。', '经查找,系家人移放,已找到。'],
  }),
  topic({
    name: 'fraud',
    weight: 6,
    place: 'home',
    facts: (random) => ({
      amount: money(random, 800, 260_000, 100),
      trick: random.pick([
        '刷单返利',
        '冒充客服退款',
        '虚假投资理财',
        '网上贷款先交保证金',
        '冒充领导',
        '买游戏账号',
      ]),
    }),
    classes: [['刑事警情', '诈骗', '电信网络诈骗']],
    texts: [
      '报警人称被{trick}骗了{amount}元,[刚转账|对方已拉黑],[银行卡转账|扫码付款],要求止付。',
      '{trick}诈骗,损失{amount}元,报警人[在派出所门口|在家],{place}。',
    ],
    outcomes: ['已启动止付,立为刑事案件。', '已移交反诈中心。'],
  }),
  topic({
    name: 'lostProperty',
    weight: 6,
    place: 'road',
    facts: (random) => ({
      item: random.pick(['钱包', '身份证', '黑色双肩包', '手机', '钥匙', '医保卡', '孩子书包', '耳机']),
    }),
    classes: [['群众紧急求助', '遗失物品', '遗失']],
    texts: [
      '报警人称{when}在{place}[遗失|掉了]{item},[可能落在出租车上|请求查监控]。',
      '{item}忘在[公交车|网约车]上,[司机电话打不通|请帮忙联系]。',
    ],
    outcomes: ['已帮助联系失主,物归原主。', '已登记,暂未找到。', '已告知拨打公交服务热线。'],
  }),
  topic({
    name: 'foundProperty',
    weight: 2,
    place: 'road',
    facts: (random) => ({
      item: random.pick(['一个钱包', '一部手机', '一张身份证', '一串钥匙', '一个书包']),
    }),
    classes: [['其他警情', '拾得物品', '招领']],
    texts: ['报警人在{spot}捡到{item},[不知失主是谁|想交给民警|在原地等候]。'],
    outcomes: ['已接收并登记招领。', '已联系到失主。'],
  }),
  topic({
    name: 'missingPerson',
    weight: 4,
    place: 'home',
    urgent: true,
    facts: (random) => ({
      trouble: random.pick([
        '家中老人走失,上身穿灰色外套',
        '孩子出去玩到现在没回来',
        '父亲出门几个小时没回来,有阿尔茨海默症',
        '十岁男孩和家里赌气跑出去了',
        '家里老太太下楼遛弯找不着了,说本地话',
      ]),
    }),
    classes: [['群众紧急求助', '走失', '走失人员']],
    texts: [
      '{trouble},住{place},[家属在附近找过|电话关机|请帮忙查监控]。',
      '报警人称{trouble},[请民警速到|请求协助查找],{spot}。',
    ],
    outcomes: ['已安全找到并送回家。', '已自行回家。'],
  }),
  topic({
    name: 'urgentHelp',
    weight: 9,
    place: 'home',
    urgent: true,
    facts: (random) => {
      const [trouble, done] = random.pick([
        ['小孩被反锁在家里', '已联系消防破门,小孩安全'],
        ['有人要跳楼,站在顶楼边', '经消防、民警劝说,已安全带离'],
        ['电梯困人,里面两大一小', '已联系消防、维保人员救出'],
        ['一位老太太在楼下摔倒', '已由120送医,并联系家属'],
        ['门锁坏了进不了家,炉子上烧着水', '已联系消防开门,未起火'],
        ['一名男子昏倒,叫不醒', '已由120送医'],
        ['楼下有人坐在河边哭,像要往下跳', '民警已劝离并联系家属接回'],
        ['隔壁独居老人敲门没人应,屋里亮着灯', '到场开门见老人平安,系耳背'],
      ] as const);
      return { trouble, done };
    },
    classes: [
      ['群众紧急求助', '人身危险', '救助'],
      ['群众紧急求助', '其他求助', '求助'],
    ],
    texts: [
      '{place},{trouble},[请民警速到|请求帮助|情况紧急]。',
      '报警人称{spot}{trouble},[邻居都在现场|报警人在楼下等|已有人围观]。',
    ],
    outcomes: ['{done}。'],
  }),
  topic({
    name: 'trafficMinor',
    weight: 9,
    place: 'road',
    urgent: true,
    facts: (random) => {
      const [trouble, done] = random.pick([
        ['信号灯不亮', '已通知养护单位抢修,民警到场疏导'],
        ['一辆货车抛锚占了快车道', '已联系清障车拖离'],
        ['路面有散落的石子', '已通知养护单位清理'],
        ['车辆违停堵住路口', '已联系车主挪车'],
        ['堵车严重', '交警已到场疏导,恢复通行'],
        ['有人骑车逆行,差点撞上', '到场时已离开,已加强巡逻'],
        ['渣土车抛洒', '已通知养护单位清扫,查找车辆'],
        ['树枝倒在路上', '已通知养护单位清理'],
      ] as const);
      return { trouble, done };
    },
    classes: [
      ['交通警情', '交通秩序', '道路通行'],
      ['交通警情', '交通秩序', '排堵保畅'],
    ],
    texts: [
      '{place}{trouble},[影响通行|有危险],请交警[处理|到场疏导]。',
      '报警人反映{spot}{trouble},[有半个小时了|好几辆车绕行]。',
    ],
    outcomes: ['{done}。'],
  }),
  topic({
    name: 'singleVehicle',
    weight: 5,
    place: 'road',
    urgent: true,
    misleading: true,
    classes: [['交通警情', '交通事故', '单方事故']],
    texts: [
      '报警人自己开车[撞到护栏|撞树|掉进沟里],{place},[人没事|轻微擦伤],[车动不了|需保险出现场单]。',
      '两车轻微刮擦,{place},双方[已协商好快处|都同意走保险],[只要开个单子|无争议],请交警记录。',
    ],
    outcomes: ['已按简易程序处理。', '单方事故,已登记。'],
  }),
  topic({
    name: 'gambling',
    weight: 3,
    place: 'home',
    classes: [
      ['治安警情', '赌博', '聚众赌博'],
      ['治安警情', '赌博', '群众举报'],
    ],
    texts: [
      '匿名举报{place}有人[聚众赌博|开设棋牌室抽头|打牌来钱很大],[七八个人|每晚都有],请查处,不要透露报警人。',
    ],
    outcomes: ['现场查获,带回审查。', '到场未发现举报情况。'],
  }),
  topic({
    name: 'fire',
    weight: 2,
    place: 'home',
    urgent: true,
    classes: [['其他警情', '火灾', '火警']],
    texts: ['{place}[冒烟|着火],[电动车自燃|厨房起火],[无人被困|里面有老人],已转119。'],
    outcomes: ['火已扑灭,无人员伤亡。'],
  }),
  topic({
    name: 'falseAlarm',
    weight: 2,
    place: 'road',
    urgent: true,
    classes: [['其他警情', '技防报警', '误报']],
    texts: ['{spot}商铺防盗报警器[响|误触发],店主[不在场|正在赶来]。'],
    outcomes: ['误报警,已复位。'],
  }),
  topic({
    name: 'policeAdvice',
    weight: 6,
    place: 'home',
    misleading: true,
    facts: (random) => ({
      question: random.pick([
        '邻里纠纷派出所管不管',
        '劳动纠纷应该找哪个部门',
        '民间借贷纠纷能不能报警',
        '家庭纠纷做过的笔录在哪里复印',
        '纠纷调解书有没有法律效力',
      ]),
    }),
    classes: [
      ['其他警情', '咨询', '业务咨询'],
      ['群众紧急求助', '其他求助', '法律咨询'],
    ],
    texts: [
      '来电问{question},[看了普法短视频想确认|社区宣传时听说的],[本人无事|没有具体事情],已答复。',
      '报警人咨询{question},[无具体事项|只是问一下|替朋友问],[已解答|告知拨打12348]。',
      '咨询类,问{question},报警人[未发生警情|不需要出警]。',
    ],
    outcomes: ['咨询,已解答。', '已告知拨打12348法律服务热线。'],
  }),
  topic({
    name: 'policeService',
    weight: 6,
    place: 'home',
    facts: (random) => ({
      question: random.pick([
        '身份证到期怎么换',
        '居住证办理材料',
        '驾驶证期满换证',
        '户口迁移要什么手续',
        '无犯罪记录证明怎么开',
        '违章怎么处理',
      ]),
    }),
    classes: [['其他警情', '咨询', '户籍业务']],
    texts: ['报警人咨询{question},已告知[到户籍窗口办理|网上办理|工作时间致电派出所]。'],
    outcomes: ['咨询,已解答。'],
  }),
  topic({
    name: 'animal',
    weight: 3,
    place: 'home',
    classes: [['群众紧急求助', '动物侵扰', '动物']],
    urgent: true,
    texts: [
      '{place}[家里进了一条蛇|窗户上有个马蜂窝|阳台飞进一只大鸟出不去],[请求帮助|怕伤到孩子]。',
      '报警人称{spot}附近[有只野猪|一条流浪狗乱窜|有只受伤的猫头鹰],[担心咬人|请民警看看]。',
    ],
    outcomes: ['已联系消防处置。', '已驱离。', '已联系林业站接收。'],
  }),
  topic({
    name: 'policePraise',
    weight: 2,
    place: 'home',
    misleading: true,
    classes: [['其他警情', '表扬感谢', '表扬']],
    texts: [
      '报警人来电感谢[派出所|昨天出警的]民警[耐心调解其家庭纠纷|帮忙调解了停车纠纷],[事情已经解决|现在已和好],要求转达。',
      '报警人感谢民警上次在纠纷现场[劝得及时|没有和稀泥],[两家现在见面打招呼|当时态度不好,向民警道歉],无警情。',
    ],
    outcomes: ['已记录并转达。'],
  }),
];
