import { parseArgs } from 'node:util';
import { report, type BenchRow } from './report.ts';
import { foresightOf } from './risk/foresight.ts';
import { foresightRows } from './risk/foresight-rows.ts';
import { readSentences, tallyWords } from './risk/measure-words.ts';

/**
 * Words of risk against the labelled sentences: precision and recall by kind, on the half that the lexicon was tuned on and on the one held
 * back; and how well scores foresee what happens in the simulated city, beside rankings by contacts and by the newest report (`docs/risk.md`),
 * over `--seeds` cities of `--records` in `--days`. `--list` prints what was found wrongly or missed, of the tuning half alone unless `--held` is given too.
 */
export function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seeds: { type: 'string', default: '5' },
      records: { type: 'string', default: '12600' },
      days: { type: 'string', default: '42' },
      list: { type: 'boolean', default: false },
      held: { type: 'boolean', default: false },
    },
  });
  const [seeds, records, days] = [Number(values.seeds), Number(values.records), Number(values.days)];
  const sentences = readSentences();
  const rows: BenchRow[] = [];
  for (const half of ['tuning', 'held'] as const) {
    const ofHalf = sentences.filter((sentence) => sentence.half === half);
    for (const [kind, { hit, wrong, missed }] of tallyWords(ofHalf)) {
      const beside = `${hit} found, ${wrong.length} wrongly, ${missed.length} missed, of ${ofHalf.length} sentences`;
      const [precision, recall] = [hit / (hit + wrong.length), hit / (hit + missed.length)];
      rows.push({ measure: `${half}: ${kind}, precision`, value: precision, unit: '', beside });
      rows.push({ measure: `${half}: ${kind}, recall`, value: recall, unit: '' });
      if (values.list && kind !== 'all' && kind !== 'any' && (half === 'tuning' || values.held)) {
        for (const text of wrong) process.stdout.write(`${half} ${kind} wrongly: ${text}\n`);
        for (const text of missed) process.stdout.write(`${half} ${kind} missed: ${text}\n`);
      }
    }
  }
  const cities = Array.from({ length: seeds }, (_, n) => foresightOf(`risk-${n + 1}`, records, days));
  rows.push(...foresightRows(cities));
  report('risk', { sentences: sentences.length, seeds, records, days }, rows, new Date());
  return Promise.resolve();
}
