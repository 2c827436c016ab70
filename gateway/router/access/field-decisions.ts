import {
  getNamedType,
  isAbstractType,
  isObjectType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import type { Access, RowAccess } from '../../access/grants/access.ts';
import { DATASETS, RIGHT_NAMES, type Dataset, type Right } from '../../../schema/vocabulary/datasets.ts';
import { FEED_NAMES } from '../../../schema/vocabulary/feeds.ts';
import type { FieldRules, Policy } from './field-rules.ts';

/** By which rule a field is cut. */
export type CutRuleKind =
  | 'DATASET_NOT_GRANTED'
  | 'RIGHT_NOT_GRANTED'
  | 'FEEDS_NOT_GRANTED'
  | 'FIELD_WITHHELD'
  | 'KIND_WITHHELD'
  | 'NOT_PUBLISHED';

/** Why a field is not shown to a caller. */
export interface CutRule {
  readonly kind: CutRuleKind;
  /** Schema coordinate of the field. */
  readonly field: string;
  /** The rule in words: what is needed or what withholds it. */
  readonly says: string;
  /** Grants that withhold it; empty when no grant gives it. */
  readonly grantIds: readonly string[];
}

/** Datasets that a value belongs to: those of its field, else of its type, else of what it was reached through. */
export type Datasets = readonly Dataset[];

const DATASET_NAMES: ReadonlySet<string> = new Set(DATASETS);
const FEEDS: ReadonlySet<string> = new Set(FEED_NAMES);
const RIGHTS: ReadonlySet<string> = new Set(RIGHT_NAMES);
const FEED_WORDS: ReadonlySet<string> = new Set(['all-feeds', 'any-feed']);
const NO_DATASETS: Datasets = Object.freeze([]);

/**
 * Which fields one access cuts. A field is cut only when no row that the access reaches could ever show it; whatever depends on the row is
 * decided where rows are read. Keeps what it found, so make one for each access and keep it.
 */
export class FieldDecisions {
  readonly #known = new Map<string, CutRule | null>();
  readonly #roots: ReadonlySet<unknown>;
  readonly schema: GraphQLSchema;
  readonly rules: FieldRules;
  readonly access: Access;

  constructor(schema: GraphQLSchema, rules: FieldRules, access: Access) {
    this.schema = schema;
    this.rules = rules;
    this.access = access;
    this.#roots = new Set([schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]);
  }

  /** The rule that cuts a field of an object type, null when it is shown. `reached` are the datasets of what holds the object. */
  ruleOf(type: GraphQLObjectType, field: GraphQLField<unknown, unknown>, reached: Datasets): CutRule | null {
    const key = `${type.name}.${field.name} ${reached.join(' ')}`;
    let rule = this.#known.get(key);
    if (rule === undefined) this.#known.set(key, (rule = this.#find(type, field, reached)));
    return rule;
  }

  /** Datasets of what stands below a field. */
  datasetsBelow(type: GraphQLObjectType, field: GraphQLField<unknown, unknown>, reached: Datasets): Datasets {
    const named = getNamedType(field.type);
    if (isAbstractType(named)) {
      const possible = this.schema.getPossibleTypes(named).map((one) => this.#ofPolicy(one.name));
      const all = [...new Set(possible.flat())];
      if (all.length > 0) return all;
    }
    return firstOf(
      this.#ofPolicy(named.name),
      this.#ofPolicy(`${type.name}.${field.name}`),
      this.#ofPolicy(type.name),
      reached,
    );
  }

  #find(type: GraphQLObjectType, field: GraphQLField<unknown, unknown>, reached: Datasets): CutRule | null {
    const coordinate = `${type.name}.${field.name}`;
    const { rules } = this;
    if (rules.isEmpty || field.name.startsWith('__')) return null;
    const named = getNamedType(field.type);
    const policies = [rules.policyOf(coordinate), rules.policyOf(type.name), rules.policyOf(named.name)];
    for (const policy of policies) {
      const missing = policy === undefined ? null : this.#missing(policy);
      if (missing !== null) return needed(coordinate, missing);
    }
    if (isAbstractType(named)) {
      const below = this.schema.getPossibleTypes(named).map(({ name }) => rules.policyOf(name));
      const missing = below.map((policy) => (policy === undefined ? null : this.#missing(policy)));
      if (missing.length > 0 && missing.every((words) => words !== null)) {
        return needed(coordinate, missing.flat());
      }
    }
    if (
      this.#roots.has(type) &&
      policies.every((policy) => policy === undefined) &&
      !rules.isForAll(coordinate) &&
      !(isObjectType(named) && rules.isForAll(named.name))
    ) {
      return {
        kind: 'NOT_PUBLISHED',
        field: coordinate,
        says: 'the schema says of it neither a dataset nor @authenticated, so nobody is granted it',
        grantIds: [],
      };
    }
    const own = firstOf(this.#ofPolicy(coordinate), this.#ofPolicy(type.name), reached);
    return this.#withheld(type, coordinate, own) ?? this.#levelled(coordinate, own);
  }

  /** What each alternative lacks, in their order; null when one is had in full. */
  #missing(policy: Policy): Policy | null {
    const lacking = policy.map((words) => words.filter((word) => !this.#has(word)));
    return lacking.some(({ length }) => length === 0) ? null : lacking;
  }

  #has(word: string): boolean {
    const { datasets, rights } = this.access;
    if (word === 'all-feeds') return hasAllFeeds(this.access);
    if (word === 'any-feed') return FEED_NAMES.some((feed) => datasets.has(feed));
    return DATASET_NAMES.has(word) ? datasets.has(word as Dataset) : rights.has(word as Right);
  }

  #withheld(type: GraphQLObjectType, coordinate: string, own: Datasets): CutRule | null {
    const name = coordinate.slice(type.name.length + 1);
    const names = [coordinate, ...type.getInterfaces().map((one) => `${one.name}.${name}`)];
    const rows = this.#rowsOf(own);
    const withhold = (row: RowAccess): boolean => names.some((one) => row.withheldFields.has(one));
    if (rows.length === 0 || !rows.every(withhold)) return null;
    const grantIds = idsOf(rows);
    const says = `withheld by ${grantIds.join(', ')}`;
    return { kind: 'FIELD_WITHHELD', field: coordinate, says, grantIds };
  }

  #levelled(coordinate: string, own: Datasets): CutRule | null {
    const kind = this.rules.kindOf(coordinate);
    if (kind === undefined) return null;
    const rows = this.#rowsOf(withSources(own));
    if (rows.length === 0 || rows.some(({ levels }) => levels[kind] !== 'WITHHELD')) return null;
    const grantIds = idsOf(rows);
    const says = `${kind} is WITHHELD by ${grantIds.join(', ')}`;
    return { kind: 'KIND_WITHHELD', field: coordinate, says, grantIds };
  }

  #rowsOf(datasets: Datasets): readonly RowAccess[] {
    return datasets.flatMap((dataset) => this.access.datasets.get(dataset) ?? []);
  }

  #ofPolicy(coordinate: string): Datasets {
    const policy = this.rules.policyOf(coordinate);
    if (policy === undefined) return NO_DATASETS;
    const words = new Set(policy.flat());
    if (words.has('any-feed')) for (const feed of FEED_NAMES) words.add(feed);
    return [...words].filter((word): word is Dataset => DATASET_NAMES.has(word));
  }
}

/** Whether the records of every feed are granted: only then may be seen what is derived from them all. */
export function hasAllFeeds({ datasets }: Access): boolean {
  return FEED_NAMES.every((feed) => datasets.has(feed));
}

/** What the hub derives shows values of records: a level of any feed may show them. */
function withSources(own: Datasets): Datasets {
  return own.some((dataset) => !FEEDS.has(dataset)) ? [...new Set([...own, ...FEED_NAMES])] : own;
}

function firstOf(...candidates: readonly Datasets[]): Datasets {
  return candidates.find((one) => one.length > 0) ?? NO_DATASETS;
}

function idsOf(rows: readonly RowAccess[]): readonly string[] {
  return [...new Set(rows.map(({ grantId }) => grantId))].sort();
}

/** The rule is that of the first alternative, which the schema has for those who see the whole. */
function needed(field: string, lacking: Policy): CutRule {
  const [first = []] = lacking;
  const isAll = (known: ReadonlySet<string>): boolean => first.every((word) => known.has(word));
  const kind = isAll(FEED_WORDS)
    ? 'FEEDS_NOT_GRANTED'
    : isAll(RIGHTS)
      ? 'RIGHT_NOT_GRANTED'
      : 'DATASET_NOT_GRANTED';
  const says = [...new Set(lacking.map((words) => words.map(inWords).join(' and ')))].join(', or ');
  return { kind, field, says: `needs ${says}`, grantIds: [] };
}

function inWords(word: string): string {
  if (word === 'all-feeds') return 'the records of every feed, because it is derived from all of them';
  if (word === 'any-feed') return 'the records of a feed';
  return RIGHTS.has(word) ? `the right ${word}` : `the dataset ${word}`;
}
