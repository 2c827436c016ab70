import { foldedText } from './folded.ts';
import { LEXICON, WORD_KINDS, type WordKind } from './lexicon.ts';
import { clausesOf, type Word } from './words.ts';

/** Words of one kind in a text that mean what they say. */
export interface Phrase {
  readonly category: WordKind;
  /** As the text has them, in its own script. */
  readonly words: string;
  /** A worry or possibility, not said as a fact or as somebody's will. */
  readonly weak: boolean;
}

interface Hit {
  readonly category: WordKind;
  /** Index of the first and last word in the clause. */
  readonly first: number;
  readonly last: number;
}

/** How many words a negation reaches over. */
const REACH = 6;
const NEAR = 2;
/** Words between a verb and what it is done with or to. */
const APART = 5;

/**
 * What of the lexicon a text says. What is negated (未持刀; 不是没有 is no negation), refuted, taught or played is left out; what is feared or
 * possible is weak; violence that somebody says he will do is a threat.
 */
export function phrasesOf(original: string): Phrase[] {
  const folded = foldedText(original);
  return clausesOf(folded.text).flatMap((words) => {
    if (words.some(({ text }) => LEXICON.unreal.has(text))) return [];
    return hitsOf(words)
      .filter((hit) => !isNegated(words, hit))
      .map(({ category, first, last }) => {
        const before = words.slice(0, first).map(({ text }) => text);
        const cue = before.findIndex((text) => LEXICON.reported.has(text));
        const threatened = cue >= 0 && (category === 'VIOLENCE' || category === 'WEAPON');
        const from = words[threatened ? cue : first]?.from ?? 0;
        return {
          category: threatened ? ('THREAT' as const) : category,
          words: folded.quote(from, words[last]?.to ?? 0),
          weak: cue < 0 && before.some((text) => LEXICON.weakCues.has(text)),
        };
      });
  });
}

function hitsOf(words: readonly Word[]): Hit[] {
  const hits: Hit[] = [];
  for (const [index, { text }] of words.entries()) {
    for (const category of WORD_KINDS) {
      if (LEXICON.words[category].has(text)) hits.push({ category, first: index, last: index });
    }
    const wielded = LEXICON.weapons.has(text) ? wieldedFrom(words, index) : -1;
    if (wielded >= 0) hits.push({ category: 'WEAPON', first: wielded, last: index });
    const struck = LEXICON.strike.has(text) ? struckAt(words, index) : -1;
    if (struck >= 0) hits.push({ category: 'VIOLENCE', first: index, last: struck });
  }
  return hits;
}

function wieldedFrom(words: readonly Word[], weapon: number): number {
  if (words.some(({ text }) => LEXICON.peaceful.has(text))) return -1;
  const from = Math.max(0, weapon - APART);
  const verb = words.slice(from, weapon).findLastIndex(({ text }) => LEXICON.wield.has(text));
  return verb < 0 ? -1 : from + verb;
}

function struckAt(words: readonly Word[], verb: number): number {
  const after = words.slice(verb + 1, verb + 1 + APART);
  if (after.some(({ text }) => LEXICON.notStruck.has(text))) return -1;
  const struck = after.findIndex(({ text }) => LEXICON.struck.has(text));
  return struck < 0 ? -1 : verb + 1 + struck;
}

/** Whether an odd number of negations reaches the hit, it is refuted afterwards, or a hazard and no person threatens. */
function isNegated(words: readonly Word[], { category, first, last }: Hit): boolean {
  const after = words.slice(last + 1);
  if (after.some(({ text }) => LEXICON.refuted.has(text))) return true;
  if (category === 'THREAT' && after.some(({ text }) => LEXICON.hazards.has(text))) return true;
  let negations = 0;
  for (let index = first - 1; index >= Math.max(0, first - REACH); index -= 1) {
    const text = words[index]?.text ?? '';
    if (LEXICON.breaks.has(text)) break;
    const near = LEXICON.nearNegators.has(text);
    if (LEXICON.negators.has(text) && (!near || first - index <= NEAR || negations > 0)) negations += 1;
  }
  return negations % 2 === 1;
}
