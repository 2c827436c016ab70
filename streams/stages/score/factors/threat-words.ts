import { RISK_WORDS, type RiskWords } from '../text/lexicon.ts';
import { evidenceOf, type Factor } from '../score-input.ts';
import { phrasesOfRecord } from '../text/record-phrases.ts';

const LABELS: Readonly<Record<RiskWords, string>> = {
  THREAT: '威胁',
  WEAPON: '凶器',
  VIOLENCE: '暴力',
  SELF_HARM: '自伤',
  GROUP_ACTION: '聚集',
};

/** Words of threat, weapons, violence, self-harm and joint action in the texts of the records (涉险言词), each quoted as it stands there. */
export const threatWords: Factor = ({ records, rules }) => {
  const { most, categories } = rules.THREAT_WORDS;
  const found = records.flatMap((record) =>
    phrasesOfRecord(record).flatMap((phrase) =>
      isRiskWords(phrase.category)
        ? [{ ...phrase, category: phrase.category, evidence: evidenceOf(record, phrase.words) }]
        : [],
    ),
  );
  const kinds = RISK_WORDS.map((category) => {
    const ofKind = found.filter((phrase) => phrase.category === category);
    const { plain, weak } = categories[category];
    const points = ofKind.map((phrase) => (phrase.weak ? weak : plain));
    return { category, count: ofKind.length, points: Math.max(0, ...points) };
  }).filter(({ count }) => count > 0);
  return {
    value: found.length,
    unit: '处',
    points: Math.min(
      most,
      kinds.reduce((sum, { points }) => sum + points, 0),
    ),
    note:
      kinds.length === 0
        ? '没有涉险言词'
        : kinds.map(({ category, count }) => `${LABELS[category]}${count}处`).join('，'),
    evidence: found.map(({ evidence }) => evidence),
  };
};

function isRiskWords(category: string): category is RiskWords {
  return (RISK_WORDS as readonly string[]).includes(category);
}
