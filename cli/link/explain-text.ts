import { decide, LINK_FROM, REVIEW_FROM, type PairScore } from '../../streams/stages/link/pair-score.ts';
import type { PersonPairScore } from '../../streams/stages/link/person/score-persons.ts';

/** The comparison of two persons, a line a field, in log2 odds that add up to the last line. */
export function personExplanation(a: string, b: string, score: PersonPairScore, linkFrom: number): string {
  const rows = score.fields.map(({ field, level, weight, rarity }): Row => ({
    field,
    level,
    weight: weight + rarity,
    note:
      rarity === 0
        ? ''
        : `${bits(rarity)} of it because the value is ${rarity > 0 ? 'rarer' : 'commoner'} than usual`,
  }));
  const prior: Row = { field: 'before', level: '', weight: score.prior, note: 'any two records' };
  const verdict =
    score.probability >= linkFrom
      ? 'one person'
      : score.probability >= REVIEW_FROM
        ? 'for people to decide'
        : 'two persons';
  return table(a, b, [prior, ...rows], score, `${verdict} (one from ${linkFrom})`);
}

/** The comparison of two records of disputes. */
export function disputeExplanation(a: string, b: string, score: PairScore): string {
  const verdict = { LINK: 'one dispute', REVIEW: 'for people to decide', NOTHING: 'two disputes' }[
    decide(score)
  ];
  const told = score.fields.reduce((sum, { weight }) => sum + weight, 0);
  const rest: Row = {
    field: 'before',
    level: '',
    weight: score.weight - told,
    note: 'any two records that share a block',
  };
  return table(a, b, [rest, ...score.fields], score, `${verdict} (one from ${LINK_FROM})`);
}

interface Row {
  readonly field: string;
  readonly level: string;
  readonly weight: number;
  readonly note: string;
}

function table(
  a: string,
  b: string,
  rows: readonly Row[],
  { probability, weight, version }: Pick<PairScore, 'probability' | 'weight' | 'version'>,
  verdict: string,
): string {
  const fieldWidth = Math.max(...rows.map(({ field }) => field.length), 5);
  const levelWidth = Math.max(...rows.map(({ level }) => level.length));
  const line = (row: Row): string =>
    `${row.field.padEnd(fieldWidth)}  ${row.level.padEnd(levelWidth)}  ${bits(row.weight).padStart(7)}  ${row.note}`.trimEnd();
  return [
    `${a} and ${b}, weights ${version}`,
    ...rows.map(line),
    line({ field: 'sum', level: '', weight, note: `probability ${probability.toFixed(4)}: ${verdict}` }),
  ].join('\n');
}

function bits(weight: number): string {
  return `${weight >= 0 ? '+' : ''}${weight.toFixed(2)}`;
}
