/** Where plans, their compiled steps and generated code are printed: standard error with `TRIBUTARY_DEBUG_PLAN=1`, else nowhere. */
export function debugPrinter(): ((text: string) => void) | undefined {
  if (process.env['TRIBUTARY_DEBUG_PLAN'] !== '1') return undefined;
  return (text) => process.stderr.write(`${text}\n`);
}
