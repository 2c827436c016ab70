import type { DeadLetterDoc } from '../../schema/store/documents.ts';
import { MAJORITY } from '../../schema/store/majority.ts';
import type { Store } from '../../schema/store/models.ts';
import { storing } from '../../schema/store/store-fault.ts';
import { textOfLetter } from '../erasure/erase-documents.ts';
import { ERASED_LETTER } from '../erasure/erased-version.ts';
import type { DocumentEnding } from './document-ending.ts';
import { recordIdOfLetter, type Holding } from './holding.ts';

/** What stays of a letter whose term is over. */
const ENDED_LETTER = {
  ...ERASED_LETTER,
  reason: 'its words and bytes were kept for as long as their term says',
  reasonClass: 'ended by its term',
} as const;
const WHOLE = { reasonClass: { $nin: [ENDED_LETTER.reasonClass, ERASED_LETTER.reasonClass] } };

/**
 * Empties bytes and words of dead letters of before that moment, unless a legal hold keeps them: on a dispute or person of the record that the letter is
 * about, on somebody whom its bytes name, or on a dispute by its code or a number of its records in them.
 */
export const DEAD_LETTERS: DocumentEnding = {
  async *over(store, before, holding) {
    const shown = holding.isNothing ? { _id: 1 } : {};
    const cursor = store.deadLetters
      .find({ at: { $lt: before }, ...WHOLE }, shown)
      .lean<DeadLetterDoc[]>()
      .cursor();
    for await (const letter of cursor as AsyncIterable<DeadLetterDoc>) {
      if (holding.isNothing || !(await isHeld(letter, holding))) yield letter._id;
    }
  },
  async end(store, ids) {
    const letters = { _id: { $in: ids }, ...WHOLE } as never;
    await storing(store.deadLetters.collection.updateMany(letters, { $set: ENDED_LETTER }, MAJORITY));
  },
  left: (store: Store, ids) =>
    storing(
      store.deadLetters.collection.countDocuments({
        _id: { $in: ids },
        reasonClass: { $ne: ENDED_LETTER.reasonClass },
      } as never),
    ),
};

async function isHeld(letter: DeadLetterDoc, holding: Holding): Promise<boolean> {
  if (holding.namedIn(textOfLetter(letter))) return true;
  const recordId = recordIdOfLetter(letter.feed, letter.key?.value() ?? null);
  return recordId !== null && (await holding.ofRecord(recordId));
}
