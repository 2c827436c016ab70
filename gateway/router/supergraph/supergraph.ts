import {
  buildASTSchema,
  isEnumType,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
  visit,
  type ConstDirectiveNode,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import { reserveNames, type ReservedNames } from '../execute/plan-key.ts';
import { tellInterfaceObjects } from '../execute/untyped-objects.ts';
import { keysOf, type KeysOf } from './entity-keys.ts';
import { fieldsOfInterfaceObjects, interfaceObjectsOf, withoutHiddenTypes } from './interface-objects.ts';
import { partialUnionsOf, type PartialUnions } from './partial-unions.ts';
import { publicSchemaOf } from './public-schema.ts';
import { requirementsOf, type RequirementOf } from './requirements.ts';

/** A composed supergraph, read: what the planner plans over, what the executor must know of it, what callers see of it. */
export interface Supergraph {
  readonly sdl: string;
  /** Everything, also what is inaccessible: plans may go through it. */
  readonly whole: GraphQLSchema;
  /** What callers see and documents are validated against. */
  readonly publicSchema: GraphQLSchema;
  /** Names of the subgraphs as composed (`@join__graph(name:)`), with the URL that stands beside each. */
  readonly subgraphs: ReadonlyMap<string, string>;
  /** Interfaces that a subgraph knows as an object, by its name. */
  readonly interfaceObjects: ReadonlyMap<string, ReadonlySet<string>>;
  /** What the only subgraph of a field requires of its object. */
  readonly requirementOf: RequirementOf;
  readonly keysOf: KeysOf;
  readonly partialUnions: PartialUnions;
  /** The object types that a type condition holds for, itself included: also where it names an interface object. */
  typesUnder(condition: string): ReadonlySet<string>;
}

const JOIN = /^https:\/\/specs\.apollo\.dev\/join\/v0\.([0-9]+)$/;
const KNOWN_JOINS = [1, 2, 3, 4, 5];
/** Features of Federation that change what a query means and that the planner or the executor do not know. */
const UNKNOWN_FEATURES = /\/(?:source|connect|cacheTag)\/v[0-9.]+$/;

/** @throws HubError HUB_CONFIG_INVALID saying what is wrong with it. */
export function readSupergraph(sdl: string): Supergraph {
  const document = parsed(sdl);
  checkFeatures(document);
  const whole = built(document);
  const graphs = graphsOf(whole);
  checkContexts(whole);
  const known = new Map<string, ReadonlySet<string>>();
  const publicSchema = publicSchemaOf(document);
  const nameOf = (graph: string): string => graphs.get(graph)?.[0] ?? graph;
  const interfaceObjects = interfaceObjectsOf(whole, nameOf);
  const ofInterfaceObjects = fieldsOfInterfaceObjects(whole, interfaceObjects);
  reserveNames(publicSchema, { ...requiredNames(whole), ofInterfaceObjects });
  tellInterfaceObjects(publicSchema, withoutHiddenTypes(whole, publicSchema, interfaceObjects));
  return {
    sdl,
    whole,
    publicSchema,
    subgraphs: new Map(graphs.values()),
    interfaceObjects,
    requirementOf: requirementsOf(whole, nameOf),
    keysOf: keysOf(whole, nameOf),
    partialUnions: partialUnionsOf(whole, nameOf),
    typesUnder(condition) {
      let types = known.get(condition);
      if (types === undefined) {
        const type = whole.getType(condition);
        const below = isAbstractType(type) ? whole.getPossibleTypes(type).map(({ name }) => name) : [];
        types = new Set([condition, ...below]);
        known.set(condition, types);
      }
      return types;
    },
  };
}

export function unreadable(why: string, cause?: unknown): HubError {
  return new HubError(
    'HUB_CONFIG_INVALID',
    `the supergraph cannot be served: ${why}`,
    cause === undefined ? {} : { cause },
  );
}

function parsed(sdl: string): DocumentNode {
  try {
    return parse(sdl, { noLocation: true });
  } catch (cause) {
    throw unreadable(`it is no GraphQL SDL (${messageOf(cause)})`, cause);
  }
}

function built(document: DocumentNode): GraphQLSchema {
  try {
    return buildASTSchema(document, { assumeValidSDL: true });
  } catch (cause) {
    throw unreadable(messageOf(cause), cause);
  }
}

/** What a supergraph says that it uses stands in `@link` at its schema. */
function checkFeatures(document: DocumentNode): void {
  const links = document.definitions.flatMap((node) =>
    node.kind === Kind.SCHEMA_DEFINITION || node.kind === Kind.SCHEMA_EXTENSION
      ? (node.directives ?? []).filter(({ name }) => name.value === 'link' || name.value === 'core')
      : [],
  );
  const urls = links.map((link) => stringArgument(link, 'url') ?? stringArgument(link, 'feature') ?? '');
  const join = urls.map((url) => JOIN.exec(url)).find((match) => match !== null);
  if (join === undefined || !KNOWN_JOINS.includes(Number(join[1]))) {
    throw unreadable(
      join === undefined
        ? 'it does not say @link(url: "https://specs.apollo.dev/join/v0.…") at its schema, so it is no composed supergraph; compose the subgraphs first (./tributary schema compose)'
        : `it is composed for ${join[0]}, and this gateway knows join v0.1 to v0.5`,
    );
  }
  const unknown = urls.find((url) => UNKNOWN_FEATURES.test(url));
  if (unknown !== undefined) {
    throw unreadable(`it uses ${unknown}, which this gateway cannot execute; compose it without`);
  }
}

/** `@fromContext` (join v0.5) sets arguments from elsewhere in the answer: the planner would leave them out without a word. */
function checkContexts(whole: GraphQLSchema): void {
  for (const { coordinate, directive } of joinFields(whole)) {
    if (directive.arguments?.some(({ name }) => name.value === 'contextArguments') === true) {
      throw unreadable(
        `${coordinate} takes an argument by @fromContext, which the query planner does not know; make it a field with @requires`,
      );
    }
  }
}

function requiredNames(whole: GraphQLSchema): Omit<ReservedNames, 'ofInterfaceObjects'> {
  const required = new Set<string>();
  const requiredWithArguments = new Set<string>();
  for (const { directive } of joinFields(whole)) {
    const requires = stringArgument(directive, 'requires');
    if (requires === undefined) continue;
    visit(parse(`{${requires}}`, { noLocation: true }), {
      Field(node) {
        required.add(node.name.value);
        if ((node.arguments ?? []).length > 0) requiredWithArguments.add(node.name.value);
      },
    });
  }
  return { required, requiredWithArguments };
}

function joinFields(whole: GraphQLSchema): { coordinate: string; directive: ConstDirectiveNode }[] {
  return Object.values(whole.getTypeMap()).flatMap((type) => {
    if (!isObjectType(type) && !isInterfaceType(type)) return [];
    return Object.values(type.getFields()).flatMap((field) =>
      (field.astNode?.directives ?? [])
        .filter(({ name }) => name.value === 'join__field')
        .map((directive) => ({ coordinate: `${type.name}.${field.name}`, directive })),
    );
  });
}

/** Name and URL of each value of `join__Graph`. */
function graphsOf(whole: GraphQLSchema): ReadonlyMap<string, readonly [name: string, url: string]> {
  const graphs = whole.getType('join__Graph');
  if (!isEnumType(graphs)) throw unreadable('it has no enum join__Graph');
  return new Map(
    graphs.getValues().map((value) => {
      const directive = value.astNode?.directives?.find(({ name }) => name.value === 'join__graph');
      const name = directive === undefined ? undefined : stringArgument(directive, 'name');
      const url = directive === undefined ? undefined : stringArgument(directive, 'url');
      return [value.name, [name ?? value.name, url ?? '']];
    }),
  );
}

function stringArgument(directive: ConstDirectiveNode, name: string): string | undefined {
  const value = directive.arguments?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.STRING ? value.value : undefined;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
