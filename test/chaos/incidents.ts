import { Random } from '../../connectors/simulator/noise/random.ts';
import type { PoliceRow } from '../harness/police-push.ts';

/** One version of one incident, as the police system sends it. */
export interface IncidentVersion {
  readonly sourceId: string;
  /** Source time with offset: unique within the incident, so the right version can be told from outside. */
  readonly sourceTime: string;
  readonly row: PoliceRow;
}

const BASE_MS = Date.UTC(2026, 2, 1);
/** Some 300 a day, as in a city: closer together, all would be candidates for each other. */
const APART_S = 300;
const OUT_OF_ORDER = 0.2;
const REPEATED = 0.1;
const WITHDRAWN = 0.05;
/** Every so many quarrels there is a threat, so that colours differ. */
const THREAT_EVERY = 7;

// Of lengths that have no divisor in common: quarrels of one street, matter and division are as far apart as in a city.
const STREETS = [
  '新金路',
  '人民东路',
  '通掘路',
  '银河路',
  '世纪大道',
  '建设路',
  '杏园路',
  '朝霞西路',
  '育才路',
  '金山路',
  '希望大道',
];
const MATTERS = [
  '楼上漏水',
  '占用车位',
  '噪声扰民',
  '拖欠工资',
  '买卖退货',
  '宠物伤人',
  '围墙越界',
  '装修损坏',
  '债务逾期',
];
/** Of these characters each quarrel is told in words of its own: in the same words, each would be put before people beside a dozen others. */
const CHARACTERS = [
  '昨晚十点多又来敲门骂人，孩子吓得不敢睡',
  '物业去过两趟都谈不拢，双方各执一词',
  '上个月说好的赔偿到现在一分没给',
  '两家老人为这事在菜场门口吵了半天',
  '对方把垃圾堆到我家窗台下面',
  '房东答应换锁，后来电话就不接了',
  '施工队凌晨五点开工，整幢楼都有意见',
  '当时有保安在场，说不归他管',
  '押金条还在手里，老板娘不认账',
  '孩子在学校被他家亲戚拦住问话',
  '水电费分摊的单子谁也看不懂',
  '借条写了三张，日期都对不上',
  '狗绳一直没拴，已经咬坏两双鞋',
].flatMap((text) => Array.from(text));
const OWN_WORDS = 120;
const DIVISIONS = ['320602', '320612', '320613', '320614', '320623', '320681', '320682', '320685'];

/**
 * An endless stream of incidents in pairs: the second quotes the first one's number, so that both end in one dispute. Each has one to
 * three versions, some sent twice, some newest first, some withdrawn by their last version.
 */
export function* incidentVersions(random: Random): Generator<IncidentVersion, never, undefined> {
  for (let serial = 0; ; serial += 1) {
    const versions = versionsOf(serial, random);
    const order = random.chance(OUT_OF_ORDER) ? versions.toReversed() : versions;
    for (const version of order) {
      yield version;
      if (random.chance(REPEATED)) yield version;
    }
  }
}

function versionsOf(serial: number, random: Random): readonly IncidentVersion[] {
  const count = random.int(1, 3);
  const withdrawn = random.chance(WITHDRAWN);
  return Array.from({ length: count }, (_, version) => {
    const isLast = version === count - 1;
    const at = BASE_MS + (serial * APART_S + version) * 1_000;
    const number = numberOf(serial);
    const pair = serial >> 1;
    const quotes = serial % 2 === 1 ? `，与警情${numberOf(serial - 1)}为同一起纠纷` : '';
    return {
      sourceId: number,
      sourceTime: `${wallClock(at).replace(' ', 'T')}+08:00`,
      row: {
        jjdbh: number,
        bjsj: wallClock(BASE_MS + serial * APART_S * 1_000),
        bjdh: `19900${String(serial).padStart(6, '0')}`,
        bjlbmc: '纠纷警情',
        bjlxmc: '邻里纠纷',
        bjnr: `第${version + 1}次记录：${STREETS[pair % STREETS.length] ?? ''}${pair}号${MATTERS[pair % MATTERS.length] ?? ''}，${ownWordsOf(pair)}，报警人称引发争吵${pair % THREAT_EVERY === 0 ? '，对方扬言要持刀报复' : ''}${quotes}`,
        xqdm: DIVISIONS[pair % DIVISIONS.length] ?? '',
        status: isLast && withdrawn ? '1000' : '1004',
        gxsj: wallClock(at),
      },
    };
  });
}

function ownWordsOf(pair: number): string {
  const random = new Random(`words of quarrel ${pair}`);
  return Array.from({ length: OWN_WORDS }, () => random.pick(CHARACTERS)).join('');
}

function numberOf(serial: number): string {
  return `J32061220260301${String(serial).padStart(5, '0')}`;
}

/** `2026-03-01 08:00:00` in China Standard Time. */
function wallClock(utcMs: number): string {
  return new Date(utcMs + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}
