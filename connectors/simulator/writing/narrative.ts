import { NOISE_MODEL } from '../noise/model.ts';
import type { Random } from '../noise/random.ts';
import { fullWidth, misspellText, traditional } from './misspell.ts';

/** Which distortions a narrative gets: drawn once, so that a corrected version reads like the first. */
export interface WritingStyle {
  readonly typo: boolean;
  readonly traditional: boolean;
  readonly fullWidth: boolean;
  readonly random: Random;
}

export function styleOf(random: Random): WritingStyle {
  const { writing } = NOISE_MODEL;
  return {
    typo: random.chance(writing.typoNarrative),
    traditional: random.chance(writing.traditionalNarrative),
    fullWidth: random.chance(writing.fullWidth / 3),
    random,
  };
}

/** Distorts a text; the names of what took effect are added to `noise`. */
export function distort(text: string, style: WritingStyle, noise: string[]): string {
  let written = text;
  if (style.typo) {
    const slipped = misspellText(written, style.random.fork('typo'));
    if (slipped !== undefined) {
      written = slipped;
      noise.push('typoNarrative');
    }
  }
  if (style.traditional) {
    written = traditional(written);
    noise.push('traditionalNarrative');
  }
  if (style.fullWidth) {
    const wide = fullWidth(written);
    if (wide !== written) noise.push('fullWidthNarrative');
    written = wide;
  }
  return written;
}
