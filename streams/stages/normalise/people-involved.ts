import { NUMBER_CHARACTERS, readChineseNumber } from './chinese-number.ts';

const PEOPLE = new RegExp(
  `([${NUMBER_CHARACTERS}]+)\\s*(?:多|余|几)?\\s*(?:名|位|个|户|人)(?:农民工|工人|业主|村民|居民|住户|消费者|会员|家长|学生|员工|职工|群众|租客|租户|商户|受害人|人|户|当事人|同事|工友)?`,
  'gu',
);
/** Words after which 个 or 位 did count people. */
const COUNTS_PEOPLE =
  /(?:名|位|户|人|农民工|工人|业主|村民|居民|住户|消费者|会员|家长|学生|员工|职工|群众|租客|租户|商户|受害人|当事人|同事|工友)$/u;
const COUNTED = new RegExp(`[${NUMBER_CHARACTERS}]\\s*(?:多|余|几)?\\s*[名位个户人]`, 'u');
const MOST_PEOPLE = 100_000;

/** How many people a folded text says are involved (`等100多名农民工`, `我们三十余户`), from two up; null when it does not say. */
export function peopleInvolvedIn(folded: string): number | null {
  if (!COUNTED.test(folded)) return null;
  let most: number | null = null;
  for (const [whole, text = ''] of folded.matchAll(PEOPLE)) {
    if (!COUNTS_PEOPLE.test(whole)) continue;
    const count = readChineseNumber(text);
    if (count === null || !Number.isInteger(count) || count < 2 || count > MOST_PEOPLE) continue;
    if (most === null || count > most) most = count;
  }
  return most;
}
