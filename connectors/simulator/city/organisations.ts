import type { Random } from '../noise/random.ts';
import type { County } from './regions.ts';

export const ORGANISATION_TYPES = [
  'property',
  'construction',
  'hospital',
  'shop',
  'gym',
  'training',
  'school',
  'decorator',
  'factory',
  'agency',
  'villageCommittee',
  'requisitionOffice',
  'logistics',
] as const;
export type OrganisationType = (typeof ORGANISATION_TYPES)[number];

export interface Organisation {
  readonly type: OrganisationType;
  readonly name: string;
  /** What people call it: 鑫隆建筑 for 南通鑫隆建筑工程有限公司. */
  readonly shortName: string;
}

const FIRST = '鑫恒瑞盛嘉宏福泰华润安顺锦天汇佳利永祥和兴隆聚丰源康铭德信诚启远博卓优悦乐美'.split('');
const SECOND = '隆达通源丰盛业泽诚信邦腾辉越程美居安泰洋宇茂凯海阳晟翔博雅馨澜景禾'.split('');

const SUFFIXES: Readonly<Record<OrganisationType, readonly (readonly [full: string, short: string])[]>> = {
  property: [
    ['物业服务有限公司', '物业'],
    ['物业管理有限公司', '物业'],
    ['城市服务有限公司', '城服'],
  ],
  construction: [
    ['建筑工程有限公司', '建筑'],
    ['建设集团有限公司', '建设'],
    ['建筑劳务有限公司', '劳务'],
    ['市政工程有限公司', '市政'],
  ],
  hospital: [
    ['医院', '医院'],
    ['中西医结合医院', '医院'],
    ['康复医院', '康复医院'],
  ],
  shop: [
    ['商贸有限公司', '商贸'],
    ['百货商行', '百货'],
    ['购物中心', '购物中心'],
    ['商城', '商城'],
  ],
  gym: [
    ['健身服务有限公司', '健身'],
    ['游泳健身会所', '健身会所'],
    ['美容美发店', '美发'],
    ['养生会馆', '养生馆'],
  ],
  training: [
    ['教育培训有限公司', '教育'],
    ['教育科技有限公司', '教育科技'],
    ['文化艺术培训学校', '培训学校'],
    ['少儿成长中心', '少儿中心'],
  ],
  school: [
    ['实验小学', '实小'],
    ['中心小学', '小学'],
    ['外国语小学', '外小'],
  ],
  decorator: [
    ['装饰工程有限公司', '装饰'],
    ['装饰设计有限公司', '装饰'],
    ['建筑装潢有限公司', '装潢'],
  ],
  factory: [
    ['化工有限公司', '化工厂'],
    ['印染有限公司', '印染厂'],
    ['金属制品有限公司', '金属厂'],
    ['家纺有限公司', '家纺'],
    ['食品有限公司', '食品厂'],
    ['混凝土有限公司', '搅拌站'],
  ],
  agency: [
    ['房地产经纪有限公司', '中介'],
    ['住房租赁有限公司', '公寓'],
    ['房产中介服务部', '中介'],
  ],
  villageCommittee: [['村民委员会', '村委会']],
  requisitionOffice: [
    ['房屋征收与补偿服务中心', '征收中心'],
    ['城市建设投资有限公司', '城投'],
  ],
  logistics: [
    ['物流有限公司', '物流'],
    ['供应链管理有限公司', '供应链'],
    ['餐饮管理有限公司', '餐饮'],
    ['电子科技有限公司', '电子厂'],
  ],
};

/** Names of the place, not of a brand: 幸福街道 has a 第一实验小学. */
const NUMBERED: ReadonlySet<OrganisationType> = new Set(['school']);

export function organisationOf(random: Random, type: OrganisationType, county: County): Organisation {
  const [full, short] = random.pick(SUFFIXES[type]);
  const where = county.name.replace(/(?:经济技术开发区|工业园区|[区县市])$/, '');
  if (type === 'villageCommittee' || type === 'requisitionOffice') {
    return { type, name: `${county.name}${full}`, shortName: short };
  }
  if (NUMBERED.has(type)) {
    const ordinal = random.pick([
      '第一',
      '第二',
      '城北',
      '育才',
      '新桥',
      '滨江',
      '文昌',
      '崇文',
      '启秀园',
      '',
    ]);
    return {
      type,
      name: `${where}${ordinal}${full}`,
      shortName: `${ordinal === '' ? where : ordinal}${short}`,
    };
  }
  const brand = random.pick(FIRST) + random.pick(SECOND);
  const city = county.cityName.replace('市', '');
  return { type, name: `${random.chance(0.7) ? city : where}${brand}${full}`, shortName: `${brand}${short}` };
}
