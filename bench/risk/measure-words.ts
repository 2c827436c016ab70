import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { RISK_WORDS, type RiskWords } from '../../streams/stages/score/text/lexicon.ts';
import { phrasesOf } from '../../streams/stages/score/text/phrases.ts';

const SentenceSchema = z.strictObject({
  text: z.string(),
  labels: z.array(z.enum(RISK_WORDS)),
  /** What was found or missed in `held` was never looked at while the lexicon and its rules were tuned. */
  half: z.enum(['tuning', 'held']),
});
export type Sentence = z.infer<typeof SentenceSchema>;

/** The labelled sentences: written for this bench, apart from the lexicon and the simulator's texts. */
export function readSentences(): Sentence[] {
  const text = readFileSync(new URL('sentences.jsonl', import.meta.url), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => SentenceSchema.parse(JSON.parse(line)));
}

export interface Tally {
  hit: number;
  /** Found, and not labelled so. */
  readonly wrong: string[];
  /** Labelled so, and not found. */
  readonly missed: string[];
}

/** What is found beside what is labelled, by kind of words; `all` is the sum of the kinds, `any` whether a sentence has any of them. */
export function tallyWords(sentences: readonly Sentence[]): ReadonlyMap<RiskWords | 'all' | 'any', Tally> {
  const names = [...RISK_WORDS, 'all', 'any'] as const;
  const tallies = new Map<RiskWords | 'all' | 'any', Tally>(
    names.map((name) => [name, { hit: 0, wrong: [], missed: [] }]),
  );
  const count = (name: RiskWords | 'all' | 'any', text: string, really: boolean, said: boolean): void => {
    const tally = tallies.get(name);
    if (tally === undefined) return;
    if (really && said) tally.hit += 1;
    else if (said) tally.wrong.push(text);
    else if (really) tally.missed.push(text);
  };
  for (const { text, labels } of sentences) {
    const found = new Set<string>(phrasesOf(text).map(({ category }) => category));
    for (const kind of RISK_WORDS) {
      count(kind, text, labels.includes(kind), found.has(kind));
      count('all', text, labels.includes(kind), found.has(kind));
    }
    count(
      'any',
      text,
      labels.length > 0,
      RISK_WORDS.some((kind) => found.has(kind)),
    );
  }
  return tallies;
}
