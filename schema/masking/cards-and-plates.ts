import { HIDDEN } from './levels.ts';

/** Digits of a card number, half-width, without separators. */
export function cardDigits(text: string): string {
  return text.normalize('NFKC').replace(/[\s\-‐‑–—―_.·]+/gu, '');
}

/** Last four digits (JR/T 0171-2020 lets a receipt show no more). */
export function maskCard(text: string): string {
  const digits = cardDigits(text);
  return /^[\d*]{12,21}$/.test(digits) ? `${'*'.repeat(digits.length - 4)}${digits.slice(-4)}` : HIDDEN;
}

/** Luhn's check (ISO/IEC 7812-1 annex B). */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index]);
    const counted = index % 2 === 1 ? digit * 2 : digit;
    sum += counted > 9 ? counted - 9 : counted;
  }
  return sum % 10 === 0;
}

/** Beginnings of card numbers in use in China: UnionPay and what the banks issued before it, and the international schemes. */
const ISSUERS = /^(?:62|60|68|69|81|9558|9559|4|5[1-5]|2[2-7]|3[47]|35)/;

export function isCardNumber(digits: string): boolean {
  return /^\d{16,19}$/.test(digits) && ISSUERS.test(digits) && passesLuhn(digits);
}

/** Provinces on plates of GA 36-2018, simplified. */
export const PLATE_PROVINCES = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼';
const PLATE = new RegExp(`^([${PLATE_PROVINCES}][A-Z])([A-Z0-9*]{3,5}[A-Z0-9挂学警港澳领使])$`, 'u');
/** Armed police (WJ), embassies and consulates (使, 领). */
const OTHER_PLATE = new RegExp(`^(WJ[${PLATE_PROVINCES}]?|[使领])([A-Z0-9*]{4,6}[A-Z0-9领]?)$`, 'u');

export function compactPlate(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s·•・.\-]+/gu, '')
    .replace('蘇', '苏')
    .replace('遼', '辽')
    .replace('魯', '鲁')
    .replace('贛', '赣')
    .replace('雲', '云')
    .replace('陝', '陕')
    .replace('閩', '闽')
    .replace('貴', '贵')
    .replace('粵', '粤')
    .replace('寧', '宁')
    .replace('瓊', '琼')
    .replace('滬', '沪')
    .replace('學', '学')
    .replace('領', '领')
    .replace('掛', '挂')
    .toUpperCase();
}

/** Where it is registered and its last character: `苏F****5`. */
export function maskPlate(text: string): string {
  const plate = compactPlate(text);
  const [, head = '', body = ''] = PLATE.exec(plate) ?? OTHER_PLATE.exec(plate) ?? [];
  return head === '' ? HIDDEN : `${head}${'*'.repeat(body.length - 1)}${body.slice(-1)}`;
}

/** Where it is registered: `苏F`; null for what is no plate. */
export function plateOrigin(text: string): string | null {
  const plate = compactPlate(text);
  return (PLATE.exec(plate) ?? OTHER_PLATE.exec(plate))?.[1] ?? null;
}
