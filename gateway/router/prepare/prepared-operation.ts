import type { DocumentNode, OperationTypeNode, SelectionSetNode, VariableDefinitionNode } from 'graphql';

/** One operation of a document that passed every check which needs no variables. Lives in the document cache; shared by requests. */
export interface PreparedOperation {
  /** The caller's own document. */
  readonly document: DocumentNode;
  /** The same for the plan: see `executionDocumentOf`. Key of the plan cache together with `operationName`. */
  readonly executionDocument: DocumentNode;
  readonly operationName: string | undefined;
  readonly operationType: OperationTypeNode;
  readonly selectionSet: SelectionSetNode;
  readonly variableDefinitions: readonly VariableDefinitionNode[];
  /** False for an operation that asks only of `__schema`, `__type` and `__typename`: no subgraph is called. */
  readonly needsSubgraphs: boolean;
  /** Variables that set a page size, to be held against the limit of each request. */
  readonly listSizeVariables: ReadonlySet<string>;
  /** Whether a plan was made. */
  planned: boolean;
}
