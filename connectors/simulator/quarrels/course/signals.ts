/** How somebody speaks who stands at an agency's desk about a quarrel that may turn dangerous. Templates (`writing/template.ts`); `teller` is the reporter as the agency calls them. */
interface Wording {
  /** The counterparty is a person, who may be the danger. */
  readonly person: readonly string[];
  /** The counterparty is an organisation: the danger is what the reporter may do. */
  readonly organisation: readonly string[];
}

/**
 * What is said while a quarrel grows worse, and of quarrels that only sound so. Written as reports and transcripts read, not from the risk
 * lexicon: much of it holds no word of it. `docs/simulated-city.md` says how much.
 */
export const EARLY_SIGNS: Wording = {
  person: [
    '{other}[这段时间|近来][天天|隔三差五]上门[叫骂|吵闹],{teller}[夜里睡不好|不敢一个人在家]。',
    '双方[积怨已久|旧账未了],[见面就吵|一碰面就骂],[亲戚劝也没用|谁也不让谁]。',
    '{other}[喝了酒|酒后]到门口[踢门|砸花盆|骂人],[楼里人都出来看|家里人吓得不轻]。',
    '{teller}称{other}[跟着其上下班|在楼下蹲守|守在单位门口],[心里发毛|总觉得要出事]。',
    '{other}放下话来,[说没完|叫{mr}小心点|要找人来收拾{mr}]。',
    '[上次|前天]双方[推搡了几下|拉扯过],[被旁人拉开|没有验伤]。',
    '门锁[被灌了胶水|被人撬过],车身[被划了几道|泼了漆],{teller}认为是{other}[干的|叫人干的]。',
    '{other}[半夜打骚扰电话|往门口扔死老鼠|在门上写红字],[已不是第一回|一次比一次过分]。',
  ],
  organisation: [
    '{teller}[情绪激动|当场落泪|说话语无伦次],称[跑了十几趟没人管|家里揭不开锅|被逼得没路走]。',
    '{teller}称[已联系几十户|拉了个两百多人的群],[商量去市里讨说法|准备一起去省里反映]。',
    '{teller}在[服务大厅|对方门口]坐了一下午不肯走,[劝了才回|保安也劝不动]。',
    '{teller}[拍桌子|摔了杯子],说[再拖下去别怪不客气|大家都别想安生]。',
    '{teller}的家人说其[整夜不睡|几天没吃东西],[一提{other}就发抖|一直念叨这件事]。',
  ],
};

export const LATE_SIGNS: Wording = {
  person: [
    '{other}[扬言要弄死{teller}|放话要叫{teller}全家不得安宁|说叫{teller}见不到明天的太阳],[已有几次|当着邻居的面说的]。',
    '{other}[车里放着|门后藏着|怀里揣着|拿着][一把西瓜刀|铁棍|斧头|镐把],[邻居也看见了|{teller}不敢回家]。',
    '{other}[昨晚|今早][把{teller}按在墙上|揪着{teller}头发往墙上撞|抡起凳子砸过来],[嘴角缝了两针|脸上有淤青|没敢声张]。',
    '{other}发来[语音|短信]说“[大不了一命换一命|光脚的不怕穿鞋的|这事要见血|同归于尽]”,[录音还在|截图已保存]。',
    '{other}[提着一桶汽油|拎着煤油]在[门口|楼道里]转悠,说[要烧就一起烧|谁也别想好过]。',
    '{teller}说[忍不下去了|今天一定要有个了断|他不让我活我也不让他活],[劝不住|情绪失控]。',
    '{other}[约了一帮人|从老家叫了十几个人],[说今晚来算账|已在路口等着|堵在门口]。',
    '{other}[打了{teller}两个耳光|动手打人|踹了{teller}肚子一脚],[还说下次更狠|临走说要报复]。',
  ],
  organisation: [
    '{teller}称[今天不给答复就从楼顶跳下去|不想活了|已经写好遗书|要死在他们门口]。',
    '{teller}说[周一带人去堵他们大门|明早带横幅到市政府门口集合|要包车去北京],[拦不住|已有三十多人报名]。',
    '{teller}[随身带了农药|买好了汽油|爬上过塔吊],[家属已看住|谁来说都没用]。',
    '{teller}说[要找{other}负责人拼命|要叫那个经理好看|哪天带把刀去问问],[不像说笑|家人也怕]。',
    '[几十名|二十多名]与{teller}情况相同的人[围在{other}门口不散|聚集在{other}办公室],[双方僵持|有人起哄]。',
  ],
};

/** False signals: dangerous words, and none of it is there. */
export const NEGATED_SIGNS: readonly string[] = [
  '双方[未动手|没有动手|无肢体冲突],[现场无人受伤|情绪平稳]。',
  '{teller}表示[没有威胁过任何人|不会上访|不会做过激的事],[只求公正处理|愿意坐下来谈]。',
  '[未发现刀具|没有人持械|不存在打人情况],[只是口角|系误会]。',
  '[传言{other}要来闹事,经核实不属实|所谓带人堵门一事查无此事]。',
  '双方[嗓门大了些|吵了几句],[没有碰到谁|谁也没碰谁]。',
];

/** Dangerous words of somebody else, of another matter, or taken back. */
export const QUOTED_SIGNS: readonly string[] = [
  '{teller}提到[去年隔壁小区有人为这种事动了刀|新闻里有人因此跳楼],[担心自家也闹大|希望重视]。',
  '{teller}称[气话而已|只是一时气话],[“打死你”是顺口说的|“跟你拼了”不作数],[已道歉|现已平静]。',
  '[孩子|外孙]学[电视里|动画片里]喊“杀了你”,{teller}[起初以为是骂自己|听了不舒服]。',
  '[群里|朋友圈里]有人转了一句“不答应就同归于尽”[的歌词|的段子],{teller}[当真了|截图来问]。',
];

/** Somebody who comes again and again, loud and harmless. */
export const LOUD_SIGNS: readonly string[] = [
  '{teller}[语气很冲|嗓门很大|抱怨了半小时],[要求领导回电|要求今天必须答复|骂接线员态度差]。',
  '{teller}[一天打了几个电话|又来催问|第几次来自己也说不清],[诉求与之前相同|内容同前]。',
];
