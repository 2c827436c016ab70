import { BlockCollector } from '../candidates.ts';
import type { ForEachCandidate } from './fit-persons.ts';
import { PERSON_BLOCK_RULES, PersonBlockKeys } from './person-block-keys.ts';
import type { PersonTable } from './person-table.ts';

/** The pairs of a finished table that share a block. */
export function personCandidates(table: PersonTable): ForEachCandidate {
  const collector = new BlockCollector(PERSON_BLOCK_RULES);
  const keys = new PersonBlockKeys(table);
  for (let row = 0; row < table.size; row += 1) collector.add(keys.keysOf(row));
  const candidates = collector.finish();
  return (visit) => {
    candidates.forEach(visit);
  };
}
