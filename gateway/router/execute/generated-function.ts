/**
 * A function of generated code, with `names` for its parameters. Not by `compileFunction` of node:vm: what that makes is kept for ever (Node 24: more than
 * 1 kB each), and callers make new functions with every new document (docs/decisions/0036).
 * @param code made by this program alone: nothing in it comes from a caller but as JSON text
 */
export function generatedFunction(
  code: string,
  names: readonly string[],
): (...given: readonly unknown[]) => unknown {
  // That is what code generation is.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  return new Function(...names, code) as (...given: readonly unknown[]) => unknown;
}
