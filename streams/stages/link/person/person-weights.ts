import { z } from 'zod';
import { digest } from '../../../../schema/canonical/ids.ts';
import type { MixtureStart } from '../em.ts';
import { PERSON_FIELDS, PERSON_LEVELS } from './levels.ts';

const ShareSchema = z.number().gt(0).lt(1);

/**
 * A frozen file of weights for persons: of each level of each field (`PERSON_LEVELS`), its share among pairs of one person (`m`) and of two
 * (`u`). How rare a name or number is comes from the data that is linked, not from here.
 */
export const PersonWeightsSchema = z.strictObject({
  version: z.string().min(1),
  mode: z.literal('person'),
  /** What it was fitted on, for people. */
  fittedOn: z.string(),
  /** Share of all pairs that are of one person. */
  prior: ShareSchema,
  fields: z.record(
    z.enum(Object.keys(PERSON_LEVELS) as [keyof typeof PERSON_LEVELS]),
    z.record(z.string(), z.strictObject({ m: ShareSchema, u: ShareSchema })),
  ),
});
export type PersonWeights = z.infer<typeof PersonWeightsSchema>;

/** A weights file of what was fitted; its version is a digest of its content. */
export function personWeightsOf({ m, u, prior }: MixtureStart, fittedOn: string): PersonWeights {
  const fields = Object.fromEntries(
    PERSON_FIELDS.map((field, f) => [
      field,
      Object.fromEntries(
        PERSON_LEVELS[field].map((level, l) => [level, { m: shareOf(m[f]?.[l]), u: shareOf(u[f]?.[l]) }]),
      ),
    ]),
  ) as PersonWeights['fields'];
  const rounded = Number(prior.toPrecision(6));
  const version = `person-${digest('weights', JSON.stringify([rounded, fields])).slice(0, 8)}`;
  return { version, mode: 'person', fittedOn, prior: rounded, fields };
}

/** @throws RangeError naming the first level that the file leaves out */
export function mixtureOf({ prior, fields }: PersonWeights): MixtureStart {
  const table = (side: 'm' | 'u'): number[][] =>
    PERSON_FIELDS.map((field) =>
      PERSON_LEVELS[field].map((level) => {
        const share = fields[field][level];
        if (share === undefined) throw new RangeError(`there is no ${field} ${level}`);
        return share[side];
      }),
    );
  return { m: table('m'), u: table('u'), prior };
}

function shareOf(share = 0): number {
  return Math.min(1 - 1e-12, Math.max(1e-12, Number(share.toPrecision(6))));
}
