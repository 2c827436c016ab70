import { z } from 'zod';
import { askGateway } from './graph-client.ts';

const POLL_MS = 250;

const FindSchema = z.object({ disputes: z.object({ nodes: z.array(z.object({ code: z.string() })) }) });
const FIND = '{ disputes(filter: { feeds: [POLICE110, HOTLINE12345] }, first: 1) { nodes { code } } }';

/** The question that the ready-made curl asks when there is no dispute yet. */
export const FEEDS_QUERY = '{ feeds { name titleEn lastContactAt recordCount deadLetterCount } }';

/** One dispute by its code, with what police and hotline say of it and what happened, in one request. */
export function disputeQuery(code: string): string {
  return (
    `{ dispute(code: "${code}") { code title state ` +
    'policeIncidents { nodes { number reportedAt narrative } } ' +
    'hotlineTickets { nodes { number reportedAt title } } ' +
    'timeline { nodes { at label feed } } } }'
  );
}

/** Waits for a dispute that police and hotline both report. @returns its code, or undefined when none came in time. */
export async function findSharedDispute(
  gatewayUrl: string,
  token: string,
  withinMs: number,
  isStopping: () => boolean,
): Promise<string | undefined> {
  const deadline = Date.now() + withinMs;
  while (Date.now() < deadline && !isStopping()) {
    try {
      const found = FindSchema.parse(await askGateway(gatewayUrl, token, FIND));
      const code = found.disputes.nodes[0]?.code;
      if (code !== undefined) return code;
    } catch {
      // Still empty, or still coming up: ask again.
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return undefined;
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
