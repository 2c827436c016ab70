import type { CanonicalRecord } from '../../../../schema/canonical/record.ts';
import { isResidentId } from '../../../../schema/vocabulary/resident-id.ts';
import { evidenceOf, type Factor } from '../score-input.ts';
import { VULNERABLE, type Vulnerable } from '../text/lexicon.ts';
import { phrasesOfRecord } from '../text/record-phrases.ts';

const LABELS: Readonly<Record<Vulnerable, string>> = {
  MINOR: '未成年人',
  ELDERLY: '老年人',
  DISABLED: '残疾人',
  PREGNANT: '孕妇',
};
const CHINA_MS = 8 * 3_600_000;

/** Parties who need protection (弱势当事人): by age from the identity number when the record was reported, and by the words of the records. */
export const vulnerableParty: Factor = ({ records, rules }) => {
  const { kinds, most, minorBelow, elderlyFrom } = rules.VULNERABLE_PARTY;
  const found = records.flatMap((record) => [
    ...agesIn(record).flatMap((age) => {
      const kind = age < minorBelow ? 'MINOR' : age >= elderlyFrom ? 'ELDERLY' : null;
      return kind === null ? [] : [{ kind, evidence: evidenceOf(record) }];
    }),
    ...phrasesOfRecord(record).flatMap(({ category, words }) => {
      const kind = VULNERABLE.find((one) => one === category);
      return kind === undefined ? [] : [{ kind, evidence: evidenceOf(record, words) }];
    }),
  ]);
  const present = VULNERABLE.filter((kind) => found.some((one) => one.kind === kind));
  return {
    value: present.length,
    unit: '类',
    points: Math.min(
      most,
      present.reduce((sum, kind) => sum + kinds[kind], 0),
    ),
    note: present.length === 0 ? '未见弱势当事人' : `涉及${present.map((kind) => LABELS[kind]).join('、')}`,
    evidence: found.map(({ evidence }) => evidence),
  };
};

/** Whole years that parties with an identity number (GB 11643-1999: birth date in digits 7 to 14) were old on the day of the report, in China. */
function agesIn({ parties, reportedAt }: CanonicalRecord): number[] {
  const day = new Date(Date.parse(reportedAt) + CHINA_MS).toISOString().slice(0, 10).replaceAll('-', '');
  return parties.flatMap(({ matching: { idNumber } }) =>
    idNumber === null || !isResidentId(idNumber)
      ? []
      : [Math.floor((Number(day) - Number(idNumber.slice(6, 14))) / 10_000)],
  );
}
