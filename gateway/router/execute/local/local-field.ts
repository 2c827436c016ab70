import {
  isNonNullType,
  type FieldNode,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
} from 'graphql';
import { compileArguments, type ArgumentsOf } from './local-arguments.ts';
import { failAt, isThenable, type LocalPath, type LocalRun } from './local-run.ts';

/** What all fields of one operation have in common: what resolvers are told of it. */
export type OperationInfo = Pick<GraphQLResolveInfo, 'schema' | 'fragments' | 'rootValue' | 'operation'>;

/** Completes a value of the field's type; `info` answers what type resolvers are told. */
export type CompleteValue = (value: unknown, run: LocalRun, path: LocalPath, info: InfoOf) => unknown;
export type InfoOf = (run: LocalRun, path: LocalPath) => GraphQLResolveInfo;

/** ExecuteField (§6.4 of the GraphQL specification) of one field of one object type, with everything that does not change worked out. */
export class LocalField {
  readonly responseKey: string;
  readonly resolve: GraphQLFieldResolver<unknown, unknown> | undefined;
  readonly #operation: OperationInfo;
  readonly #parent: GraphQLObjectType;
  readonly #definition: GraphQLField<unknown, unknown>;
  readonly #nodes: readonly FieldNode[];
  readonly #isNonNull: boolean;
  readonly #argumentsOf: ArgumentsOf;
  readonly #complete: CompleteValue;
  readonly #infoOf: InfoOf;

  constructor(
    operation: OperationInfo,
    parent: GraphQLObjectType,
    responseKey: string,
    definition: GraphQLField<unknown, unknown>,
    nodes: readonly [FieldNode, ...FieldNode[]],
    complete: CompleteValue,
    resolve: GraphQLFieldResolver<unknown, unknown> | undefined,
  ) {
    this.responseKey = responseKey;
    this.resolve = resolve;
    this.#operation = operation;
    this.#parent = parent;
    this.#definition = definition;
    this.#nodes = nodes;
    this.#isNonNull = isNonNullType(definition.type);
    this.#argumentsOf = compileArguments(definition, nodes[0]);
    this.#complete = complete;
    this.#infoOf = (run, path) => this.#info(run, path);
  }

  /** Asks the field's resolver. */
  execute(source: unknown, run: LocalRun, parent: LocalPath | undefined): unknown {
    const path: LocalPath = { prev: parent, key: this.responseKey, typename: this.#parent.name };
    try {
      const { resolve } = this;
      if (resolve === undefined) return null;
      return this.#settle(
        resolve(source, this.#argumentsOf(run), run.context, this.#info(run, path)),
        run,
        path,
      );
    } catch (thrown) {
      return this.#fail(thrown, run, path);
    }
  }

  /** Completes what the source has under the field's name: a value, or a method that gives it. */
  finish(found: unknown, source: unknown, run: LocalRun, parent: LocalPath | undefined): unknown {
    const path: LocalPath = { prev: parent, key: this.responseKey, typename: this.#parent.name };
    try {
      if (typeof found !== 'function') return this.#settle(found, run, path);
      const method = found as (...given: unknown[]) => unknown;
      const info = this.#info(run, path);
      return this.#settle(method.call(source, this.#argumentsOf(run), run.context, info), run, path);
    } catch (thrown) {
      return this.#fail(thrown, run, path);
    }
  }

  #settle(result: unknown, run: LocalRun, path: LocalPath): unknown {
    if (!isThenable(result)) {
      const completed = this.#complete(result, run, path, this.#infoOf);
      if (!(completed instanceof Promise)) return completed;
      return completed.then(undefined, (thrown: unknown) => this.#fail(thrown, run, path));
    }
    return Promise.resolve(result).then(
      (value) => {
        try {
          const completed = this.#complete(value, run, path, this.#infoOf);
          if (!(completed instanceof Promise)) return completed;
          return completed.then(undefined, (thrown: unknown) => this.#fail(thrown, run, path));
        } catch (thrown) {
          return this.#fail(thrown, run, path);
        }
      },
      (thrown: unknown) => this.#fail(thrown, run, path),
    );
  }

  #fail(thrown: unknown, run: LocalRun, path: LocalPath): null {
    return failAt(thrown, this.#nodes, this.#isNonNull, run, path);
  }

  #info(run: LocalRun, path: LocalPath): GraphQLResolveInfo {
    const { schema, fragments, rootValue, operation } = this.#operation;
    const info: Omit<GraphQLResolveInfo, 'getAbortSignal' | 'getAsyncHelpers'> = {
      fieldName: this.#definition.name,
      fieldNodes: this.#nodes,
      returnType: this.#definition.type,
      parentType: this.#parent,
      path,
      schema,
      fragments,
      rootValue,
      operation,
      variableValues: run.variables,
    };
    // The two that are left out are of graphql-js 17; @graphql-tools/utils puts them into the type already.
    return info as GraphQLResolveInfo;
  }
}
