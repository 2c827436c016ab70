import {
  assertValidSchema,
  execute,
  getOperationAST,
  Kind,
  OperationTypeNode,
  visit,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { conditionVariables } from '../condition-values.ts';
import type { SubgraphAnswer } from '../subgraph-target.ts';
import { compileFields, type ObjectSetting } from './compile-object.ts';
import { LocalErrors, type LocalPath, type LocalRun } from './local-run.ts';
import { compileVariables, type CoerceVariables } from './local-variables.ts';

type Values = Readonly<Record<string, unknown>>;
type Root = (source: unknown, run: LocalRun, path: LocalPath | undefined) => unknown;

/** An operation that was compiled; its root once for each way in which @skip and @include can turn out. */
interface LocalOperation {
  readonly coerce: CoerceVariables;
  readonly rootFor: (variables: Values) => Root;
}

const MOST_WAYS = 64;

/**
 * Executes operations over a schema in this process as graphql-js does, compiled once for each document and operation. Mutations and
 * introspection, which nobody waits for by the thousand, are left to graphql-js itself.
 */
export class LocalExecutor {
  readonly #schema: GraphQLSchema;
  readonly #printCode: ((code: string) => void) | undefined;
  readonly #known = new WeakMap<DocumentNode, Map<string | undefined, LocalOperation | null>>();

  /** @param printCode told of all code that is generated */
  constructor(schema: GraphQLSchema, printCode?: (code: string) => void) {
    this.#schema = schema;
    this.#printCode = printCode;
  }

  execute(
    document: DocumentNode,
    operationName: string | undefined,
    variables: Values,
    context: unknown,
  ): SubgraphAnswer | Promise<SubgraphAnswer> {
    const operation = this.#operationOf(document, operationName);
    if (operation === null) {
      const contextValue = context;
      return execute({
        schema: this.#schema,
        document,
        operationName,
        variableValues: variables,
        contextValue,
      });
    }
    const coerced = operation.coerce(variables);
    if ('errors' in coerced) return { errors: coerced.errors };
    const run: LocalRun = { context, variables: coerced.coerced, errors: new LocalErrors() };
    try {
      const data = operation.rootFor(run.variables)(undefined, run, undefined);
      if (!(data instanceof Promise)) return answerOf(data, run);
      return data.then(
        (settled) => answerOf(settled, run),
        (thrown: unknown) => failed(thrown, run),
      );
    } catch (thrown) {
      return failed(thrown, run);
    }
  }

  #operationOf(document: DocumentNode, name: string | undefined): LocalOperation | null {
    let ofDocument = this.#known.get(document);
    if (ofDocument === undefined) {
      ofDocument = new Map<string | undefined, LocalOperation | null>();
      this.#known.set(document, ofDocument);
    }
    let operation = ofDocument.get(name);
    if (operation === undefined) ofDocument.set(name, (operation = this.#compile(document, name)));
    return operation;
  }

  #compile(document: DocumentNode, name: string | undefined): LocalOperation | null {
    const definition = getOperationAST(document, name);
    if (definition?.operation !== OperationTypeNode.QUERY || isIntrospective(document)) return null;
    const schema = this.#schema;
    const type = schema.getQueryType();
    if (type == null) return null;
    assertValidSchema(schema);
    const conditions = conditionVariables(document);
    const roots = new LRUCache<string, Root>({ max: MOST_WAYS });
    const compileRoot = (variables: Values): Root =>
      compileFields(this.#settingOf(document, definition, variables), type, [
        { set: definition.selectionSet, on: type },
      ]);
    let only: Root | undefined;
    return {
      coerce: compileVariables(schema, definition.variableDefinitions ?? []),
      rootFor(variables) {
        if (conditions.length === 0) return (only ??= compileRoot({}));
        const key = conditions.map((condition) => String(variables[condition])).join();
        let root = roots.get(key);
        if (root === undefined) roots.set(key, (root = compileRoot(variables)));
        return root;
      },
    };
  }

  #settingOf(document: DocumentNode, operation: OperationDefinitionNode, variables: Values): ObjectSetting {
    const definitions = document.definitions
      .filter((node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION)
      .map((node) => [node.name.value, node] as const);
    const schema = this.#schema;
    const fragments = Object.fromEntries(definitions);
    return {
      operation: { schema, fragments, rootValue: undefined, operation },
      collecting: { schema, fragments: new Map(definitions), variables },
      printCode: this.#printCode,
    };
  }
}

function isIntrospective(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Field({ name }) {
      if (name.value === '__schema' || name.value === '__type') found = true;
    },
  });
  return found;
}

function answerOf(data: unknown, { errors }: LocalRun): SubgraphAnswer {
  const answered = data as Record<string, unknown> | null;
  return errors.all.length === 0 ? { data: answered } : { errors: errors.all, data: answered };
}

function failed(thrown: unknown, run: LocalRun): SubgraphAnswer {
  run.errors.add(thrown as GraphQLError, undefined);
  return answerOf(null, run);
}
