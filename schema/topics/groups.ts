/** The pipeline's consumer groups under one topic prefix. */
export function groupsOf(
  prefix: string,
): Readonly<Record<'normalise' | 'references' | 'link' | 'index' | 'deadLetters', string>> {
  return {
    normalise: `${prefix}.normalise`,
    references: `${prefix}.references`,
    link: `${prefix}.link`,
    index: `${prefix}.index`,
    deadLetters: `${prefix}.dead-letters`,
  };
}
