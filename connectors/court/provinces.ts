/**
 * First character of a court's code → first two digits of its divisions (GB/T 2260), by the table of court codes of 法〔2015〕137号. The courts
 * of the army (军) and of the Xinjiang corps (兵) belong to no division.
 */
const PROVINCES: ReadonlyMap<string, string> = new Map([
  ['京', '11'],
  ['津', '12'],
  ['冀', '13'],
  ['晋', '14'],
  ['内', '15'],
  ['辽', '21'],
  ['吉', '22'],
  ['黑', '23'],
  ['沪', '31'],
  ['苏', '32'],
  ['浙', '33'],
  ['皖', '34'],
  ['闽', '35'],
  ['赣', '36'],
  ['鲁', '37'],
  ['豫', '41'],
  ['鄂', '42'],
  ['湘', '43'],
  ['粤', '44'],
  ['桂', '45'],
  ['琼', '46'],
  ['渝', '50'],
  ['川', '51'],
  ['黔', '52'],
  ['云', '53'],
  ['藏', '54'],
  ['陕', '61'],
  ['甘', '62'],
  ['青', '63'],
  ['宁', '64'],
  ['新', '65'],
]);
/** Courts that belong to no division. */
const APART = ['军', '兵'] as const;

/** Every first character that a court's code may have, for patterns. */
export const COURT_CHARACTERS = [...PROVINCES.keys(), ...APART].join('');

/** Digits of the division that a court's code stands for: 2 for a high court, 4 for an intermediate, 6 for a basic one. Null when it says none. */
export function divisionOfCourt(courtCode: string): string | null {
  const parts = /^(\p{Script=Han})((?:\d{2}){0,2})$/u.exec(courtCode);
  const province = PROVINCES.get(parts?.[1] ?? '');
  return province === undefined ? null : province + (parts?.[2] ?? '');
}
