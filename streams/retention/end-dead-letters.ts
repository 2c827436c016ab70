import type { DeadLetterDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import { storing } from '../../schema/store/store-fault.ts';
import { textOfLetter } from '../erasure/erase-documents.ts';
import { ERASED_LETTER } from '../erasure/erased-version.ts';
import { recordIdOfLetter, type Holding } from './holding.ts';

const MAJORITY = { writeConcern: { w: 'majority' } } as const;
const AT_ONCE = 500;
/** What stays of a letter whose term is over. */
const ENDED_LETTER = {
  ...ERASED_LETTER,
  reason: 'its words and bytes were kept for as long as their term says',
  reasonClass: 'ended by its term',
} as const;

/**
 * Empties bytes and words of dead letters of before that moment, unless a legal hold keeps them: on a dispute or person of the record that the letter is
 * about, on somebody whom its bytes name, or on a dispute by its code or a number of its records in them. Answers how many; killed at any moment, the next
 * call goes on, and so it does with what was held once that is released.
 * @throws HubError HUB_STORE_UNAVAILABLE.
 */
export async function endDeadLetters(store: Store, before: string, holding: Holding): Promise<number> {
  const over = {
    at: { $lt: before },
    reasonClass: { $nin: [ENDED_LETTER.reasonClass, ERASED_LETTER.reasonClass] },
  };
  if (holding.isNothing) {
    const { modifiedCount } = await storing(
      store.deadLetters.collection.updateMany(over, { $set: ENDED_LETTER }, MAJORITY),
    );
    return modifiedCount;
  }
  let ended = 0;
  const cursor = store.deadLetters.find(over).batchSize(AT_ONCE).lean<DeadLetterDoc[]>().cursor();
  for await (const letter of cursor as AsyncIterable<DeadLetterDoc>) {
    if (await isHeld(letter, holding)) continue;
    const { modifiedCount } = await storing(
      store.deadLetters.collection.updateOne(
        { _id: letter._id, ...over } as never,
        { $set: ENDED_LETTER },
        MAJORITY,
      ),
    );
    ended += modifiedCount;
  }
  return ended;
}

async function isHeld(letter: DeadLetterDoc, holding: Holding): Promise<boolean> {
  if (holding.namedIn(textOfLetter(letter))) return true;
  const recordId = recordIdOfLetter(letter.feed, letter.key?.value() ?? null);
  return recordId !== null && (await holding.ofRecord(recordId));
}
