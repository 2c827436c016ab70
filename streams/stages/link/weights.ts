import { z } from 'zod';
import { LEVELS, LINK_FIELDS, UNKNOWN, type LinkField } from './levels.ts';
import type { GramBackground } from './narrative-grams.ts';
import { gramNumber } from './narrative-grams.ts';
import city from './weights/city-1.json' with { type: 'json' };

const ShareSchema = z.number().gt(0).lt(1);

/** How likely a level is among pairs of one dispute (`m`) and among candidate pairs of two (`u`). */
const LevelWeightSchema = z.strictObject({ m: ShareSchema, u: ShareSchema });

/** One model: the share of candidate pairs that are about one dispute, and the levels of each field. */
const ModelSchema = z.strictObject({
  prior: ShareSchema,
  fields: z.record(z.string(), z.record(z.string(), LevelWeightSchema)),
});
export type LinkModel = z.infer<typeof ModelSchema>;

/**
 * A frozen file of weights: with the two records the only thing that a pair's score depends on. It is changed by `--fit` only, and then has
 * another version.
 */
export const LinkWeightsSchema = z.strictObject({
  version: z.string().min(1),
  /** What it was fitted on, for people. */
  fittedOn: z.string(),
  /** Pairs whose reporters may be one person, and pairs of two known different ones: a group quarrel is told by many. */
  oneReporter: ModelSchema,
  twoReporters: ModelSchema,
  /** Classes under which agencies file the same quarrels, as `0201|0902`. */
  related: z.array(z.string()),
  /** Shares of surnames and of given names among people; a name that is not there has the smallest share. */
  surnames: z.record(z.string(), ShareSchema),
  givenNames: z.record(z.string(), ShareSchema),
  /** Shares of texts that have a bigram, for the frequent ones. */
  grams: z.record(z.string(), ShareSchema),
  /** Texts that the shares of bigrams come from. */
  texts: z.int().positive(),
});
export type LinkWeights = z.infer<typeof LinkWeightsSchema>;

/** Reads a weights file. @throws ZodError naming the field */
export function weightsOf(file: unknown): LinkWeights {
  const weights = LinkWeightsSchema.parse(file);
  for (const { fields } of [weights.oneReporter, weights.twoReporters]) {
    for (const field of LINK_FIELDS) {
      for (const level of LEVELS[field]) {
        if (level === UNKNOWN || fields[field]?.[level] !== undefined) continue;
        throw new RangeError(
          `weights ${weights.version} have no ${field} ${level}: fit them anew with --fit`,
        );
      }
    }
  }
  return weights;
}

/** A weights file made ready for comparing: log2 weights by field and level, frequencies as maps. */
export interface CompiledWeights {
  readonly oneReporter: CompiledModel;
  readonly twoReporters: CompiledModel;
  readonly background: GramBackground;
  readonly related: ReadonlySet<string>;
  /** Log2 of the share of people with this name. */
  readonly nameRarity: (folded: string, surname: string) => number;
  /** Log2 of the share that two people drawn at random have the same name. */
  readonly usualRarity: number;
}

export interface CompiledModel {
  /** Log2 odds. */
  readonly prior: number;
  readonly weightOf: (field: LinkField, level: string) => number;
}

const compiled = new WeakMap<LinkWeights, CompiledWeights>();

export function compiledWeights(weights: LinkWeights): CompiledWeights {
  const known = compiled.get(weights);
  if (known !== undefined) return known;
  const made: CompiledWeights = {
    oneReporter: compiledModel(weights.oneReporter),
    twoReporters: compiledModel(weights.twoReporters),
    background: {
      rarity: new Map(
        Object.entries(weights.grams).map(([gram, share]) => [gramNumber(gram), -Math.log(share)]),
      ),
      ifUnknown: Math.log(weights.texts / 2),
    },
    related: new Set(weights.related),
    ...nameRarityOf(weights),
  };
  compiled.set(weights, made);
  return made;
}

function compiledModel({ prior, fields }: LinkModel): CompiledModel {
  const table = new Map<string, ReadonlyMap<string, number>>();
  for (const [field, levels] of Object.entries(fields)) {
    table.set(field, new Map(Object.entries(levels).map(([level, { m, u }]) => [level, Math.log2(m / u)])));
  }
  return {
    prior: Math.log2(prior / (1 - prior)),
    weightOf: (field, level) => table.get(field)?.get(level) ?? 0,
  };
}

function nameRarityOf({
  surnames,
  givenNames,
}: LinkWeights): Pick<CompiledWeights, 'nameRarity' | 'usualRarity'> {
  const [ofSurname, ofGiven] = [logShares(surnames), logShares(givenNames)];
  return {
    nameRarity: (folded, surname) =>
      ofSurname.of(surname === '' ? folded : surname) + ofGiven.of(folded.slice(surname.length)),
    usualRarity: ofSurname.usual + ofGiven.usual,
  };
}

/** Log2 of shares, with the smallest for what is not there, and of the chance that two drawn at random agree. */
function logShares(shares: Readonly<Record<string, number>>): {
  of: (value: string) => number;
  usual: number;
} {
  const logs = new Map(Object.entries(shares).map(([value, share]) => [value, Math.log2(share)]));
  const values = Object.values(shares);
  const smallest = values.length === 0 ? -10 : Math.log2(Math.min(...values));
  const agree = values.reduce((sum, share) => sum + share * share, 0);
  return { of: (value) => logs.get(value) ?? smallest, usual: agree > 0 ? Math.log2(agree) : smallest };
}

/** The weights that the hub ships with. */
export const SHIPPED_WEIGHTS: LinkWeights = weightsOf(city);
