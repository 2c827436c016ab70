import type { Language } from '../language/languages.ts';

/** Dispute categories of GB/T 31000 table 91: name in the graph, then code, simplified, traditional and English words. A test holds them to the hub's table. */
const TABLE: Readonly<Record<string, readonly [code: string, zhCn: string, zhTw: string, en: string]>> = {
  MARRIAGE_FAMILY: ['01', '婚恋家庭纠纷', '婚戀家庭糾紛', 'Marriage and family'],
  MARRIAGE_FAMILY__LOVE_MARRIAGE: ['0101', '恋爱及婚姻', '戀愛及婚姻', 'Love and marriage'],
  MARRIAGE_FAMILY__SUPPORT_GUARDIANSHIP: ['0102', '抚养赡养监护', '撫養贍養監護', 'Support and guardianship'],
  MARRIAGE_FAMILY__PARTITION_INHERITANCE: ['0103', '分家与继承', '分家與繼承', 'Partition and inheritance'],
  MARRIAGE_FAMILY__OTHER: ['0199', '其他', '其他', 'Other'],
  NEIGHBOURHOOD: ['02', '邻里纠纷', '鄰里糾紛', 'Neighbours'],
  NEIGHBOURHOOD__WATER_PASSAGE_AIR_LIGHT: [
    '0201',
    '用水排水通行通风采光',
    '用水排水通行通風采光',
    'Water, passage, air and light',
  ],
  NEIGHBOURHOOD__ADJACENT_LAND_BUILDING_USE: [
    '0202',
    '相邻土地建筑利用',
    '相鄰土地建築利用',
    'Use of adjoining land and buildings',
  ],
  NEIGHBOURHOOD__ADJACENT_POLLUTION_HARM: [
    '0203',
    '相邻污染损害防止',
    '相鄰汙染損害防止',
    'Pollution from next door',
  ],
  NEIGHBOURHOOD__OTHER: ['0299', '其他', '其他', 'Other'],
  PERSONALITY_RIGHTS: ['03', '人格权纠纷', '人格權糾紛', 'Personality rights'],
  PERSONALITY_RIGHTS__NAME_PORTRAIT: ['0301', '姓名肖像', '姓名肖像', 'Name and portrait'],
  PERSONALITY_RIGHTS__REPUTATION_PRIVACY: ['0302', '名誉隐私', '名譽隱私', 'Reputation and privacy'],
  PERSONALITY_RIGHTS__BODY_HEALTH_LIBERTY: [
    '0303',
    '身体健康及人身自由',
    '身體健康及人身自由',
    'Body, health and liberty',
  ],
  PERSONALITY_RIGHTS__OTHER: ['0399', '其他', '其他', 'Other'],
  PROPERTY_RIGHTS: ['04', '物权相关纠纷', '物權相關糾紛', 'Property rights'],
  PROPERTY_RIGHTS__RESTITUTION_DAMAGES: [
    '0401',
    '财物返还及损害赔偿',
    '財物返還及損害賠償',
    'Return of property and damages',
  ],
  PROPERTY_RIGHTS__PROPERTY_MANAGEMENT: ['0402', '物业及其管理', '物業及其管理', 'Property management'],
  PROPERTY_RIGHTS__REAL_ESTATE_REGISTRATION: [
    '0403',
    '房屋等不动产登记',
    '房屋等不動產登記',
    'Registration of real estate',
  ],
  PROPERTY_RIGHTS__OTHER: ['0499', '其他', '其他', 'Other'],
  TORT: ['05', '侵权相关纠纷', '侵權相關糾紛', 'Torts'],
  TORT__EDUCATION_INSTITUTION: ['0501', '教育机构', '教育機構', 'Schools and kindergartens'],
  TORT__MEDICAL_HARM: ['0502', '医疗损害', '醫療損害', 'Medical harm'],
  TORT__TRAFFIC_ACCIDENT: ['0503', '交通事故', '交通事故', 'Traffic accidents'],
  TORT__ENVIRONMENTAL_POLLUTION: ['0504', '环境污染', '環境汙染', 'Environmental pollution'],
  TORT__PRODUCT_LIABILITY: ['0505', '产品责任', '產品責任', 'Product liability'],
  TORT__ONLINE_TORT: ['0506', '网络侵权', '網路侵權', 'Online torts'],
  TORT__LABOR_SERVICE_INJURY: ['0507', '劳务损害', '勞務損害', 'Injury at service work'],
  TORT__OTHER: ['0599', '其他', '其他', 'Other'],
  CONTRACT: ['06', '合同及相关纠纷', '合同及相關糾紛', 'Contracts'],
  CONTRACT__CONSUMPTION_SERVICE: ['0601', '消费及服务', '消費及服務', 'Consumption and services'],
  CONTRACT__HOUSING_SALE_LEASE: ['0602', '房产买卖租赁', '房產買賣租賃', 'Sale and lease of housing'],
  CONTRACT__TRADE: ['0603', '交易贸易', '交易貿易', 'Trade'],
  CONTRACT__TRANSPORT_STORAGE: ['0604', '运输仓储', '運輸倉儲', 'Transport and storage'],
  CONTRACT__OTHER: ['0699', '其他', '其他', 'Other'],
  LABOR_PERSONNEL: ['07', '劳动人事争议', '勞動人事爭議', 'Labour and personnel'],
  LABOR_PERSONNEL__LABOR_CONTRACT_DISPATCH: [
    '0701',
    '劳动合同、劳务派遣',
    '勞動合同、勞務派遣',
    'Labour contracts and dispatch',
  ],
  LABOR_PERSONNEL__SOCIAL_INSURANCE: ['0702', '社会保险', '社會保險', 'Social insurance'],
  LABOR_PERSONNEL__BENEFITS: ['0703', '福利待遇', '福利待遇', 'Benefits'],
  LABOR_PERSONNEL__PERSONNEL: ['0704', '人事争议', '人事爭議', 'Personnel'],
  LABOR_PERSONNEL__OTHER: ['0799', '其他', '其他', 'Other'],
  FINANCE_LENDING: ['08', '金融借贷纠纷', '金融借貸糾紛', 'Finance and lending'],
  FINANCE_LENDING__SECURITIES_FUNDS_FUTURES: [
    '0801',
    '证券基金期货',
    '證券基金期貨',
    'Securities, funds and futures',
  ],
  FINANCE_LENDING__INVESTMENT_TRUST: [
    '0802',
    '投资信托理财',
    '投資信託理財',
    'Investment, trusts and wealth',
  ],
  FINANCE_LENDING__INSURANCE: ['0803', '保险', '保險', 'Insurance'],
  FINANCE_LENDING__LENDING_GUARANTEE: ['0804', '借贷及担保', '借貸及擔保', 'Lending and guarantees'],
  FINANCE_LENDING__OTHER: ['0899', '其他', '其他', 'Other'],
  LAND_RESOURCE_TENURE: ['09', '土地及资源权属纠纷', '土地及資源權屬糾紛', 'Land and resource tenure'],
  LAND_RESOURCE_TENURE__LAND_CONTRACT: ['0901', '土地承包经营', '土地承包經營', 'Contracted land'],
  LAND_RESOURCE_TENURE__HOMESTEAD_USE: ['0902', '宅基地使用', '宅基地使用', 'Homesteads'],
  LAND_RESOURCE_TENURE__FOREST_MINERAL: ['0903', '山林矿产', '山林礦產', 'Forests and minerals'],
  LAND_RESOURCE_TENURE__WATER_AREA: ['0904', '水域水利', '水域水利', 'Waters'],
  LAND_RESOURCE_TENURE__OTHER: ['0999', '其他', '其他', 'Other'],
  OTHER_CIVIL_COMMERCIAL: ['10', '其他民商事纠纷', '其他民商事糾紛', 'Other civil and commercial'],
  OTHER_CIVIL_COMMERCIAL__IP: ['1001', '知识产权', '智慧財產權', 'Intellectual property'],
  OTHER_CIVIL_COMMERCIAL__COMPANY_FORMATION_DISSOLUTION: [
    '1002',
    '公司企业设立解散',
    '公司企業設立解散',
    'Founding and ending of companies',
  ],
  OTHER_CIVIL_COMMERCIAL__MARITIME: ['1003', '海事海商', '海事海商', 'Maritime'],
  OTHER_CIVIL_COMMERCIAL__COMPETITION: ['1004', '竞争纠纷', '競爭糾紛', 'Competition'],
  OTHER_CIVIL_COMMERCIAL__BILLS_LC: ['1005', '票据与信用证', '票據與信用證', 'Bills and letters of credit'],
  OTHER_CIVIL_COMMERCIAL__NEGOTIORUM_UNJUST_ENRICHMENT: [
    '1006',
    '无因管理与不当得利',
    '無因管理與不當得利',
    'Unjust enrichment',
  ],
  OTHER_CIVIL_COMMERCIAL__OTHER: ['1099', '其他', '其他', 'Other'],
  URBAN_RURAL_CONSTRUCTION: ['11', '城乡建设发展纠纷', '城鄉建設發展糾紛', 'Urban and rural construction'],
  URBAN_RURAL_CONSTRUCTION__STATE_LAND_HOUSE_EXPROPRIATION: [
    '1101',
    '国有土地上房屋征收',
    '國有土地上房屋徵收',
    'Expropriation of houses',
  ],
  URBAN_RURAL_CONSTRUCTION__RURAL_LAND_REQUISITION: [
    '1102',
    '农村集体土地征用',
    '農村集體土地徵用',
    'Requisition of rural land',
  ],
  URBAN_RURAL_CONSTRUCTION__PLANNING_ILLEGAL_BUILDING: [
    '1103',
    '城乡规划及拆违',
    '城鄉規劃及拆違',
    'Planning and illegal buildings',
  ],
  URBAN_RURAL_CONSTRUCTION__INFRASTRUCTURE_MUNICIPAL: [
    '1104',
    '基础设施建设及市政市容',
    '基礎設施建設及市政市容',
    'Infrastructure and municipal works',
  ],
  URBAN_RURAL_CONSTRUCTION__RESETTLEMENT: ['1105', '移民安置', '移民安置', 'Resettlement'],
  URBAN_RURAL_CONSTRUCTION__OTHER: ['1199', '其他', '其他', 'Other'],
  CIVIL_AFFAIRS: ['12', '涉民政纠纷', '涉民政糾紛', 'Civil affairs'],
  CIVIL_AFFAIRS__VILLAGE_ELECTION_MANAGEMENT: [
    '1201',
    '村（社区）选举和管理',
    '村（社群）選舉和管理',
    'Village elections and management',
  ],
  CIVIL_AFFAIRS__WELFARE_RELIEF: ['1202', '优抚救助', '優撫救助', 'Welfare and relief'],
  CIVIL_AFFAIRS__BOUNDARY: ['1203', '区划边界', '區劃邊界', 'Boundaries'],
  CIVIL_AFFAIRS__OTHER: ['1299', '其他', '其他', 'Other'],
  OTHER_ADMIN_ENFORCEMENT: ['13', '其他行政执法纠纷', '其他行政執法糾紛', 'Other administrative enforcement'],
  OTHER_ADMIN_ENFORCEMENT__CITY_MANAGEMENT: ['1301', '城市管理', '城市管理', 'City management'],
  OTHER_ADMIN_ENFORCEMENT__EDUCATION_CULTURE: [
    '1302',
    '教育文体管理',
    '教育文體管理',
    'Education and culture',
  ],
  OTHER_ADMIN_ENFORCEMENT__COMMERCE_TAX: ['1303', '工商税务管理', '工商稅務管理', 'Commerce and tax'],
  OTHER_ADMIN_ENFORCEMENT__WORK_SAFETY: ['1304', '安全生产管理', '安全生產管理', 'Work safety'],
  OTHER_ADMIN_ENFORCEMENT__TRANSPORT: ['1305', '交通运输管理', '交通運輸管理', 'Transport'],
  OTHER_ADMIN_ENFORCEMENT__MARITIME_FISHERY: ['1306', '海事渔事管理', '海事漁事管理', 'Maritime and fishery'],
  OTHER_ADMIN_ENFORCEMENT__FAMILY_PLANNING: ['1307', '计划生育管理', '計劃生育管理', 'Family planning'],
  OTHER_ADMIN_ENFORCEMENT__OTHER: ['1399', '其他', '其他', 'Other'],
  LAW_LITIGATION_RELATED: ['14', '涉法涉诉纠纷', '涉法涉訴糾紛', 'Law and litigation'],
  LAW_LITIGATION_RELATED__POLICE: ['1401', '涉公安', '涉公安', 'Police'],
  LAW_LITIGATION_RELATED__PROCURATORATE: ['1402', '涉检察院', '涉檢察院', 'Procuratorate'],
  LAW_LITIGATION_RELATED__COURT: ['1403', '涉法院', '涉法院', 'Courts'],
  LAW_LITIGATION_RELATED__JUSTICE_ADMIN: [
    '1404',
    '涉司法行政机关',
    '涉司法行政機關',
    'Judicial administration',
  ],
  ORGANIZATION_DISCIPLINE: ['15', '涉组织涉纪检纠纷', '涉組織涉紀檢糾紛', 'Organisation and discipline'],
  ORGANIZATION_DISCIPLINE__ORGANIZATION: ['1501', '组织人事', '組織人事', 'Organisation and personnel'],
  ORGANIZATION_DISCIPLINE__CADRE_CONDUCT: ['1502', '干部作风', '幹部作風', 'Conduct of cadres'],
  ORGANIZATION_DISCIPLINE__OTHER: ['1599', '其他', '其他', 'Other'],
  ETHNIC_RELIGIOUS: ['16', '涉民族宗教纠纷', '涉民族宗教糾紛', 'Ethnic and religious affairs'],
  ETHNIC_RELIGIOUS__ETHNIC: ['1601', '涉民族问题', '涉民族問題', 'Ethnic affairs'],
  ETHNIC_RELIGIOUS__RELIGIOUS: ['1602', '涉宗教问题', '涉宗教問題', 'Religious affairs'],
  OTHER: ['99', '其他', '其他', 'Other'],
};

const COLUMN = { 'zh-CN': 1, 'zh-TW': 2, en: 3 } as const satisfies Record<Language, number>;
const CLASS_DIGITS = 2;
const BY_CODE = new Map(Object.entries(TABLE).map(([name, [code]]) => [code, name]));

export const CATEGORY_NAMES: readonly string[] = Object.keys(TABLE);
export const CATEGORY_CLASSES: readonly string[] = CATEGORY_NAMES.filter(
  (name) => codeOf(name)?.length === CLASS_DIGITS,
);

/** The class of a category, or the category itself when it is one; null for a name that is in no table. */
export function classOf(name: string): string | null {
  const code = codeOf(name);
  return code === null ? null : (BY_CODE.get(code.slice(0, CLASS_DIGITS)) ?? null);
}

/** `0402`; null for a name that is in no table. */
export function codeOf(name: string): string | null {
  return TABLE[name]?.[0] ?? null;
}

/** The category's own words; a name that is in no table stands for itself. */
export function categoryWord(name: string, language: Language): string {
  return TABLE[name]?.[COLUMN[language]] ?? name;
}

/** The same with its class before it where it says nothing alone: `Contracts · Other`. */
export function categoryWords(name: string, language: Language): string {
  const above = classOf(name);
  const own = categoryWord(name, language);
  return above === null || above === name || !name.endsWith('__OTHER')
    ? own
    : `${categoryWord(above, language)} · ${own}`;
}
