import { Command, InvalidArgumentError } from 'commander';
import { HubError } from '../../schema/canonical/hub-error.ts';

interface Options {
  readonly out?: string;
  readonly map?: string;
  readonly fit?: true;
  readonly weights?: string;
  readonly threshold?: number;
  readonly skipBad?: true;
  readonly explain?: readonly string[];
}

/** `tributary link FILE.jsonl --out clusters.jsonl [--map MAP.json] [--fit]`. */
export function linkVerb(): Command {
  return new Command('link')
    .description(
      'link the records of a file by the same linker, without servers: link people.jsonl --map map.json --out clusters.jsonl',
    )
    .argument('<file>', 'JSON lines: canonical records, or objects whose fields --map names')
    .option('--out <file>', 'where to write {"id", "cluster", "probability"}, a line a record, by id')
    .option(
      '--map <file>',
      'JSON that names the fields: {"mode": "person", "id": "rec_id", "familyName": "surname", …}',
    )
    .option('--fit', 'estimate the weights from this file; with --weights they are written there')
    .option('--weights <file>', 'weights to link by, or with --fit to write')
    .option('--threshold <probability>', 'persons only: from here on two records are one (0.95)', probability)
    .option('--skip-bad', 'leave out lines that cannot be read, and say which')
    .option('--explain <id...>', 'print the comparison of two records, by their ids')
    .action(async (file: string, options: Options) => {
      const { runLink } = await import('../link/run-link.ts');
      await runLink(
        {
          file,
          out: options.out ?? null,
          map: options.map ?? null,
          fit: options.fit ?? false,
          weights: options.weights ?? null,
          skipBad: options.skipBad ?? false,
          explain: options.explain === undefined ? null : pair(options.explain),
          linkFrom: options.threshold ?? null,
        },
        {
          result: (text) => void process.stdout.write(`${text}\n`),
          progress: (text) => void process.stderr.write(`${text}\n`),
        },
      );
    });
}

function pair(ids: readonly string[]): readonly [string, string] {
  const [a, b, ...more] = ids;
  if (a === undefined || b === undefined || more.length > 0) {
    throw new HubError(
      'HUB_BAD_REQUEST',
      `--explain takes two ids, here are ${ids.length}; the file comes before it: link FILE --explain A B`,
      { field: 'explain' },
    );
  }
  return [a, b];
}

function probability(text: string): number {
  const value = Number(text);
  if (value > 0 && value <= 1) return value;
  throw new InvalidArgumentError('a number over 0, at most 1, is needed.');
}
