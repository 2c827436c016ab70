import { z } from 'zod';
import { askGateway } from './graph-client.ts';

const POLL_MS = 250;
/** What is there when first asked is from an earlier run: who starts again is not kept waiting for a better one. */
const PATIENCE_WITH_EARLIER_MS = 2_000;

/** Which agencies a dispute worth showing is known to, from the best: the four of the README, then three, then two of them. */
const WANTED = [
  ['POLICE110', 'HOTLINE12345', 'COURT', 'GRID'],
  ['POLICE110', 'HOTLINE12345', 'GRID'],
  ['POLICE110', 'HOTLINE12345', 'COURT'],
  ['POLICE110', 'HOTLINE12345'],
] as const;

const FIND = `{ ${WANTED.map(
  (feeds, rank) =>
    `rank${rank}: disputes(filter: { feeds: [${feeds.join(', ')}] }, first: 1) { nodes { code feeds } }`,
).join(' ')} }`;
const SampleSchema = z.object({ code: z.string(), feeds: z.array(z.string()) });
const FindSchema = z.record(z.string(), z.object({ nodes: z.array(SampleSchema) }));

/** A dispute to show, with the feeds that know of it. */
export type SampleDispute = z.infer<typeof SampleSchema>;

/** The question that the ready-made curl asks when there is no dispute yet. */
export const FEEDS_QUERY = '{ feeds { name titleEn lastContactAt recordCount deadLetterCount } }';

/** One dispute by its code, with what each of the four agencies says of it, what happened, and how fresh each feed is, in one request. */
export function disputeQuery(code: string): string {
  return (
    `{ dispute(code: "${code}") { code title state feeds ` +
    'policeIncidents { nodes { number reportedAt narrative } } ' +
    'hotlineTickets { nodes { number reportedAt title } } ' +
    'courtCases { nodes { number cause { name } mediationOrganisation outcome { label } } } ' +
    'gridEvents { nodes { number stage grid { name committee { name phone } } } } ' +
    'timeline { nodes { at label feed } } } ' +
    'feeds { name secondsBehind } }'
  );
}

export interface SampleSearch {
  /** How long to wait for a dispute of at least two agencies. */
  readonly withinMs: number;
  /** How long to go on looking for one of more agencies when there is one of fewer. */
  readonly patienceMs: number;
  readonly isStopping: () => boolean;
}

/**
 * Waits for a dispute to show: at once when there is one that all four agencies know, after `patienceMs` with what there is by
 * then, and soon when there was one to begin with.
 * @returns undefined when none came in time.
 */
export async function findSampleDispute(
  gatewayUrl: string,
  token: string,
  { withinMs, patienceMs, isStopping }: SampleSearch,
): Promise<SampleDispute | undefined> {
  let deadline = Date.now() + withinMs;
  let best: SampleDispute | undefined;
  let asked = false;
  while (Date.now() < deadline && !isStopping()) {
    try {
      const found = bestOf(await askGateway(gatewayUrl, token, FIND));
      if (found !== undefined && WANTED[0].every((feed) => found.feeds.includes(feed))) return found;
      const patience = asked ? patienceMs : Math.min(patienceMs, PATIENCE_WITH_EARLIER_MS);
      if (best === undefined && found !== undefined) deadline = Math.min(deadline, Date.now() + patience);
      best = found ?? best;
      asked = true;
    } catch {
      // Still empty, or still coming up: ask again.
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return best;
}

function bestOf(answer: unknown): SampleDispute | undefined {
  const ranks = FindSchema.parse(answer);
  return WANTED.map((_, rank) => ranks[`rank${rank}`]?.nodes[0]).find((one) => one !== undefined);
}

/** A command for a shell, each argument quoted. */
export function curlCommand(gatewayUrl: string, token: string, query: string): string {
  const quote = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
  return [
    `curl -s ${gatewayUrl}/graphql`,
    `  -H 'content-type: application/json'`,
    `  -H ${quote(`authorization: Bearer ${token}`)}`,
    `  -d ${quote(JSON.stringify({ query }))}`,
  ].join(' \\\n');
}
