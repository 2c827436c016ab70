/** What an organisation is, longest words first. */
const CLASSES = [
  '物业服务有限公司',
  '物业管理有限公司',
  '股份有限公司',
  '有限责任公司',
  '有限公司',
  '分公司',
  '公司',
  '集团',
  '医院',
  '幼儿园',
  '学校',
  '小学',
  '中学',
  '学院',
  '银行',
  '酒店',
  '饭店',
  '超市',
  '商场',
  '合作社',
  '村委会',
  '村民委员会',
  '居委会',
  '居民委员会',
  '业委会',
  '工厂',
  '厂',
  '店',
  '中心',
] as const;

/** 南**有限公司: the first character and what kind of organisation it is. */
export function maskOrganisation(name: string): string {
  const shown = name.normalize('NFKC').replace(/\s+/gu, '');
  const [first = ''] = shown;
  if (!/^\p{L}$/u.test(first)) return '**';
  const kind = classOf(shown) ?? '';
  return shown.length - kind.length < 2 ? `**${kind}` : `${first}**${kind}`;
}

/** What kind of organisation it is, by the end of its name: `有限公司`; 单位 where that cannot be told. */
export function organisationClass(name: string): string {
  return classOf(name.normalize('NFKC').replace(/\s+/gu, '')) ?? '单位';
}

function classOf(name: string): string | undefined {
  return CLASSES.find((word) => name.endsWith(word));
}
