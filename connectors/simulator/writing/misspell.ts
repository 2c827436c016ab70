import * as opencc from 'opencc-js/cn2t';
import type { Random } from '../noise/random.ts';

/** What a hurried clerk's input method gives instead: homophones and look-alikes, word for word. */
const SLIPS: readonly (readonly [right: string, wrong: string])[] = [
  ['拖欠', '托欠'],
  ['赔偿', '陪偿'],
  ['邻居', '临居'],
  ['物业', '物叶'],
  ['漏水', '露水'],
  ['纠纷', '纠份'],
  ['装修', '装休'],
  ['电梯', '电剃'],
  ['噪音', '躁音'],
  ['账', '帐'],
  ['联系', '连系'],
  ['处理', '处里'],
  ['反映', '反应'],
  ['要求', '要球'],
  ['居民', '居明'],
  ['协商', '协尚'],
  ['双方', '双放'],
  ['现场', '现厂'],
  ['核实', '合实'],
  ['没有', '没由'],
  ['已', '己'],
  ['在', '再'],
  ['的', '得'],
  ['人', '入'],
  ['报警', '报敬'],
  ['咨询', '资询'],
  ['请', '清'],
];

/** One slip in the text; undefined when none of its words can be slipped on. */
export function misspellText(text: string, random: Random): string | undefined {
  const possible = SLIPS.filter(([right]) => text.includes(right));
  if (possible.length === 0) return undefined;
  const [right, wrong] = random.pick(possible);
  const places: number[] = [];
  for (let at = text.indexOf(right); at >= 0; at = text.indexOf(right, at + 1)) places.push(at);
  const at = random.pick(places);
  return text.slice(0, at) + wrong + text.slice(at + right.length);
}

/** Characters of names that sound alike. Each group replaces within itself. */
const SOUND_ALIKE = [
  '伟炜卫维',
  '芳方',
  '丽莉',
  '军君钧',
  '杰洁',
  '明鸣铭',
  '华桦',
  '玉钰',
  '静婧靖',
  '平萍',
  '红虹洪宏',
  '燕艳彦',
  '梅玫',
  '涛韬',
  '辉晖',
  '鹏朋',
  '飞菲',
  '鑫欣心新',
  '波博',
  '勇永咏',
  '建健剑',
  '国帼',
  '志智',
  '文雯',
  '春椿',
  '晓小筱',
  '秀绣',
  '英瑛莹',
  '娟涓',
  '云芸',
  '浩昊皓',
  '张章',
  '王汪',
  '徐许',
  '吴武',
  '余于俞',
  '李黎',
  '程陈成',
  '刘柳',
  '周邹',
  '朱祝',
  '胡吴',
  '林凌',
  '何贺',
  '沈申',
  '曹晁',
  '蒋姜',
  '敏闽',
  '龙隆',
  '琳林',
  '兰岚',
  '强蔷',
  '佳嘉',
  '琴勤',
  '磊雷蕾',
  '洋阳杨扬',
  '超朝',
  '刚钢岗',
  '斌彬宾',
  '宇雨羽',
  '凯楷',
  '俊峻竣',
  '帆凡繁',
  '帅率',
  '旭序',
  '宁凝',
  '欢环',
  '德得',
  '金今',
  '海孩',
  '新欣',
  '东冬',
  '庆清青',
  '荣容蓉',
  '祥翔详',
  '贵桂',
  '福富',
  '松嵩',
  '柏百',
  '锋峰丰',
  '成诚',
  '栋冻',
  '毅义艺',
  '达答',
  '康糠',
  '娜那',
  '玲铃灵',
  '芬纷',
  '彩采',
  '菊橘',
  '凤风',
  '素苏',
  '莲连',
  '真珍贞',
  '雪血',
  '爱艾',
  '妹昧',
  '霞侠',
  '香湘',
  '月玥',
  '莺樱',
  '媛源',
  '瑞睿',
  '琼穷',
  '娣弟',
  '叶业',
  '璧壁',
  '璐露',
  '娅亚',
  '琦奇',
  '晶京',
  '妍研',
  '茜倩',
  '珊姗',
  '莎沙',
  '锦谨',
  '黛代',
  '婷亭',
  '思斯',
  '梓子紫',
  '立利',
  '家加',
  '宝保',
  '孙荪',
  '赵兆',
  '黄皇',
  '马码',
  '高郜',
] as const;

/** One character of the name by another that sounds or looks alike; always another name. */
export function misspellName(name: string, random: Random): string {
  const characters = Array.from(name);
  const possible: [index: number, group: string][] = [];
  for (const [index, character] of characters.entries()) {
    for (const group of SOUND_ALIKE) if (group.includes(character)) possible.push([index, group]);
  }
  if (possible.length > 0) {
    const [index, group] = random.pick(possible);
    characters[index] = random.pick(Array.from(group).filter((other) => other !== characters[index]));
    return characters.join('');
  }
  const last = characters.at(-1) ?? '';
  characters[characters.length - 1] = last === '玲' ? '铃' : last + '儿';
  return characters.join('');
}

/** opencc-js's own types import each other without file extensions, which Node's resolution refuses: the one function used is typed here. */
const { Converter } = opencc as unknown as {
  Converter: (options: { from: 'cn'; to: 't' }) => (text: string) => string;
};
const toTraditionalScript = Converter({ from: 'cn', to: 't' });

export function traditional(text: string): string {
  return toTraditionalScript(text);
}

/** Digits and Latin letters at full width, as some input methods leave them. */
export function fullWidth(text: string): string {
  return text.replace(/[0-9A-Za-z]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));
}
