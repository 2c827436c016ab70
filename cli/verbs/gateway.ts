import { Command } from 'commander';
import { portOf } from './port-of.ts';

interface Options {
  readonly supergraph: string;
  readonly subgraphs: string;
  readonly port: number;
  readonly host?: string;
  /** false with --no-access */
  readonly access: boolean;
}

/** `tributary gateway --supergraph FILE --subgraphs FILE --port N`: until a signal ends it. */
export function gatewayVerb(): Command {
  return new Command('gateway')
    .description('serve any supergraph over its subgraphs by URL, without Kafka and MongoDB')
    .requiredOption('--supergraph <file>', 'supergraph SDL, composed by anyone (join v0.1 to v0.5)')
    .requiredOption('--subgraphs <file>', 'JSON: [{"name": "...", "url": "..."}]')
    .requiredOption('--port <number>', 'port to serve /graphql on', portOf)
    .option('--host <address>', 'address to serve on (TRIBUTARY_HOST)')
    .option('--no-access', 'answer everybody without a token, introspection included')
    .action(async (options: Options) => {
      const { runProcess } = await import('../../runtime/run-process.ts');
      const { runGateway } = await import('../gateway.ts');
      await runProcess('gateway', (settings, log) => runGateway({ ...options, settings, log }));
    });
}
