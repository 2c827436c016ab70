import type { LEVELS } from './levels.ts';
import { type LinkField } from './levels.ts';

type Notes = { readonly [Field in LinkField]: Readonly<Record<(typeof LEVELS)[Field][number], string>> };

/** The evidence in words, for people; no values, so that it can be shown to whoever may see the link. */
const NOTES: Notes = {
  quotedNumber: {
    QUOTES: 'one record quotes the number of the other',
    QUOTE_THE_SAME: 'both quote the same number',
    NONE: 'neither quotes the other',
  },
  idNumber: {
    EXACT: 'an identity number is the same',
    DIFFERENT: 'the identity numbers differ',
    UNKNOWN: 'one side gives no identity number',
  },
  phone: {
    EXACT: 'a telephone is the same',
    DIFFERENT: 'the telephones differ',
    UNKNOWN: 'one side gives no telephone',
  },
  name: {
    EXACT: 'the reporters have the same name',
    SIMPLIFIED: 'the reporters have the same name, in another script',
    PINYIN: 'the names of the reporters are read alike',
    ONE_EDIT: 'the names of the reporters differ by one character',
    CROSSED: 'the reporter of one is the other side of the other',
    MENTIONED: 'the text of one names the reporter of the other',
    SURNAME: 'the reporters share the surname; more is not known',
    DIFFERENT: 'the reporters have different names',
    UNKNOWN: 'one side does not name the reporter',
  },
  counterparty: {
    SAME_PERSON: 'the other side is the same person',
    SAME_ORGANISATION: 'the other side is the same organisation',
    ABBREVIATED: 'one names the other side by a short form of the other’s name for it',
    MENTIONED: 'the text of one names the other side of the other',
    ONE_EDIT: 'the names of the other side differ by one character',
    SURNAME: 'the other side shares the surname; more is not known',
    DIFFERENT: 'the other side is another',
    UNKNOWN: 'one record does not name the other side',
  },
  place: {
    DOOR: 'the same door or corner',
    BUILDING: 'the same building or village group, no door or another',
    ROAD_NUMBER: 'the same road and number',
    COMMUNITY: 'the same estate or village',
    ROAD: 'the same road',
    STREET: 'the same street division, other addresses',
    COUNTY: 'the same county, other addresses',
    DIFFERENT: 'other places',
    UNKNOWN: 'one record does not say where',
  },
  category: {
    SAME: 'the same class',
    NARROWER: 'the class of one is part of the other’s',
    RELATED: 'classes under which the agencies often file the same quarrel',
    SAME_CLASS: 'sub-classes of one class',
    DIFFERENT: 'different classes',
    UNKNOWN: 'one record has no class',
  },
  amount: {
    SAME: 'the same amount of money',
    DIFFERENT: 'different amounts of money',
    UNKNOWN: 'one record names no amount',
  },
  daysApart: {
    SAME_MOMENT: 'both say that it happened at the same minute',
    WITHIN_1: 'reported within a day',
    WITHIN_3: 'reported within 3 days',
    WITHIN_8: 'reported within 8 days',
    WITHIN_15: 'reported within 15 days',
    WITHIN_30: 'reported within 30 days',
    WITHIN_60: 'reported within 60 days',
    LONGER: 'reported more than 60 days apart',
  },
  narrative: {
    'FROM_0.7': 'the texts are nearly the same',
    'FROM_0.5': 'the texts have much in common',
    'FROM_0.35': 'the texts have a good deal in common',
    'FROM_0.2': 'the texts have something in common',
    'FROM_0.1': 'the texts have little in common',
    'BELOW_0.1': 'the texts have nothing in common',
    UNKNOWN: 'one record has no text',
  },
};

/** What a level means, in words. */
export function noteOf(field: LinkField, level: string): string {
  return (NOTES[field] as Readonly<Record<string, string>>)[level] ?? level;
}
