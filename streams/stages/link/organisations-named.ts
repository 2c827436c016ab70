import type { RecordParty } from '../../../schema/canonical/party.ts';
import { organisationCore } from '../../../schema/matching/organisation.ts';

/** Words of a sentence that a name found in a text can begin with. */
const LEAD = /^(?:被?申请人|原告|被告|双方就|双方因|已上报|上报|要求|联系|更换|换|因|就|与|和|由|对|向)+/u;
/** Who handles a quarrel is no party of it. */
const HANDLER =
  /^(?:.{0,6}(?:平台|热线|派出所|司法所|法院|公安局|综治中心|调解委员会|街道办|市监所|业委会|居委会)|村委会|社区)$/u;
/** A person's name in Chinese has two or three characters, with a compound surname four. */
const LONGEST_PERSON = 3;

/**
 * The organisations on the other side by what tells them from others (阳光物业), without the words of a sentence that a name found in a text
 * drags along, without those who only handle the quarrel, and none that contains another.
 */
export function organisationsNamed(others: readonly RecordParty[]): string[] {
  const cores = new Set<string>();
  for (const { kind, matching } of others) {
    const name = matching.name;
    // A clerk's column for the name of a person often holds a short form of a company (安通美发).
    if (name === null || (kind !== 'ORGANISATION' && name.length <= LONGEST_PERSON)) continue;
    const own = name.replace(LEAD, '');
    const core = own.length < 2 || HANDLER.test(own) ? null : organisationCore(own);
    if (core !== null) cores.add(core);
  }
  // 和邦印染 and 邦印染 are one name, the second cut short.
  return [...cores].filter((core) => ![...cores].some((other) => other !== core && other.endsWith(core)));
}

export type OrganisationLevel = 'SAME' | 'ABBREVIATED' | 'DIFFERENT';

/** How two lists of organisations agree; null when one is empty. */
export function organisationLevel(a: readonly string[], b: readonly string[]): OrganisationLevel | null {
  if (a.length === 0 || b.length === 0) return null;
  let level: OrganisationLevel = 'DIFFERENT';
  for (const one of a) {
    for (const other of b) {
      if (sameCore(one, other)) return 'SAME';
      if (abbreviates(one, other)) level = 'ABBREVIATED';
    }
  }
  return level;
}

function sameCore(a: string, b: string): boolean {
  if (a === b) return true;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.length >= 3 && long.includes(short);
}

/** 安通美发 for 安通美容美发店: the own name in front is whole, the rest is left out here and there. */
function abbreviates(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  const start = long.indexOf(short.slice(0, 2));
  if (short.length < 3 || start < 0) return false;
  let at = start + 2;
  for (const character of short.slice(2)) {
    const next = long.indexOf(character, at);
    if (next < 0) return false;
    at = next + 1;
  }
  return true;
}
