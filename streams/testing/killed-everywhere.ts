/** More places than anything has: more tries would be for ever. */
const MOST_TRIES = 100;

/**
 * Does work again and again, killed at each place that it tells of the first time that it comes there, until one try comes to its end.
 * @param work told what to call at its places
 * @returns the places @throws what the work itself throws
 */
export async function killedEverywhere(
  work: (fault: (place: string) => Promise<void>) => Promise<unknown>,
): Promise<ReadonlySet<string>> {
  const seen = new Set<string>();
  for (let tried = 0; tried < MOST_TRIES; tried += 1) {
    try {
      await work((place) => {
        if (seen.has(place)) return Promise.resolve();
        seen.add(place);
        return Promise.reject(new Killed());
      });
      return seen;
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
    }
  }
  throw new Error(`not at its end after it was killed ${MOST_TRIES} times`);
}

class Killed extends Error {}
