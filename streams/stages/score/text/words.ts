import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';
import { LEXICON, WORD_KINDS } from './lexicon.ts';

/** A word of a text, with its place in it. */
export interface Word {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

let jieba: Jieba | undefined;

/** Clauses of a text, cut into words. A clause ends at a punctuation mark; 、 joins what belongs together and does not end it. */
export function clausesOf(text: string): Word[][] {
  const clauses: Word[][] = [[]];
  let from = 0;
  for (const cut of cutter().cut(text, true)) {
    const to = from + cut.length;
    if (ENDS.test(cut)) clauses.push([]);
    else clauses.at(-1)?.push({ text: cut, from, to });
    from = to;
  }
  return clauses.filter((words) => words.length > 0);
}

const ENDS = /^[。！？；，,;!?.:：\n\r…]+$/u;
/** Frequency of the lexicon's words for jieba: above that of the shorter words that they are made of. */
const FREQUENCY = 20_000;

/** Made on first use: its dictionary takes a few hundred milliseconds. */
function cutter(): Jieba {
  if (jieba !== undefined) return jieba;
  const words = [
    ...WORD_KINDS.flatMap((kind) => [...LEXICON.words[kind]]),
    ...LEXICON.safe,
    ...LEXICON.refuted,
  ];
  const own = words.filter((word) => word.length > 1).map((word) => `${word} ${FREQUENCY} n`);
  jieba = Jieba.withDict(dict);
  jieba.loadDict(Buffer.from(`${own.join('\n')}\n`));
  return jieba;
}
