import { parseArgs } from 'node:util';
import { PersonLinker } from '../streams/stages/link/person/link-persons.ts';
import { PersonTable } from '../streams/stages/link/person/person-table.ts';
import { febrlLike } from './febrl-like.ts';
import type { FebrlPerson } from './febrl-person.ts';
import { report, type BenchRow } from './report.ts';

/** Measured with Splink 5 on FEBRL4: what the figures stand beside. */
const SETS = [
  { name: 'all fields', names: 'aim 0.98; Splink 5 on FEBRL4: 0.999', identifiers: true },
  { name: 'names and addresses only', names: 'aim 0.98; Splink 5 on FEBRL4: 0.981', identifiers: false },
] as const;

/**
 * Persons linked offline, by weights estimated from the data itself: precision, recall and F1 of pairs, the worst of several seeds, on sets
 * like FEBRL4 (`--persons` originals and as many corrupted duplicates), and records a second.
 */
export function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { persons: { type: 'string', default: '5000' }, seeds: { type: 'string', default: '3' } },
  });
  const [persons, seeds] = [Number(values.persons), Number(values.seeds)];
  const rows = SETS.flatMap(({ name, names, identifiers }): BenchRow[] => {
    const runs = Array.from({ length: seeds }, (_, n) =>
      measured(febrlLike(`bench-${n + 1}`, persons), identifiers),
    );
    const worst = runs.reduce((least, one) => (one.f1 < least.f1 ? one : least));
    return [
      { measure: `${name}: precision`, value: worst.precision, unit: '' },
      { measure: `${name}: recall`, value: worst.recall, unit: '' },
      { measure: `${name}: F1`, value: worst.f1, unit: '', beside: names },
      { measure: `${name}: pairs compared a record`, value: worst.comparedPerRecord, unit: '' },
      { measure: `${name}: read, fitted and linked`, value: worst.recordsPerSecond, unit: 'records/s' },
    ];
  });
  report('link-offline', { persons, seeds }, rows, new Date());
  return Promise.resolve();
}

interface Measured {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly comparedPerRecord: number;
  readonly recordsPerSecond: number;
}

function measured(people: readonly FebrlPerson[], identifiers: boolean): Measured {
  const start = performance.now();
  const table = new PersonTable();
  for (const person of people) table.add(rowOf(person, identifiers));
  const linker = new PersonLinker(table.finish());
  const { clusterOf, candidates } = linker.cluster(linker.fit('bench'));
  const seconds = (performance.now() - start) / 1_000;
  const entities = table.ids.map((id) => Number(id.split('-')[1]));
  let [hit, wrong] = [0, 0];
  for (const members of Map.groupBy(entities.keys(), (row) => clusterOf[row] ?? row).values()) {
    for (const [i, a] of members.entries()) {
      for (const b of members.slice(0, i)) {
        if (entities[a] === entities[b]) hit += 1;
        else wrong += 1;
      }
    }
  }
  const precision = hit / (hit + wrong);
  const recall = hit / (people.length / 2);
  return {
    precision,
    recall,
    f1: (2 * precision * recall) / (precision + recall),
    comparedPerRecord: candidates / people.length,
    recordsPerSecond: people.length / seconds,
  };
}

function rowOf(person: FebrlPerson, identifiers: boolean): Parameters<PersonTable['add']>[0] {
  return {
    id: person.rec_id,
    familyName: person.surname,
    givenName: person.given_name,
    name: null,
    phone: null,
    idNumber: identifiers ? person.soc_sec_id : null,
    birthDate: identifiers ? person.date_of_birth : null,
    addressLines: [person.street_number, person.address_1, person.address_2],
    locality: person.suburb,
    postcode: person.postcode,
    region: person.state,
    category: null,
    narrative: null,
  };
}
