const POLL_MS = 25;

/**
 * The only allowed waiting in tests: asks again and again until the check answers something other than undefined or false, and gives that
 * back. What the check throws counts as "not yet"; the last of it is the cause when time is up.
 */
export async function eventually<T>(
  check: () => T | undefined | false | Promise<T | undefined | false>,
  options: { readonly timeoutMs?: number; readonly what?: string } = {},
): Promise<T> {
  const timeoutMs = options.timeoutMs ?? 10_000;
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
