/**
 * Comments, block strings, strings, and brackets: everything else of a document says nothing about its nesting (§2.1 of the specification). A string that
 * is never closed reaches to the end, so that no part of the text is read twice.
 */
const PARTS = /#[^\n\r]*|"""(?:\\"""|[^])*?(?:"""|$)|"(?:\\.|[^"\\\n\r])*"?|[[\]{}()]/g;

/**
 * The deepest nesting of brackets in a document, counted before it is parsed: parsing, validation, planning and subgraphs all go down level by level, and
 * a text of a few thousand brackets would be deeper than their stacks.
 * @param most counting ends beyond it
 */
export function nestingOf(text: string, most: number): number {
  let level = 0;
  let deepest = 0;
  for (const [part] of text.matchAll(PARTS)) {
    if (part === '[' || part === '{' || part === '(') {
      level += 1;
      if (level > deepest) deepest = level;
      if (deepest > most) return deepest;
    } else if (part === ']' || part === '}' || part === ')') level -= 1;
  }
  return deepest;
}
