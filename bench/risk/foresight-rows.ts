import type { BenchRow } from '../report.ts';
import { DEPTHS, mean, quartilesOf, type Foresight, type Ranking } from './foresight.ts';

const NAMES: readonly Ranking[] = ['score', 'contacts', 'newest', 'by chance', 'best possible'];

/** Rows of the report: precision at k beside its peers, recall, lead time, false alarms, over all seeds together. */
export function foresightRows(cities: readonly Foresight[]): BenchRow[] {
  const sum = (of: (city: Foresight) => number): number => cities.reduce((all, city) => all + of(city), 0);
  const precision = (name: Ranking, at: number): number =>
    mean(cities.map((city) => city.precision.get(name)?.[at] ?? NaN));
  const [foreseeable, harmless] = [sum((city) => city.foreseeable), sum((city) => city.harmless)];
  const colour = (name: string, leads: readonly number[], wrong: number): BenchRow[] => {
    const [lower, median, upper] = quartilesOf(leads);
    const beside = leads.length === 0 ? undefined : `quartiles ${lower.toFixed(1)} and ${upper.toFixed(1)}`;
    return [
      {
        measure: `${name} before the event, recall`,
        value: leads.length / foreseeable,
        unit: '',
        beside: `${leads.length} of ${foreseeable} quarrels that escalate after an agency has heard of them`,
      },
      ...(beside === undefined
        ? []
        : [{ measure: `${name} before the event, lead time, median`, value: median, unit: 'h', beside }]),
      {
        measure: `${name} and no quarrel escalates`,
        value: (100 * wrong) / harmless,
        unit: '/100 disputes',
        beside: `${wrong} of ${harmless}`,
      },
    ];
  };
  return [
    ...DEPTHS.map((k, at): BenchRow => {
      const peers = NAMES.slice(1).map((name) => `${name} ${precision(name, at).toFixed(3)}`);
      return {
        measure: `precision at ${k}, by score`,
        value: precision('score', at),
        unit: '',
        beside: peers.join(', '),
      };
    }),
    ...colour(
      'YELLOW or RED',
      cities.flatMap(({ yellowLeads }) => yellowLeads),
      sum((city) => city.falseYellows),
    ),
    ...colour(
      'RED',
      cities.flatMap(({ redLeads }) => redLeads),
      sum((city) => city.falseReds),
    ),
    {
      measure: 'quarrels that escalate',
      value: sum((city) => city.escalated),
      unit: '',
      beside: `${foreseeable} heard of before, of which ${sum((city) => city.unlinked)} are in no dispute; ${sum((city) => city.weeks)} city-weeks`,
    },
  ];
}
