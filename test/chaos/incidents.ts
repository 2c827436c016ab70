import type { Random } from '../../connectors/simulator/noise/random.ts';
import type { PoliceRow } from '../harness/police-push.ts';

/** One version of one incident, as the police system sends it. */
export interface IncidentVersion {
  readonly sourceId: string;
  /** Source time with offset: unique within the incident, so the right version can be told from outside. */
  readonly sourceTime: string;
  readonly row: PoliceRow;
}

const BASE_MS = Date.UTC(2026, 2, 1);
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
    const at = BASE_MS + (serial * 10 + version) * 1_000;
    const number = numberOf(serial);
    const pair = serial >> 1;
    const quotes = serial % 2 === 1 ? `，与警情${numberOf(serial - 1)}为同一起纠纷` : '';
    return {
      sourceId: number,
      sourceTime: `${wallClock(at).replace(' ', 'T')}+08:00`,
      row: {
        jjdbh: number,
        bjsj: wallClock(BASE_MS + serial * 10_000),
        bjdh: `1990000${String(serial).padStart(4, '0').slice(-4)}`,
        bjlbmc: '纠纷警情',
        bjlxmc: '邻里纠纷',
        bjnr: `第${version + 1}次记录：${STREETS[pair % STREETS.length] ?? ''}${pair}号${MATTERS[pair % MATTERS.length] ?? ''}，报警人称引发争吵${pair % THREAT_EVERY === 0 ? '，对方扬言要持刀报复' : ''}${quotes}`,
        xqdm: DIVISIONS[pair % DIVISIONS.length] ?? '',
        status: isLast && withdrawn ? '1000' : '1004',
        gxsj: wallClock(at),
      },
    };
  });
}

function numberOf(serial: number): string {
  return `J32061220260301${String(serial).padStart(5, '0')}`;
}

/** `2026-03-01 08:00:00` in China Standard Time. */
function wallClock(utcMs: number): string {
  return new Date(utcMs + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}
