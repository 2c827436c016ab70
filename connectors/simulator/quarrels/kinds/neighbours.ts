import { money } from '../money.ts';
import type { QuarrelKind } from '../kind.ts';

/** Quarrels with the people next door over noise, water, ways and lifts. */
export const NEIGHBOUR_KINDS: readonly QuarrelKind[] = [
  {
    name: 'noise',
    category: '0203',
    weight: 8,
    groupWeight: 0,
    counterparty: 'neighbour',
    place: 'home',
    facts: (random) => ({
      unnamed: random.pick(['楼上住户', '楼上邻居', '隔壁住户', '对门邻居', '楼下住户']),
      sound: random.pick([
        '拖桌椅',
        '放音响唱歌',
        '打麻将',
        '剁肉、敲地板',
        '小孩跑跳拍球',
        '装修打孔',
        '练钢琴',
        '跳操',
      ]),
      hour: random.pick(['夜里十一点多', '凌晨一点', '每天早上五点', '半夜', '中午休息时间', '晚上十点以后']),
      since: random.pick(['一个多月', '半年', '两个星期', '三个月', '一年多']),
    }),
    first: { police110: 0.52, hotline12345: 0.3, grid: 0.17, court: 0.01 },
    police: {
      classes: [
        ['纠纷警情', '噪音纠纷', '生活噪音'],
        ['纠纷警情', '邻里纠纷', '噪音扰民'],
        ['治安警情', '扰乱秩序', '噪音扰民'],
      ],
      texts: [
        '[报警人称|来电称]:{place},{other}{hour}[还在|一直在]{sound},[上门沟通无果|敲门不开|说了不听],[无法休息|家里有高考生|家中有病人],请民警到场。',
        '{spot}[噪音扰民|有人扰民],{other}{sound},[已影响{since}|持续{since}了],[要求民警处理|请出警]。',
        '报警人与{other}因{sound}[发生纠纷|发生口角|在楼道内争吵],[未动手|双方有推搡,无人受伤],地点{place}。',
        '{other}{hour}{sound},报警人[提醒后被对方辱骂|敲墙提醒,对方反而更响],[担心矛盾激化|怕打起来],请求出警。',
        '[又是|还是]{spot}{other},{sound}到[现在|这会儿]不停,[昨天民警来过,走了又开始|物业也来过没用]。',
      ],
      otherSide: [
        '报警人称{spot}{other}多次[上门砸门|用震楼器报复|在业主群里辱骂]报警人一家,起因是对方说其家{sound},报警人[否认|称已注意],请民警[处理|出面说明]。',
        '{other}[堵门|踢门|往门上泼水],说报警人家里吵,双方[争吵|对骂],现场无人受伤,地址{place}。',
      ],
    },
    hotline: {
      classes: [
        { type: '投诉', path: ['城乡建设', '噪音污染', '社会生活噪音'] },
        { type: '投诉', path: ['公安政法', '社会治安', '邻里噪音'] },
        { type: '求助', path: ['社区服务', '邻里矛盾'] },
      ],
      titles: ['[反映|投诉]{community}噪音扰民', '{spot}[住户|邻居]扰民问题', '邻居{sound}影响休息'],
      texts: [
        '[来电人|市民|诉求人]反映:其居住在{place},{other}{hour}{sound},已持续{since},[多次沟通无效|社区调解过一次,过后照旧],严重影响[老人|孩子|正常]休息。诉求:请相关部门[上门劝阻|协调处理]。',
        '[来电人|市民]表示住在{spot},{since}以来{other}{sound},时间在{hour},[找物业物业说管不了|报警后只安静一晚],希望[社区|街道]介入[调解|处理],[并回电|需回复]。',
        '{place}{other}[经常|天天]{sound},[来电人身体不好,已去医院看神经衰弱|家里孩子明年中考],[双方为此吵过几次|双方关系很僵],请[予以调解|帮忙做做工作]。',
      ],
      unit: '{county}{street}办事处',
    },
    grid: {
      classes: [
        ['矛盾纠纷', '邻里纠纷'],
        ['街面秩序', '噪音扰民'],
      ],
      texts: [
        '网格员[入户走访|日常巡查]时,{spot}居民{me}反映{other}{hour}{sound},已有{since}。网格员[当即上门劝导|约双方到社区议事室],[对方表示会注意|双方各执一词,未达成一致]。',
        '[接居民反映|接群众来电],{spot}{me}与{other}因{sound}产生[矛盾|隔阂],{when}在楼道内[争吵|发生口角],网格员到场[劝解|劝离],[需持续跟踪|拟报社区调委会]。',
      ],
    },
    court: {
      cause: ['55.6', '相邻污染侵害纠纷'],
      texts: [
        '申请人{me}与被申请人{other}系同一栋楼邻居。申请人称,被申请人{since}以来经常在{hour}{sound},经[物业|社区|派出所]多次调处仍未停止,影响申请人一家正常生活。',
        '双方同住{community}。因被申请人{other}{sound}问题,双方自{since}前起多次争执,申请人{me}认为其休息权受到侵害。',
      ],
      claims: ['请求被申请人停止噪音侵害并赔礼道歉。', '请求被申请人停止侵害,支付精神抚慰金3000元。'],
    },
  },
  {
    name: 'leak',
    category: '0201',
    weight: 7,
    groupWeight: 0,
    counterparty: 'neighbour',
    place: 'home',
    facts: (random) => ({
      unnamed: random.pick(['楼上住户', '楼上业主', '楼上邻居', '楼上租户']),
      room: random.pick(['卫生间', '厨房', '次卧', '阳台', '客厅']),
      damage: random.pick(['墙面发霉起皮', '墙纸脱落', '吊顶塌了一块', '柜子泡坏', '顶灯短路跳闸']),
      amount: money(random, 1_500, 28_000, 100),
      since: random.pick(['两个多月', '半个月', '四个月', '一个星期', '三个月']),
    }),
    first: { police110: 0.3, hotline12345: 0.4, grid: 0.24, court: 0.06 },
    police: {
      classes: [
        ['纠纷警情', '邻里纠纷', '漏水纠纷'],
        ['纠纷警情', '生活纠纷', '相邻关系'],
      ],
      texts: [
        '报警人称{place}{room}被{other}漏水[泡了|淹了],[对方不承认|对方不愿赔],双方[起争执|发生纠纷],请民警[到场|协调]。',
        '{spot}漏水纠纷,报警人家{room}{damage},{other}[拒绝开门检查|拒不维修],[无人受伤|未动手]。',
        '{other}家水管[爆了|坏了],水[顺着墙往下流|流到楼下],报警人家{room}{damage},现[敲门无人应|对方说跟自己没关系],求助民警。',
      ],
      otherSide: [
        '报警人称{other}[带人|一家]到其家中[吵闹|不肯走],要求赔{amount}元漏水损失,报警人认为[是公共管道问题|对方要价太高],请民警处理,地址{place}。',
      ],
    },
    hotline: {
      classes: [
        { type: '求助', path: ['城乡建设', '物业管理', '房屋漏水'] },
        { type: '投诉', path: ['住房保障', '房屋质量', '渗漏水'] },
        { type: '求助', path: ['社区服务', '邻里矛盾'] },
      ],
      titles: ['{community}楼上漏水无人处理', '楼上漏水[损失|赔偿]问题', '反映{spot}漏水'],
      texts: [
        '来电人反映:其{place}的房屋{room}自{since}前开始漏水,造成{damage},[估算|装修公司报价]损失约{amount}元。{other}[推脱是开发商防水没做好|一直拖着不修|只肯出一半],诉求:请[社区|物业|住建部门]协调{other}维修并[赔偿|承担损失]。',
        '市民来电:{other}{room}漏水至其家中,{damage},[报过警,民警建议走法律途径|物业上门两次都进不了对方家门],双方为[维修费|谁来出钱]谈不拢,[请求调解|希望政府部门出面]。',
        '{spot}业主反映楼上往下滴水{since},[找过物业,物业说是住户之间的事|楼上说等有空再修],[现在灯都不敢开|墙皮掉得厉害],请督促。',
      ],
      unit: '{county}住房和城乡建设局',
    },
    grid: {
      classes: [['矛盾纠纷', '邻里纠纷']],
      texts: [
        '{spot}居民{me}向网格员反映{other}漏水,其家{room}{damage}。网格员会同物业[查看|入户勘查],[初步判断为防水层老化|漏点在上层地漏],双方就[维修责任|赔偿数额]存在分歧,[已约定周末再谈|建议提交调委会]。',
        '巡查走访得知{me}家因楼上漏水与{other}[闹矛盾|不来往]{since},索赔{amount}元,[网格员已做两次工作|正在协调]。',
      ],
    },
    court: {
      cause: ['55.1', '相邻用水、排水纠纷'],
      texts: [
        '申请人{me}系{place}房屋所有人,被申请人{other}系其楼上住户。被申请人房屋漏水致申请人{room}{damage},损失约{amount}元,双方协商未果。',
      ],
      claims: ['请求被申请人立即维修漏点,赔偿损失{amount}元。', '请求赔偿财产损失{amount}元及鉴定费。'],
    },
    amountYuan: (facts) => Number(facts['amount']),
  },
  {
    name: 'passage',
    eventful: 'anytime',
    category: '0201',
    weight: 5,
    groupWeight: 0,
    counterparty: 'neighbour',
    place: 'villageHome',
    facts: (random) => {
      const [thing, put] = random.pick([
        ['砖头和石子', '堆了'],
        ['一道围墙', '砌了'],
        ['一排水泥桩', '打了'],
        ['菜地篱笆', '扎了'],
        ['一间柴房', '搭了'],
        ['农用三轮车', '停了'],
        ['一扇铁门', '装了'],
      ] as const);
      return {
        unnamed: random.pick(['前面一户人家', '隔壁邻居', '东边邻居', '西边人家', '后面一户']),
        thing,
        put,
        way: random.pick(['门前的路', '出门的小路', '公用的弄堂', '水泥路', '排水沟旁的路', '进田的机耕路']),
        years: random.pick(['二十多年', '几十年', '十多年', '三十年']),
      };
    },
    first: { police110: 0.42, hotline12345: 0.24, grid: 0.3, court: 0.04 },
    police: {
      classes: [
        ['纠纷警情', '邻里纠纷', '通行纠纷'],
        ['纠纷警情', '产权权属纠纷', '宅基地通道'],
      ],
      texts: [
        '报警人称{other}在{way}上{put}{thing},[车子出不去|人走不了],[双方在吵|对方拿锄头吓人],位置{place}。',
        '{place},报警人与{other}为{way}[走路的事|通行]发生[纠纷|争吵],[有拉扯|无肢体冲突],请派警。',
        '{other}把{way}用{thing}堵死,报警人家[老人要去医院|收粮食的车进不来],跟对方讲[不听|还骂人]。',
      ],
      otherSide: [
        '报警人称{other}动了其自家地上的{thing},说挡了{way},报警人说[那是自家宅基地|土地证上有],要求对方赔,地点{place}。',
      ],
    },
    hotline: {
      classes: [
        { type: '投诉', path: ['农村农业', '村务管理', '村道占用'] },
        { type: '求助', path: ['自然资源', '宅基地', '相邻通行'] },
      ],
      titles: ['{community}[村道|通道]被堵', '邻居堵路影响通行', '反映{spot}通行问题'],
      texts: [
        '来电人反映:{place},{way}走了{years},{when}起被{other}用{thing}堵住,[车辆无法通行|老人出行困难],[村里来看过,没有结果|村干部说两家自己商量]。诉求:请[镇里|村委会]恢复通行。',
        '市民称与{other}系邻居,对方称{way}是其宅基地,{when}{put}{thing},[为此双方动过手|双方争执不下],请[土管所|司法所]到场确认并[调解|处理]。',
      ],
      unit: '{county}{street}人民政府',
    },
    grid: {
      classes: [
        ['矛盾纠纷', '邻里纠纷'],
        ['矛盾纠纷', '宅基地纠纷'],
      ],
      texts: [
        '{spot}{me}户与{other}因{way}通行问题[产生矛盾|发生争执],{other}用{thing}堵了路。网格员会同村调解主任现场[丈量|劝解],[暂时恢复通行|双方情绪激动,约定改日再调]。',
        '网格员发现{spot}{way}被{thing}阻断,经了解系{me}与{other}[积怨|宅基边界不清]所致,[已上报村委会|正在做工作]。',
      ],
    },
    court: {
      cause: ['55.2', '相邻通行纠纷'],
      texts: [
        '申请人{me}与被申请人{other}系邻居,申请人一家{years}以来均从{way}出入,{when}被申请人以{thing}堵塞该通道,经村委会调解未果。',
      ],
      claims: ['请求被申请人排除妨害,清除{thing},恢复通行。'],
    },
  },
  {
    name: 'lift',
    category: '0202',
    weight: 4,
    groupWeight: 1,
    counterparty: 'neighbour',
    place: 'home',
    floors: [3, 6],
    facts: (random) => ({
      unnamed: random.pick(['一楼住户', '二楼住户', '底楼业主', '一楼几家']),
      reason: random.pick(['遮挡采光', '影响通风', '房子会贬值', '施工震动开裂', '井道正对窗户']),
      share: money(random, 12_000, 96_000, 1_000),
      step: random.pick(['公示', '开挖基坑', '管线迁移', '钢架吊装', '签字表决']),
    }),
    first: { police110: 0.3, hotline12345: 0.45, grid: 0.23, court: 0.02 },
    police: {
      classes: [
        ['纠纷警情', '邻里纠纷', '加装电梯'],
        ['纠纷警情', '其他纠纷', '施工受阻'],
      ],
      texts: [
        '{spot}加装电梯[施工|{step}]时,{other}[坐在施工现场不走|把工人拦住],双方[争吵|有推搡],报警人是[楼上住户|加梯代表],请出警。',
        '报警人称{other}以{reason}为由[阻止装电梯|不让施工队进场],现场[围了十几个人|双方对骂],地址{place}。',
        '{other}[躺在基坑里|站在挖机前面]不让干,说电梯{reason},报警人[怕出事|要求维持秩序],{spot}。',
      ],
      otherSide: [
        '报警人系{spot}低层住户,称{other}等人不顾反对强行装电梯,{reason},[砸了其家花坛|把其推倒在地],要求民警制止。',
      ],
    },
    hotline: {
      classes: [
        { type: '投诉', path: ['城乡建设', '老旧小区改造', '加装电梯'] },
        { type: '求助', path: ['住房保障', '加装电梯'] },
        { type: '建议', path: ['城乡建设', '老旧小区改造', '加装电梯'] },
      ],
      titles: ['{community}加装电梯[受阻|问题]', '{spot}加梯施工被阻拦', '老小区装电梯[无法推进|意见不一]'],
      texts: [
        '来电人为{place}住户,本单元加装电梯已完成[公示|审批|表决],{other}以{reason}为由阻挠施工,[停工已半个月|施工队要退场]。每户已交{share}元。诉求:请[街道|住建局]协调,[确保按期施工|给个说法]。',
        '市民反映{spot}加装电梯,{step}阶段{other}不同意,[社区开过三次协调会|拉了业主群天天吵],[几位老人上下楼要人背|高层住户意见很大],希望组织双方协商。',
      ],
      unit: '{county}住房和城乡建设局',
    },
    grid: {
      classes: [['矛盾纠纷', '加装电梯']],
      texts: [
        '{spot}拟加装电梯,{step}中{other}提出{reason},与{me}等高层住户意见不一。网格员组织[面对面协商|楼栋议事会],[补偿方案未谈拢|底层提出补偿{share}元]。',
        '走访中了解到{me}因加装电梯与{other}[红过脸|多次争执],{when}施工被叫停,[已列入重点关注|请示街道]。',
      ],
    },
    court: {
      cause: ['55.3', '相邻土地、建筑物利用关系纠纷'],
      texts: [
        '申请人{me}等系{community}高层住户,依规办理加装电梯审批,{step}时被申请人{other}以{reason}为由多次阻挠,致工程[停工|无法推进]。',
      ],
      claims: ['请求被申请人停止妨害加装电梯施工。', '请求排除妨害,并承担停工损失{share}元。'],
    },
    amountYuan: (facts) => Number(facts['share']),
  },
];
