const POLL_MS = 25;
/** Long enough for a machine that does much else; nothing waits longer than it must. */
const PATIENCE_MS = 90_000;

/**
 * The only allowed waiting in tests: asks again and again until the check answers something other than undefined or false, and gives that
 * back. What the check throws counts as "not yet"; the last of it is the cause when time is up. A test names a limit only where the limit is what it
 * tests.
 */
export async function eventually<T>(
  check: () => T | undefined | false | Promise<T | undefined | false>,
  options: { readonly timeoutMs?: number; readonly what?: string } = {},
): Promise<T> {
  const timeoutMs = options.timeoutMs ?? PATIENCE_MS;
  const deadline = performance.now() + timeoutMs;
  let last: unknown;
  do {
    try {
      const answer = await check();
      if (answer !== undefined && answer !== false) return answer;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  } while (performance.now() < deadline);
  throw new Error(`${options.what ?? 'what the test waits for'} did not come within ${timeoutMs} ms`, {
    cause: last,
  });
}
