import { z } from 'zod';

/** Configuration of `open311.georeport`. */
export const GeoConfigSchema = z.strictObject({
  /** Root of the city's GeoReport v2 interface; `/requests.json` or `/requests.xml` is appended. */
  'base.url': z.url({ protocol: /^https?$/ }),
  'jurisdiction.id': z.string().min(1).optional(),
  format: z.enum(['json', 'xml']).default('json'),
  /** File in the secrets folder with the `api_key`, for cities that ask for one to read. */
  'api.key.file': z.string().min(1).optional(),
  /** GeoReport profile: `georeport`, or your own. */
  profile: z.string().min(1).default('georeport'),
  /** The city's parameter for "changed since"; null for none. A city that does not know it is recognised by its answers. */
  'updated.parameter': z.string().min(1).nullable().default('updated_after'),
  'poll.interval.ms': z.int().min(100).default(60_000),
  /** Requests that show up later than this after their own time are found by the next full read only. */
  'overlap.ms': z.int().min(0).default(600_000),
  'page.size': z.int().min(1).max(1_000).default(200),
  /** Longest span of `start_date` and `end_date`; the specification allows 90 days. */
  'window.days': z.int().min(1).max(90).default(90),
  /** How far back requests are read; changes of older ones are not noticed. */
  'history.days': z.int().min(1).max(3_650).default(90),
  /** How often all of `history.days` is read again. */
  'reread.interval.ms': z.int().min(1_000).default(3_600_000),
  'request.timeout.ms': z.int().min(100).default(10_000),
});
export type GeoConfig = z.infer<typeof GeoConfigSchema>;
