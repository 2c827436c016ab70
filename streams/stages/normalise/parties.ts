import type { PartyDraft, RecordParty } from '../../../schema/canonical/party.ts';
import { foldAddress, foldIdNumber, foldName, foldPhone } from '../../../schema/matching/fold.ts';

const RESIDENT_ID_CARD = '111';
/** Names that say no more than that there is somebody: 王先生, 李某, 匿名. */
const NO_NAME =
  /^(?:\p{Script=Han}{1,2}(?:某{1,3}|先生|女士|小姐|大爷|大娘|阿姨|师傅|老板|同志)|匿名.*|不详|未知|无|无名氏|群众|市民|热心市民|路人|报警人|来电人|本人|先生|女士|unknown|anonymous|n\/a|unspecified)$/u;
/** Short numbers and numbers made of one digit identify nobody. */
const NO_PHONE = /^(?:.{0,6}|.*(\d)\1{7,})$/;

/** Folds a party for matching and reports what does not stand up. */
export function normaliseParty(draft: PartyDraft): { party: RecordParty; flags: readonly string[] } {
  const idNumber = draft.idNumber === null ? null : foldIdNumber(draft.idNumber);
  const isResidentCard = draft.idType === null || draft.idType === RESIDENT_ID_CARD;
  const wrong = draft.idNumber !== null && idNumber === null && isResidentCard;
  return {
    party: {
      ...draft,
      matching: {
        name: draft.name === null ? null : matchingName(draft.name),
        phone: draft.phone === null ? null : matchingPhone(draft.phone),
        idNumber,
        address: draft.address === null ? null : orNull(foldAddress(draft.address)),
      },
    },
    flags: wrong ? ['ID_CHECK_DIGIT_WRONG'] : [],
  };
}

function matchingName(name: string): string | null {
  const folded = foldName(name);
  return folded.length < 2 || NO_NAME.test(folded) ? null : folded;
}

function matchingPhone(phone: string): string | null {
  const folded = foldPhone(phone);
  return folded === null || NO_PHONE.test(folded) ? null : folded;
}

function orNull(text: string): string | null {
  return text === '' ? null : text;
}
