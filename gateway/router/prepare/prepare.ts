import {
  getOperationAST,
  getVariableValues,
  GraphQLError,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import { countDocument } from '../metrics.ts';
import { createCostCheck } from './cost-check.ts';
import { PLAIN_WEIGHTS, type CostWeights } from './cost-weights.ts';
import { asksSubgraphs, executionDocumentOf } from './execution-document.ts';
import { nestingOf } from './nesting.ts';
import { checkPageSizes, pageSizeVariables } from './page-sizes.ts';
import type { PreparedOperation } from './prepared-operation.ts';
import { limitExceeded, type QueryLimits } from './query-limits.ts';
import { badRequest, refuse } from './request-error.ts';
import { checkStructure } from './structural-limits.ts';

const MAX_ERRORS = 3;
const CACHED_DOCUMENTS = 1_000;
const CACHED_CHARACTERS = 8_000_000;

interface PreparedDocument {
  readonly document: DocumentNode;
  readonly executionDocument: DocumentNode;
  readonly listSizeVariables: ReadonlySet<string>;
  readonly operations: Map<string | undefined, PreparedOperation>;
}

export interface Preparer {
  /**
   * @param suggests whether names of the schema that are like a wrong one may be told
   * @throws RequestError for everything that is wrong with the document.
   */
  prepare(query: string, operationName: string | undefined, suggests?: boolean): PreparedOperation;
  /**
   * Checks and coerces the variables; answers them as given, which is what plans take.
   * @throws RequestError.
   */
  checkVariables(
    operation: PreparedOperation,
    variables: Readonly<Record<string, unknown>>,
  ): Readonly<Record<string, unknown>>;
  /** What the operation costs at most with these variables, in points; known already when they were checked. */
  costOf(operation: PreparedOperation, variables: Readonly<Record<string, unknown>>): number;
  /** Forgets a document, e.g. because its plan failed. */
  forget(query: string): void;
}

/** The way of every document, whatever brought it: text → tokens → structure → validation → operation; the outcome is kept. */
export function createPreparer(
  schema: GraphQLSchema,
  limits: QueryLimits,
  weights: CostWeights = PLAIN_WEIGHTS,
): Preparer {
  const costs = createCostCheck(schema, weights, limits);
  const documents = new LRUCache<string, PreparedDocument>({
    max: CACHED_DOCUMENTS,
    maxSize: CACHED_CHARACTERS,
    sizeCalculation: (_document, query) => query.length + 1,
  });

  const documentOf = (query: string, suggests: boolean): PreparedDocument => {
    const cached = documents.get(query);
    countDocument(cached === undefined ? 'miss' : 'hit');
    if (cached !== undefined) return cached;
    const prepared = prepareDocument(schema, limits, query, suggests);
    documents.set(query, prepared);
    return prepared;
  };

  return {
    prepare(query, operationName, suggests = false) {
      const prepared = documentOf(query, suggests);
      const known = prepared.operations.get(operationName);
      if (known !== undefined) return known;
      const operation = operationOf(prepared, operationName);
      prepared.operations.set(operationName, operation);
      return operation;
    },
    checkVariables(operation, variables) {
      const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions, variables, {
        maxErrors: MAX_ERRORS,
      });
      if (errors !== undefined) throw badRequest(errors);
      try {
        checkPageSizes(operation.listSizeVariables, coerced, limits);
        costs.check(operation, coerced);
      } catch (error) {
        throw error instanceof HubError ? refuse(error) : error;
      }
      return variables;
    },
    costOf(operation, variables) {
      const { coerced } = getVariableValues(schema, operation.variableDefinitions, variables);
      return costs.costOf(operation, coerced ?? {}).total;
    },
    forget(query) {
      documents.delete(query);
    },
  };
}

function prepareDocument(
  schema: GraphQLSchema,
  limits: QueryLimits,
  query: string,
  suggests: boolean,
): PreparedDocument {
  try {
    const nesting = nestingOf(query, limits.maxNesting);
    if (nesting > limits.maxNesting) throw limitExceeded(limits, 'maxNesting');
    const document = parse(query, { maxTokens: limits.maxTokens });
    checkStructure(document, limits);
    const listSizeVariables = pageSizeVariables(document, limits);
    const errors = validate(schema, document, specifiedRules, {
      maxErrors: MAX_ERRORS,
      hideSuggestions: !suggests,
    });
    if (errors.length > 0) throw badRequest(errors);
    const executionDocument = executionDocumentOf(schema, document);
    return { document, executionDocument, listSizeVariables, operations: new Map() };
  } catch (error) {
    if (error instanceof HubError) throw refuse(error);
    if (!(error instanceof GraphQLError)) throw error;
    if (error.message.includes(`contains more that ${limits.maxTokens} tokens`)) {
      throw refuse(limitExceeded(limits, 'maxTokens'));
    }
    throw badRequest([error]);
  }
}

function operationOf(prepared: PreparedDocument, operationName: string | undefined): PreparedOperation {
  const { document, executionDocument, listSizeVariables } = prepared;
  const operation = getOperationAST(document, operationName);
  const planned = getOperationAST(executionDocument, operationName);
  if (operation == null || planned == null) {
    throw refuse(
      new HubError(
        'HUB_BAD_REQUEST',
        operationName === undefined
          ? 'the document has several operations; say which one in operationName'
          : `the document has no operation named ${operationName.slice(0, 100)}`,
        { field: 'operationName' },
      ),
    );
  }
  return {
    document,
    executionDocument,
    operationName,
    operationType: operation.operation,
    selectionSet: operation.selectionSet,
    variableDefinitions: operation.variableDefinitions ?? [],
    needsSubgraphs: asksSubgraphs(executionDocument, planned.selectionSet),
    listSizeVariables,
    planned: false,
  };
}
