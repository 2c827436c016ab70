import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { HubError } from '../../../schema/canonical/hub-error.ts';

/** How much one partner may ask for; null: without a limit. */
export interface Limits {
  /** Requests a second that it may send in the long run, at one gateway. */
  readonly requestsPerSecond: number | null;
  /** Requests that it may send at once after it was quiet. */
  readonly burst: number;
  /** Disputes and records that may be read for it in a day, over all gateways. */
  readonly rowsPerDay: number | null;
  /** Distinct people among them. */
  readonly peoplePerDay: number | null;
  /** Webhooks that it may have saved. */
  readonly webhooks: number;
  /** Whether it may send only documents that were registered before. */
  readonly persistedOnly: boolean;
}

/** The limits of every partner. */
export interface LimitBook {
  of(partner: string): Limits;
}

export const DEFAULT_LIMITS: Limits = {
  requestsPerSecond: 1_000,
  burst: 4_000,
  rowsPerDay: 20_000_000,
  peoplePerDay: 200_000,
  webhooks: 50,
  persistedOnly: false,
};

/** For what has no limits of its own, as tests of other things. */
export const DEFAULT_BOOK: LimitBook = { of: () => DEFAULT_LIMITS };

const VARIABLE = 'TRIBUTARY_LIMITS_FILE';
const Count = z.int().min(1).max(1_000_000_000);
const LimitsSchema = z.strictObject({
  requestsPerSecond: z.number().min(0.01).max(1_000_000).nullable().optional(),
  burst: Count.optional(),
  rowsPerDay: Count.nullable().optional(),
  peoplePerDay: Count.nullable().optional(),
  webhooks: z.int().min(0).max(10_000).optional(),
  persistedOnly: z.boolean().optional(),
});
const FileSchema = z.strictObject({
  /** Of every partner that is not named below. */
  all: LimitsSchema.prefault({}),
  /** Of one partner, in place of the line with the same name above. */
  partners: z
    .record(
      z.string().regex(/^[a-z][a-z0-9-]{0,63}$/, 'a partner is named in small letters, digits and -'),
      LimitsSchema,
    )
    .default({}),
});

/** Reads a file of limits; null: `DEFAULT_LIMITS` for everybody. @throws HubError HUB_CONFIG_INVALID naming the file and the place in it. */
export function readLimits(file: string | null): LimitBook {
  if (file === null) return DEFAULT_BOOK;
  try {
    return limitBookOf(parse(readFileSync(file, 'utf8')) ?? {});
  } catch (cause) {
    const why = cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause);
    throw new HubError(
      'HUB_CONFIG_INVALID',
      `${VARIABLE}: ${file}: ${why}; correct it, or unset ${VARIABLE} for the limits that the hub comes with`,
      { cause, field: VARIABLE },
    );
  }
}

/** @throws ZodError. */
export function limitBookOf(told: unknown): LimitBook {
  const { all, partners } = FileSchema.parse(told);
  const base = over(DEFAULT_LIMITS, all);
  const named = new Map(Object.entries(partners).map(([name, own]) => [name, over(base, own)]));
  return { of: (partner) => named.get(partner) ?? base };
}

function over(base: Limits, told: z.infer<typeof LimitsSchema>): Limits {
  const given = Object.entries(told).filter(([, value]) => value !== undefined);
  return Object.freeze({ ...base, ...(Object.fromEntries(given) as Partial<Limits>) });
}
