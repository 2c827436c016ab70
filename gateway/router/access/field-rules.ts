import {
  getDirectiveValues,
  GraphQLDirective,
  GraphQLList,
  GraphQLNonNull,
  GraphQLString,
  Kind,
  parse,
  type ASTNode,
} from 'graphql';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import { DATASETS, RIGHT_NAMES } from '../../../schema/vocabulary/datasets.ts';
import { SENSITIVE_KINDS, type SensitiveKind } from '../../../schema/vocabulary/disclosure.ts';

/**
 * One of these lists must be had in full: `@policy(policies: [["risk", "all-feeds"], ["COLOUR"]])`. A word is a dataset by its name, a right by
 * its name in capitals, `any-feed` (the records of at least one feed) or `all-feeds` (those of every feed, as what is derived from all of them needs).
 */
export type Policy = readonly (readonly string[])[];

/** What the directives of the supergraph say, by schema coordinate: `Type`, `Type.field`, `Type.field(argument:)`, `Input.field`, `Enum.VALUE`. */
export interface FieldRules {
  /** Whether the supergraph has any policy; without one nothing is cut. */
  readonly isEmpty: boolean;
  policyOf(coordinate: string): Policy | undefined;
  /** Asks for a token and nothing else (`@authenticated`). */
  isForAll(coordinate: string): boolean;
  scopesOf(coordinate: string): readonly (readonly string[])[] | undefined;
  kindOf(coordinate: string): SensitiveKind | undefined;
  /** Fields that an argument, an input's field or an enum's value asks by (`@reveals`). */
  revealedBy(coordinate: string): readonly string[];
}

/** Of a graph that says nothing of access, as tests of other things have. */
export const NO_FIELD_RULES: FieldRules = Object.freeze({
  isEmpty: true,
  policyOf: () => undefined,
  isForAll: () => false,
  scopesOf: () => undefined,
  kindOf: () => undefined,
  revealedBy: () => [],
});

const WORDS: ReadonlySet<string> = new Set([...DATASETS, ...RIGHT_NAMES, 'any-feed', 'all-feeds']);
const TEXTS = new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(GraphQLString)));
const LISTS = new GraphQLNonNull(new GraphQLList(TEXTS));
const POLICY = new GraphQLDirective({ name: 'policy', locations: [], args: { policies: { type: LISTS } } });
const SCOPES = new GraphQLDirective({
  name: 'requiresScopes',
  locations: [],
  args: { scopes: { type: LISTS } },
});
const REVEALS = new GraphQLDirective({ name: 'reveals', locations: [], args: { fields: { type: TEXTS } } });

interface Annotated {
  readonly policies: Map<string, Policy>;
  readonly scopes: Map<string, readonly (readonly string[])[]>;
  readonly kinds: Map<string, SensitiveKind>;
  readonly reveals: Map<string, readonly string[]>;
  readonly open: Set<string>;
}

/**
 * Reads `@policy`, `@authenticated`, `@requiresScopes`, `@sensitive` and `@reveals` from a supergraph.
 * @throws HubError HUB_CONFIG_INVALID for a word or kind that nobody can grant.
 */
export function readFieldRules(supergraphSdl: string): FieldRules {
  const found: Annotated = {
    policies: new Map(),
    scopes: new Map(),
    kinds: new Map(),
    reveals: new Map(),
    open: new Set(),
  };
  for (const definition of parse(supergraphSdl, { noLocation: true }).definitions) {
    if (!('name' in definition)) continue;
    const type = definition.name.value;
    const isInterface = definition.kind === Kind.INTERFACE_TYPE_DEFINITION;
    note(found, type, definition, isInterface);
    if (definition.kind === Kind.ENUM_TYPE_DEFINITION) {
      for (const value of definition.values ?? []) note(found, `${type}.${value.name.value}`, value);
    }
    if (!('fields' in definition)) continue;
    for (const field of definition.fields ?? []) {
      const coordinate = `${type}.${field.name.value}`;
      note(found, coordinate, field, isInterface);
      if (field.kind !== Kind.FIELD_DEFINITION) continue;
      for (const argument of field.arguments ?? []) {
        note(found, `${coordinate}(${argument.name.value}:)`, argument);
      }
    }
  }
  return {
    isEmpty: found.policies.size === 0,
    policyOf: (coordinate) => found.policies.get(coordinate),
    isForAll: (coordinate) => found.open.has(coordinate),
    scopesOf: (coordinate) => found.scopes.get(coordinate),
    kindOf: (coordinate) => found.kinds.get(coordinate),
    revealedBy: (coordinate) => found.reveals.get(coordinate) ?? [],
  };
}

/** Composition gives interfaces the policies of all their types together; here each type is judged by itself. */
function note(found: Annotated, coordinate: string, node: ASTNode, isInterface = false): void {
  const directives = 'directives' in node ? (node.directives ?? []) : [];
  if (directives.length === 0) return;
  const holder = { directives: directives as never };
  const policies = getDirectiveValues(POLICY, holder)?.['policies'] as Policy | undefined;
  if (policies !== undefined && !isInterface) {
    for (const word of policies.flat()) {
      if (!WORDS.has(word)) throw wrong(coordinate, `@policy names ${word}`, [...WORDS]);
    }
    found.policies.set(coordinate, policies);
  }
  const scopes = getDirectiveValues(SCOPES, holder)?.['scopes'] as Policy | undefined;
  if (scopes !== undefined) found.scopes.set(coordinate, scopes);
  const fields = getDirectiveValues(REVEALS, holder)?.['fields'] as readonly string[] | undefined;
  if (fields !== undefined) found.reveals.set(coordinate, fields);
  for (const directive of directives) {
    if (directive.name.value === 'authenticated') found.open.add(coordinate);
    if (directive.name.value !== 'sensitive') continue;
    const kind = directive.arguments?.find(({ name }) => name.value === 'kind')?.value;
    const name = kind !== undefined && 'value' in kind ? String(kind.value) : '';
    if (!isKind(name)) throw wrong(coordinate, `@sensitive names ${name}`, SENSITIVE_KINDS);
    found.kinds.set(coordinate, name);
  }
}

function isKind(name: string): name is SensitiveKind {
  return (SENSITIVE_KINDS as readonly string[]).includes(name);
}

function wrong(coordinate: string, what: string, known: readonly string[]): HubError {
  return new HubError(
    'HUB_CONFIG_INVALID',
    `${coordinate}: ${what}, which is none of ${known.join(', ')}; mend schema/subgraphs and run npm run compose`,
  );
}
