import type { Random } from '../noise/random.ts';
import type { Gender } from './identity.ts';

/** The commonest surnames with their rough weight, so that namesakes happen by themselves. */
const SURNAMES: readonly (readonly [string, number])[] = [
  ...'王李张刘陈'.split('').map((surname) => [surname, 7] as const),
  ...'杨黄赵吴周徐孙'.split('').map((surname) => [surname, 3.2] as const),
  ...'马朱胡林郭何高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严覃武戚莫孔向汤章季葛施茅保单宗缪'
    .split('')
    .map((surname) => [surname, 0.75] as const),
  ...['欧阳', '司马', '上官', '诸葛', '皇甫', '尉迟', '慕容', '令狐', '司徒', '夏侯'].map(
    (surname) => [surname, 0.22] as const,
  ),
];

const MALE =
  '伟强军磊洋勇杰涛明超刚平辉鹏华飞鑫波斌宇浩凯健俊帆帅旭宁龙林欢国建志文德金海永新东庆春荣祥贵福松柏锋峰成栋毅达康'.split(
    '',
  );
const FEMALE =
  '芳娜敏静秀丽娟英华玉萍红玲芬燕彩春菊兰凤洁梅琳素云莲真环雪荣爱妹霞香月莺媛艳瑞凡佳嘉琼勤珍贞莉桂娣叶璧璐娅琦晶妍茜秋珊莎锦黛青倩婷'.split(
    '',
  );
const MIDDLE = '晓小建志文玉春海国明永秀金德红新立家宝云思雨子梓佳俊'.split('');

const MINORITY_MALE = ['买买提', '艾尔肯', '阿卜杜拉', '吐尔逊', '努尔兰', '叶尔波力', '库尔班', '玉素甫'];
const MINORITY_FEMALE = [
  '阿依古丽',
  '古丽娜尔',
  '热依汗',
  '帕提曼',
  '迪丽努尔',
  '阿孜古丽',
  '米热古丽',
  '祖丽胡玛尔',
];

export interface Name {
  readonly full: string;
  readonly surname: string;
  readonly gender: Gender;
}

export function nameOf(random: Random, gender: Gender): Name {
  if (random.chance(0.012)) {
    const given = random.pick(gender === '男' ? MINORITY_MALE : MINORITY_FEMALE);
    return { full: `${given}·${random.pick(MINORITY_MALE)}`, surname: given, gender };
  }
  const surname = random.weighted(SURNAMES);
  const last = random.pick(gender === '男' ? MALE : FEMALE);
  if (random.chance(0.24)) return { full: surname + last, surname, gender };
  const first = random.chance(0.55) ? random.pick(MIDDLE) : random.pick(gender === '男' ? MALE : FEMALE);
  return { full: surname + first + last, surname, gender };
}

/** How people are spoken of when the full name was not given: 张先生, 欧阳女士. */
export function titleOf(name: Name): string {
  return name.surname + (name.gender === '男' ? '先生' : '女士');
}

/** As a court's register shortens a name it was not given whole: 张某某. */
export function formalShortNameOf(name: Name): string {
  return name.surname.length > 2 ? name.surname : `${name.surname}某某`;
}

/** How a text shortens a person's name: 张某, 老张. */
export function shortNameOf(name: Name, random: Random): string {
  if (name.surname.length > 2) return name.surname;
  return random.pick([`${name.surname}某`, `${name.surname}某某`, `姓${name.surname}的`]);
}
