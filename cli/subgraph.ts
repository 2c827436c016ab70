import { surviveLostAnswers } from '../gateway/lost-answers.ts';
import { serveSubgraph } from '../gateway/subgraphs/serve-alone.ts';
import type { Logger } from '../runtime/log.ts';
import type { Running } from '../runtime/run-process.ts';
import { requireServers, type Settings } from '../runtime/settings.ts';
import { readDeadlines } from '../runtime/working-calendar.ts';
import { withRunningServers } from './home/running-servers.ts';

export interface SubgraphRequest {
  readonly name: string;
  readonly port: number;
  readonly settings: Settings;
  readonly log: Logger;
}

/** Serves one subgraph on the store of this home, or on the one from the environment. */
export async function runSubgraph({ name, port, settings, log }: SubgraphRequest): Promise<Running> {
  surviveLostAnswers(log);
  const { mongodbUri } = requireServers({
    ...withRunningServers(settings),
    // A subgraph reads the store alone.
    kafkaBrokers: ['unused'],
  });
  const { host, home, webhookAllow } = settings;
  const deadlines = readDeadlines(settings, log, new Date());
  return serveSubgraph({ name, port, host, home, mongodbUri, deadlines, webhookAllow, log });
}
