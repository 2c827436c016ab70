import type { CanonicalRecord } from '../../../../schema/canonical/record.ts';
import { phrasesOf, type Phrase } from './phrases.ts';

const known = new WeakMap<CanonicalRecord, readonly Phrase[]>();

/** Phrases in what a record tells: title, narrative and the notes of its events. Two factors read them: they are found once a record. */
export function phrasesOfRecord(record: CanonicalRecord): readonly Phrase[] {
  const found = known.get(record);
  if (found !== undefined) return found;
  const texts = new Set([record.title, record.narrative, ...record.events.map(({ note }) => note)]);
  const phrases = [...texts].flatMap((text) => (text === null ? [] : phrasesOf(text)));
  known.set(record, phrases);
  return phrases;
}
