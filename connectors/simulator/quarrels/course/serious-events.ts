import type { Random } from '../../noise/random.ts';

/** What a quarrel may end in. */
export const SERIOUS_EVENTS = ['injury', 'arson', 'selfHarm', 'gathering'] as const;
export type SeriousEvent = (typeof SERIOUS_EVENTS)[number];

/** What it ends in when the counterparty is a person, an organisation, or when many report. */
const SHARES: Readonly<
  Record<'person' | 'organisation' | 'group', readonly (readonly [SeriousEvent, number])[]>
> = {
  person: [
    ['injury', 0.74],
    ['arson', 0.1],
    ['selfHarm', 0.16],
  ],
  organisation: [
    ['injury', 0.2],
    ['selfHarm', 0.35],
    ['gathering', 0.45],
  ],
  group: [['gathering', 1]],
};

/** What the police take down when it has come to that. Templates with the slots of a quarrel's texts. */
export const SERIOUS_EVENT_TEXTS: Readonly<Record<SeriousEvent, readonly string[]>> = {
  injury: [
    '{place},因[前期纠纷|之前的矛盾],{me}与{other}[再次冲突|当面打起来],[一方持刀砍伤对方|有人被铁锹打破头|一人肋骨骨折],[120已送医|伤者在抢救],[嫌疑人已控制|动手的人跑了]。',
    '{me}与{other}[在{spot}碰上|为旧事翻脸],[两家多人混战|一方挨了一刀],[三人送医|一人伤势较重],请速派警力。',
  ],
  arson: [
    '{place}起火,[邻居看见|监控拍到]有人泼[汽油|柴油]点燃,{me}与{other}此前有纠纷,[一人烧伤|消防已到场]。',
  ],
  selfHarm: [
    '{me}因与{other}的纠纷[喝了农药|割腕|爬上楼顶要跳],[家属发现送医|消防在铺气垫],请速到场。',
    '[{spot}有人坐在楼顶边缘|有人在{spot}往身上浇汽油],系{me},因与{other}的纠纷[想不开|情绪失控]。',
  ],
  gathering: [
    '{me}等[三十余人|四十多人|上百人]因与{other}的纠纷在[{street}路口|对方门口|区政府门口][拉横幅|堵门|坐在路中间],[交通中断|推搡中有人受伤],请派警力。',
  ],
};

export function seriousEventOf(among: keyof typeof SHARES, random: Random): SeriousEvent {
  return random.weighted(SHARES[among]);
}
