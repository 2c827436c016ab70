/** The consumer groups under one topic prefix: the pipeline's, and the worker's that tells agencies (`outbound`). */
export function groupsOf(
  prefix: string,
): Readonly<
  Record<'normalise' | 'references' | 'link' | 'index' | 'deadLetters' | 'outbound' | 'events', string>
> {
  return {
    normalise: `${prefix}.normalise`,
    references: `${prefix}.references`,
    link: `${prefix}.link`,
    index: `${prefix}.index`,
    deadLetters: `${prefix}.dead-letters`,
    outbound: `${prefix}.outbound`,
    events: `${prefix}.events`,
  };
}
