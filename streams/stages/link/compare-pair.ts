import {
  amountLevel,
  categoryLevel,
  counterpartyFinding,
  daysApartLevel,
  FEWEST_GRAMS,
  identifierLevel,
  nameFinding,
  narrativeLevel,
  placeLevel,
  quotedNumberLevel,
} from './compare-fields.ts';
import { noteOf } from './field-notes.ts';
import { LINK_FIELDS, type Comparison } from './levels.ts';
import type { Linkable } from './linkable.ts';
import { surnameOf } from './names.ts';
import { cosine, gramVector, type GramVector } from './narrative-grams.ts';
import { LINK_FROM, REVIEW_FROM, type LinkRule, type PairScore } from './pair-score.ts';
import { compiledWeights, type CompiledModel, type CompiledWeights, type LinkWeights } from './weights.ts';

/** Levels of a pair, and the names that agree, for their frequency. */
export interface ComparedPair {
  readonly levels: Comparison;
  readonly sameName: string;
  readonly sameOpponent: string;
}

/** What a score is made of; without the evidence in words. */
export interface Weighing {
  readonly compared: ComparedPair;
  readonly model: CompiledModel;
  readonly rule: LinkRule | null;
  /** Log2 odds. */
  readonly weight: number;
  readonly probability: number;
}

/**
 * A machine links no pair by itself where neither the other side agrees, nor place and matter: one caller can have two quarrels. Nor two
 * reports of two people: two customers of one shop have two quarrels, unless there is a crowd of them (`crowds.ts`).
 */
const MOST_WITHOUT_RULE = LINK_FROM - 0.01;
/** Two people and no common other side: nothing to ask people about. */
const MOST_OF_STRANGERS = REVIEW_FROM - 0.01;

/**
 * How likely two records are about one dispute, with the evidence field by field: by the two records and the weights alone, so the answer
 * is the same whichever comes first and whatever else is there.
 */
export function comparePair(a: Linkable, b: Linkable, weights: LinkWeights): PairScore {
  const { compared, model, rule, weight, probability } = weighPair(a, b, weights);
  const adjusted = frequencyAdjustment(compared, compiledWeights(weights));
  const fields = LINK_FIELDS.map((field) => {
    const level = compared.levels[field];
    const extra = field === 'name' ? adjusted.name : field === 'counterparty' ? adjusted.counterparty : 0;
    return {
      field,
      level,
      weight: rounded(model.weightOf(field, level) + extra),
      note: noteOf(field, level),
    };
  });
  return {
    probability: rounded(probability),
    weight: rounded(weight),
    fields,
    rule,
    version: weights.version,
  };
}

/** The same without words, for looking through many pairs. */
export function weighPair(a: Linkable, b: Linkable, weights: LinkWeights): Weighing {
  const ready = compiledWeights(weights);
  const compared = comparedPair(a, b, ready);
  const model = toldByTwo(compared.levels) ? ready.twoReporters : ready.oneReporter;
  const adjusted = frequencyAdjustment(compared, ready);
  let weight = model.prior + adjusted.name + adjusted.counterparty;
  for (const field of LINK_FIELDS) weight += model.weightOf(field, compared.levels[field]);
  const rule = a.id === b.id ? null : ruleOf(compared.levels);
  const most = mostOf(rule, toldByTwo(compared.levels));
  return { compared, model, rule, weight, probability: Math.min(most, 1 / (1 + 2 ** -weight)) };
}

/** What a pair may reach at most by itself. */
function mostOf(rule: LinkRule | null, strangers: boolean): number {
  if (rule === null) return strangers ? MOST_OF_STRANGERS : MOST_WITHOUT_RULE;
  return rule === 'GROUP_QUARREL' ? MOST_WITHOUT_RULE : 1;
}

/** Two known different people: no name, phone or identity number of the reporters agrees and one of them differs. */
export function toldByTwo({ name, phone, idNumber }: Comparison): boolean {
  if (phone === 'EXACT' || idNumber === 'EXACT') return false;
  return name === 'DIFFERENT';
}

export function comparedPair(
  a: Linkable,
  b: Linkable,
  { background, related }: Pick<CompiledWeights, 'background' | 'related'>,
): ComparedPair {
  const name = nameFinding(a, b);
  const counterparty = counterpartyFinding(a, b, name);
  return {
    levels: {
      quotedNumber: quotedNumberLevel(a, b),
      idNumber: identifierLevel(a.idNumbers, b.idNumbers),
      phone: identifierLevel(a.phones, b.phones),
      name: name.level,
      counterparty: counterparty.level,
      place: placeLevel(a, b),
      category: categoryLevel(a.category, b.category, related),
      amount: amountLevel(a.amountFen, b.amountFen),
      daysApart: daysApartLevel(a, b),
      narrative:
        a.grams.length < FEWEST_GRAMS || b.grams.length < FEWEST_GRAMS
          ? 'UNKNOWN'
          : narrativeLevel(cosine(vectorOf(a, background), vectorOf(b, background))),
    },
    sameName: name.agrees,
    sameOpponent: counterparty.agrees,
  };
}

/** A rare name that agrees says more than 王伟: by how many bits, against two people drawn at random. */
function frequencyAdjustment(
  { sameName, sameOpponent, levels }: ComparedPair,
  { nameRarity, usualRarity }: CompiledWeights,
): { readonly name: number; readonly counterparty: number } {
  const adjust = (name: string): number =>
    name === '' || levels.name === 'SURNAME' ? 0 : clamped(usualRarity - nameRarity(name, surnameOf(name)));
  return { name: adjust(sameName), counterparty: adjust(sameOpponent) };
}

const MOST_ADJUSTED_BITS = 4;

function clamped(bits: number): number {
  return Math.max(-MOST_ADJUSTED_BITS, Math.min(MOST_ADJUSTED_BITS, bits));
}

/**
 * What had to agree and does; null when a machine may not link the pair: a person alone is never enough, because one caller can have two
 * quarrels. The other side must agree, or the place and the matter, or what is known of the matter to the fen or the minute.
 */
export function ruleOf(levels: Comparison): LinkRule | null {
  if (levels.quotedNumber === 'QUOTES') return 'QUOTED_NUMBER';
  const counterparty = COUNTERPARTY_AGREES.has(levels.counterparty);
  const exact = levels.amount === 'SAME' || levels.daysApart === 'SAME_MOMENT';
  const alike = levels.narrative !== 'BELOW_0.1';
  const told = TEXT_AGREES.has(levels.narrative) || levels.narrative === 'FROM_0.2';
  const matter = MATTER_AGREES.has(levels.category) || (levels.category === 'RELATED' && alike);
  const about = matter || exact || TEXT_AGREES.has(levels.narrative);
  const near = levels.place === 'DOOR' || levels.place === 'BUILDING' || levels.place === 'ROAD_NUMBER';
  // People of one household may both report; customers of one shop are strangers.
  if (toldByTwo(levels) && !(levels.place === 'DOOR' && about)) {
    const there = near || levels.place === 'COMMUNITY' || levels.place === 'ROAD';
    const other = counterparty || (levels.counterparty === 'UNKNOWN' && matter && told);
    return other && there && SAME_TIME.has(levels.daysApart) ? 'GROUP_QUARREL' : null;
  }
  if (levels.phone === 'EXACT' || levels.idNumber === 'EXACT') {
    if (counterparty) return 'IDENTIFIER_AND_COUNTERPARTY';
    // Where one feed gives no class, the texts must say that it is the same matter: a caller's next quarrel comes from the same door.
    const same = about || (levels.category === 'UNKNOWN' && told);
    const another = levels.counterparty === 'DIFFERENT' && !exact;
    if ((near || levels.place === 'COMMUNITY') && same && !another) return 'IDENTIFIER_AND_PLACE';
    return matter && (exact || told) ? 'IDENTIFIER_AND_MATTER' : null;
  }
  const name = NAME_AGREES.has(levels.name);
  if (counterparty && (name || levels.place === 'DOOR' || (near && exact))) return 'COUNTERPARTY_AND_PLACE';
  if ((levels.place === 'DOOR' || (name && near)) && about) return 'PLACE_AND_CATEGORY';
  return name && matter && exact ? 'NAME_AND_MATTER' : null;
}

const COUNTERPARTY_AGREES: ReadonlySet<string> = new Set([
  'SAME_PERSON',
  'SAME_ORGANISATION',
  'ABBREVIATED',
  'MENTIONED',
  'ONE_EDIT',
  'SURNAME',
]);
const SAME_TIME: ReadonlySet<string> = new Set([
  'SAME_MOMENT',
  'WITHIN_1',
  'WITHIN_3',
  'WITHIN_8',
  'WITHIN_15',
]);
const MATTER_AGREES: ReadonlySet<string> = new Set(['SAME', 'NARROWER']);
const TEXT_AGREES: ReadonlySet<string> = new Set(['FROM_0.7', 'FROM_0.5', 'FROM_0.35']);
const NAME_AGREES: ReadonlySet<string> = new Set([
  'EXACT',
  'SIMPLIFIED',
  'PINYIN',
  'ONE_EDIT',
  'CROSSED',
  'MENTIONED',
]);

const vectors = new WeakMap<
  Linkable,
  { readonly background: CompiledWeights['background']; readonly vector: GramVector }
>();

/** Once a record and weights file. */
function vectorOf(one: Linkable, background: CompiledWeights['background']): GramVector {
  const known = vectors.get(one);
  if (known?.background === background) return known.vector;
  const vector = gramVector(one.grams, background);
  vectors.set(one, { background, vector });
  return vector;
}

/** Stored and shown: six digits are enough, and the same on every machine. */
function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
