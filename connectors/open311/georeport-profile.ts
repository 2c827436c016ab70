import { z } from 'zod';
import { PROFILE_BASE, TimeZone, badProfile } from '../kit/profile-base.ts';

/** What a city's GeoReport needs beyond the specification. Its fields are the specification's. */
const GeoProfileSchema = z.strictObject({
  kind: z.literal('georeport'),
  ...PROFILE_BASE,
  time: z.strictObject({
    /** For times without an offset, which the specification does not allow and some cities send. */
    zone: TimeZone,
  }),
  /** Values of `status` that take a request back. */
  withdrawn: z.array(z.string()).default([]),
});
export type GeoProfile = z.infer<typeof GeoProfileSchema>;

/** @throws HubError HUB_CONFIG_INVALID naming the file, the key and what it may hold. */
export function parseGeoProfile(value: unknown, file: string): GeoProfile {
  const parsed = GeoProfileSchema.safeParse(value);
  if (!parsed.success) throw badProfile(file, z.prettifyError(parsed.error), parsed.error);
  return parsed.data;
}
