import { PLATE_PROVINCES } from './cards-and-plates.ts';
import type { Span } from './spans.ts';

interface TextPattern {
  readonly kind: Span['kind'];
  /** On folded text. The group `it` is what goes; the whole match where there is none. */
  readonly pattern: RegExp;
}

const FIGURE = '(?:\\d{1,5}|[一二三四五六七八九十百]{1,4})';
const UNIT = '(?:号楼|号院|号|弄|幢|栋|座|单元|层|楼|室|户|组|队|#)';
/** What a door number stands behind. */
const PLACE = '路街巷弄里道村区园苑城庄湾寓厦坊舍院埠社镇乡场';
// Nor the beginning of a number that is masked already.
const NOT_A_COUNT = '(?![\\d*年月日时点分元人名个户次万千百块岁])';
const DATE = '(?:18|19|20)\\d{2}(?:年|-|/|\\.)\\d{1,2}(?:月|-|/|\\.)\\d{1,2}[日号]?';

/** What is recognised by its form, whoever it belongs to. Every quantifier is bounded, or its class excludes what follows it. */
export const TEXT_PATTERNS: readonly TextPattern[] = [
  {
    kind: 'ADDRESS',
    pattern: new RegExp(
      `(?<=[${PLACE}]\\s?)(?:${FIGURE}(?:[-–—]\\d{1,4}){0,3}${UNIT})(?:[-\\s]?${FIGURE}${UNIT}){0,5}(?:-?\\d{1,4}${NOT_A_COUNT})?`,
      'gu',
    ),
  },
  {
    kind: 'ADDRESS',
    pattern: new RegExp(
      `(?<=[${PLACE}]\\s?)(?!(?:19|20)\\d{2}[-–—])\\d{1,4}(?:[-–—]\\d{1,4}){1,3}(?![\\d*年月日元万])`,
      'gu',
    ),
  },
  {
    kind: 'ADDRESS',
    pattern:
      /(?<![\d一二三四五六七八九十])(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:号楼|幢|栋|座)[-\s]?(?:(?:\d{1,2}|[一二三四五六七八九十]{1,2})单元[-\s]?)?\d{2,4}(?:室|户|号)?(?![\d年月日元人])|(?<![\d一二三四五六七八九十])(?:\d{1,2}|[一二三四五六七八九十]{1,2})单元[-\s]?\d{2,4}(?:室|户|号)?|(?<![\d\-])\d{3,4}室/gu,
  },
  {
    kind: 'PLATE',
    pattern: new RegExp(
      `[${PLATE_PROVINCES}]\\s?[a-hj-z][\\s·•.\\-]?(?=[a-z\\d\\s]{0,5}\\d)(?:[a-z\\d]\\s?){4,5}[a-z\\d挂学警港澳领使](?![a-z\\d])`,
      'gu',
    ),
  },
  { kind: 'PLATE', pattern: /(?:wj\s?\p{Script=Han}?|[使领])\s?\d{4,6}(?![\d年月日元])/gu },
  {
    kind: 'CONTACT',
    pattern: /(?<![\w.+-])[\w.+-]{1,64}@[a-z\d-]{1,63}(?:\.[a-z\d-]{1,63}){1,4}/gu,
  },
  {
    kind: 'CONTACT',
    pattern:
      /(?:微信号?|wechat|weixin|(?<![a-z])(?:vx|wx)|v信|qq号?|扣扣|抖音号|快手号|支付宝账?号?)(?:账号|帐号|id)?[\s:是为,]{0,3}(?<it>[a-z\d][a-z\d_\-]{4,29})/gu,
  },
  {
    kind: 'CONTACT',
    pattern:
      /(?:尾号|尾数|后四位|末四位|后4位|末4位|后六位|后6位|ending(?: in)?|last (?:four|4)(?: digits)?)[\s:是为]{0,3}(?<it>\d{3,6}x?)/gu,
  },
  {
    kind: 'ID_NUMBER',
    pattern:
      /(?:护照|通行证|回乡证|台胞证|居住证|军官证|passport)(?:号码|号|编号|no\.?)?[\s:是为]{0,3}(?<it>[a-z]{0,2}\d{6,10})/gu,
  },
  {
    kind: 'BIRTH_DATE',
    pattern: new RegExp(
      `(?:出生(?:日期|年月日|年月|于)?|生于|生日)[\\s:是为]{0,2}(?<it>${DATE})|(?<born>${DATE})(?=出?生)`,
      'gu',
    ),
  },
];

/** Plates and doors that are no secret: nothing but a mask is left of them. */
export function textPatternSpans(text: string): Span[] {
  return TEXT_PATTERNS.flatMap(({ kind, pattern }) =>
    [...text.matchAll(pattern)].map((match): Span => {
      const it = match.groups?.['it'] ?? match[0];
      const start = match.index + match[0].length - it.length;
      return { start, end: start + it.trimEnd().length, kind, value: null, whole: true };
    }),
  );
}
