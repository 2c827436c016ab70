import { z } from 'zod';
import file from '../lexicon/risk-words.json' with { type: 'json' };

/** Kinds of words that THREAT_WORDS counts. */
export const RISK_WORDS = ['THREAT', 'WEAPON', 'VIOLENCE', 'SELF_HARM', 'GROUP_ACTION'] as const;
export type RiskWords = (typeof RISK_WORDS)[number];

/** Kinds of words that VULNERABLE_PARTY counts. */
export const VULNERABLE = ['MINOR', 'ELDERLY', 'DISABLED', 'PREGNANT'] as const;
export type Vulnerable = (typeof VULNERABLE)[number];

export const WORD_KINDS = [...RISK_WORDS, ...VULNERABLE] as const;
export type WordKind = (typeof WORD_KINDS)[number];

const WordsSchema = z.array(z.string().min(1)).transform((words): ReadonlySet<string> => new Set(words));

/** The lexicon, in simplified script. */
const LexiconSchema = z.strictObject({
  version: z.string(),
  words: z.strictObject({
    THREAT: WordsSchema,
    WEAPON: WordsSchema,
    VIOLENCE: WordsSchema,
    SELF_HARM: WordsSchema,
    GROUP_ACTION: WordsSchema,
    MINOR: WordsSchema,
    ELDERLY: WordsSchema,
    DISABLED: WordsSchema,
    PREGNANT: WordsSchema,
  }),
  /** Words that hold one of the others and mean something harmless. */
  safe: WordsSchema,
  /** Things that are a weapon only when a word of `wield` stands before them and none of `peaceful` beside them. */
  weapons: WordsSchema,
  wield: WordsSchema,
  peaceful: WordsSchema,
  /** Verbs that are violence only when a word of `struck` follows and none of `notStruck`. */
  strike: WordsSchema,
  struck: WordsSchema,
  notStruck: WordsSchema,
  negators: WordsSchema,
  /** Of them those that reach the next words alone. */
  nearNegators: WordsSchema,
  /** Words behind which a negation ends. */
  breaks: WordsSchema,
  /** After 威胁 and the like: what a thing endangers, which nobody threatens. */
  hazards: WordsSchema,
  /** Said afterwards of what is not true. */
  refuted: WordsSchema,
  /** Before what is a worry or a possibility. */
  weakCues: WordsSchema,
  /** Before what somebody says he will do. */
  reported: WordsSchema,
  /** In a clause about teaching, play or prohibition. */
  unreal: WordsSchema,
});

export const LEXICON = LexiconSchema.parse(file);
