const DIGIT: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  壹: 1,
  二: 2,
  两: 2,
  贰: 2,
  三: 3,
  叁: 3,
  四: 4,
  肆: 4,
  五: 5,
  伍: 5,
  六: 6,
  陆: 6,
  七: 7,
  柒: 7,
  八: 8,
  捌: 8,
  九: 9,
  玖: 9,
};
const UNIT: Readonly<Record<string, number>> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1_000, 仟: 1_000 };
const MYRIAD: Readonly<Record<string, number>> = { 万: 10_000, 亿: 100_000_000 };

/** Characters of which a number in words or digits consists, for use inside a pattern's brackets. */
export const NUMBER_CHARACTERS = '\\d.,零〇一壹二两贰三叁四肆五伍六陆七柒八捌九玖十拾百佰千仟万亿';

/**
 * Reads a number as clerks write it: `3.2万`, `1,200.50`, `三万五千`, `3万2千`, `两百`. Null when it is none. A trailing digit after a unit
 * counts in the unit below it, as spoken: `三万五` is 35,000.
 */
export function readChineseNumber(text: string): number | null {
  let total = 0;
  let section = 0;
  let digits = '';
  let lastUnit = 1;
  let seen = false;
  const number = (): number => {
    const value = digits === '' ? NaN : Number(digits);
    digits = '';
    return value;
  };
  for (const character of text.replace(/,/g, '')) {
    const digit = DIGIT[character];
    if (/[\d.]/.test(character)) {
      digits += character;
    } else if (digit !== undefined) {
      digits += String(digit);
      if (digit === 0) digits = '';
    } else if (UNIT[character] !== undefined) {
      const value = number();
      // A leading 十 means one ten.
      section += (Number.isNaN(value) ? 1 : value) * UNIT[character];
      lastUnit = UNIT[character];
      seen = true;
    } else if (MYRIAD[character] !== undefined) {
      const value = number();
      const whole = section + (Number.isNaN(value) ? 0 : value);
      if (whole === 0) return null;
      total = (total + whole) * MYRIAD[character];
      section = 0;
      lastUnit = MYRIAD[character];
      seen = true;
    } else {
      return null;
    }
  }
  if (digits !== '') {
    const value = number();
    if (Number.isNaN(value)) return null;
    const spoken =
      seen && lastUnit > 10 && Number.isInteger(value) && value < 10 && /[^零〇]\p{Script=Han}$/u.test(text);
    section += spoken ? value * (lastUnit / 10) : value;
    seen = true;
  }
  return seen ? total + section : null;
}
