import { request } from 'node:http';
import { z } from 'zod';

const AnswerSchema = z.object({
  data: z.unknown(),
  errors: z.array(z.object({ message: z.string() })).optional(),
});
const WITHIN_MS = 10_000;

/** Asks the gateway one query and gives back its `data`. @throws Error with the first error's message, or what went wrong on the way. */
export async function askGateway(
  gatewayUrl: string,
  token: string,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<unknown> {
  const text = await post(`${gatewayUrl}/graphql`, token, JSON.stringify({ query, variables }));
  const answer = AnswerSchema.parse(JSON.parse(text));
  const fault = answer.errors?.[0];
  if (fault !== undefined) throw new Error(fault.message);
  return answer.data;
}

function post(url: string, token: string, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: 'POST',
        agent: false,
        timeout: WITHIN_MS,
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          text += chunk;
        });
        response.once('end', () => {
          resolve(text);
        });
        response.once('error', reject);
      },
    );
    sent.once('timeout', () =>
      sent.destroy(new Error(`no answer from ${url} within ${WITHIN_MS / 1_000} s`)),
    );
    sent.once('error', reject);
    sent.end(body);
  });
}
