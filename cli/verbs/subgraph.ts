import { Argument, Command } from 'commander';
import { subgraphNames } from '../../schema/subgraphs/subgraph-sdl.ts';
import { portOf } from './port-of.ts';

/** `tributary subgraph NAME --port N`: until a signal ends it. */
export function subgraphVerb(): Command {
  return new Command('subgraph')
    .description('serve one subgraph alone, for a gateway that reaches it by TRIBUTARY_SUBGRAPHS_FILE')
    .addArgument(new Argument('<name>', 'which').choices(subgraphNames()))
    .requiredOption('--port <number>', 'port on TRIBUTARY_HOST', portOf)
    .action(async (name: string, { port }: { readonly port: number }) => {
      const { runProcess } = await import('../../runtime/run-process.ts');
      const { runSubgraph } = await import('../subgraph.ts');
      await runProcess(`subgraph-${name}`, (settings, log) => runSubgraph({ name, port, settings, log }));
    });
}
