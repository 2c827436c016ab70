import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { canonicalJson } from '../../../schema/canonical/canonical-json.ts';
import { DateTimeSchema } from '../../../schema/canonical/date-time.ts';
import { GrantScopeSchema, PartnerName, type Grant } from '../../../schema/canonical/grant.ts';
import { SHARE_CLASS_NAMES, type DatasetTerms } from '../../../schema/canonical/dataset-terms.ts';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import { digest } from '../../../schema/canonical/ids.ts';
import { DATASETS, type Dataset } from '../../../schema/vocabulary/datasets.ts';
import { findingText, YamlPlaces, type Finding } from './yaml-places.ts';

const Levels = GrantScopeSchema.shape.levels.unwrap();
const SetName = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,63}$/, 'a set of levels is named in small letters, digits and -');

const EntrySchema = z.strictObject({
  partner: PartnerName,
  /** One grant for each of them. */
  datasets: z.array(z.enum(DATASETS)).min(1),
  rows: GrantScopeSchema.shape.rows,
  /** The name of a set above, or levels by kind. */
  levels: z.union([SetName, Levels]).default({}),
  withheldFields: GrantScopeSchema.shape.withheldFields,
  rights: GrantScopeSchema.shape.rights,
  purposes: GrantScopeSchema.shape.purposes,
  /** Only for this person or service of the partner. */
  actor: z.string().min(1).max(200).nullable().default(null),
  validFrom: DateTimeSchema.default('2000-01-01T00:00:00Z'),
  validTo: DateTimeSchema.nullable().default(null),
  /** Why, for whoever asks later. */
  reason: z.string().min(1).max(500),
});

const PolicySchema = z.strictObject({
  /** What this file is called where it is told who granted what. */
  version: z.string().min(1).max(100),
  levels: z.record(SetName, Levels).default({}),
  /** Whose datasets are, and on what terms they are shared; those that the hub comes with where they are not named. */
  datasets: z
    .partialRecord(
      z.enum(DATASETS),
      z.strictObject({
        owner: PartnerName,
        share: z.enum(SHARE_CLASS_NAMES),
        conditions: z.string().min(1).max(500).nullable().default(null),
      }),
    )
    .default({}),
  grants: z.array(EntrySchema).max(10_000),
});

/** A grant of a policy with its reason. Its identifier follows from what it says: the same line, the same grant. */
export interface PolicyGrant extends Grant {
  readonly reason: string;
}

export interface Policy {
  readonly version: string;
  readonly grants: readonly PolicyGrant[];
  readonly terms: readonly (DatasetTerms & { readonly _id: Dataset })[];
}

export type PolicyRead =
  | { readonly policy: Policy; readonly findings: readonly [] }
  | { readonly policy: null; readonly findings: readonly Finding[] };

/**
 * Reads a policy, or says all that is wrong in it.
 * @param isField whether the graph has a field with this coordinate; unless told, no field is doubted
 */
export function parsePolicy(text: string, isField: (coordinate: string) => boolean = () => true): PolicyRead {
  const places = new YamlPlaces(text);
  const faults = places.faults();
  if (faults.length > 0) return { policy: null, findings: faults };
  const parsed = PolicySchema.safeParse(places.value());
  if (!parsed.success) {
    const findings = parsed.error.issues.map(({ path, message }) => places.findingAt(path, message));
    return { policy: null, findings };
  }
  const { version, levels, datasets: terms, grants: entries } = parsed.data;
  const findings: Finding[] = [];
  const grants = new Map<string, PolicyGrant>();
  entries.forEach(({ datasets, levels: said, ...entry }, index) => {
    const at = (...path: PropertyKey[]): PropertyKey[] => ['grants', index, ...path];
    const shown = typeof said === 'string' ? levels[said] : said;
    if (typeof said === 'string' && shown === undefined) {
      const names = Object.keys(levels).join(', ') || 'none';
      findings.push(
        places.findingAt(at('levels'), `there is no set of levels "${said}"; the file has: ${names}`),
      );
      return;
    }
    entry.withheldFields.forEach((field, place) => {
      if (isField(field)) return;
      const path = at('withheldFields', place);
      findings.push(
        places.findingAt(path, `the graph has no field ${field}; correct it, it would withhold nothing`),
      );
    });
    if (entry.validTo !== null && Date.parse(entry.validTo) <= Date.parse(entry.validFrom)) {
      findings.push(places.findingAt(at('validTo'), 'ends before it begins; write a later time'));
    }
    datasets.forEach((dataset, place) => {
      const grant = { ...entry, dataset, levels: shown ?? {} };
      const id = `policy-${digest('policy', canonicalJson(grant)).slice(0, 32)}`;
      if (grants.has(id)) {
        findings.push(
          places.findingAt(at('datasets', place), `grants ${dataset} a second time; take one out`),
        );
      }
      grants.set(id, { id, ...grant });
    });
  });
  return findings.length > 0
    ? { policy: null, findings }
    : {
        policy: {
          version,
          grants: [...grants.values()],
          terms: (Object.entries(terms) as [Dataset, DatasetTerms][]).map(([_id, one]) => ({ _id, ...one })),
        },
        findings: [],
      };
}

/** @throws HubError HUB_CONFIG_INVALID with one line for each thing that is wrong. */
export function readPolicy(file: string, isField?: (coordinate: string) => boolean): Policy {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new HubError('HUB_CONFIG_INVALID', `${file} cannot be read (${why}); correct the path`, { cause });
  }
  const { policy, findings } = parsePolicy(text, isField);
  if (policy !== null) return policy;
  throw new HubError(
    'HUB_CONFIG_INVALID',
    `${file} is wrong; docs/access.md shows one:\n${findings.map(findingText).join('\n')}`,
  );
}
