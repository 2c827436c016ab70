import {
  Kind,
  OperationTypeNode,
  print,
  visit,
  type DocumentNode,
  type FieldNode,
  type OperationDefinitionNode,
  type VariableDefinitionNode,
} from 'graphql';
import type { SubgraphCall } from './call-subgraph.ts';

const ITEM = 'streamItem';
const ITEM_TYPE = 'StreamItemValue';

const rewritten = new WeakMap<DocumentNode, DocumentNode>();
const printed = new WeakMap<DocumentNode, string>();

/**
 * The root fetch of a subscription's plan for one item. A subgraph never keeps a stream open: it answers what the plan asks of the item that the
 * router gives it, in process or over HTTP alike, by the query field `<subscription field>Item(item:)`.
 */
export function itemFetch(call: SubgraphCall, item: unknown): SubgraphCall {
  let document = rewritten.get(call.document);
  if (document === undefined) {
    document = itemDocument(call.document);
    rewritten.set(call.document, document);
  }
  const used = new Set(variableNames(document));
  const variables = Object.fromEntries(Object.entries(call.variables).filter(([name]) => used.has(name)));
  return { ...call, document, text: textOf(document), variables: { ...variables, [ITEM]: item } };
}

function textOf(document: DocumentNode): string {
  const text = printed.get(document) ?? print(document);
  printed.set(document, text);
  return text;
}

export function isSubscription({ definitions }: DocumentNode): boolean {
  return definitions.some(
    (node) => node.kind === Kind.OPERATION_DEFINITION && node.operation === OperationTypeNode.SUBSCRIPTION,
  );
}

function itemDocument(document: DocumentNode): DocumentNode {
  const withItem = visit(document, {
    OperationDefinition(node): OperationDefinitionNode {
      return {
        ...node,
        operation: OperationTypeNode.QUERY,
        selectionSet: {
          ...node.selectionSet,
          selections: node.selectionSet.selections.map((selection) =>
            selection.kind === Kind.FIELD && !selection.name.value.startsWith('__')
              ? itemField(selection)
              : selection,
          ),
        },
      };
    },
  });
  const used = usedVariables(withItem);
  return visit(withItem, {
    OperationDefinition(node): OperationDefinitionNode {
      const kept = (node.variableDefinitions ?? []).filter(({ variable }) => used.has(variable.name.value));
      return { ...node, variableDefinitions: [...kept, ITEM_DEFINITION] };
    },
  });
}

const ITEM_VARIABLE = { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: ITEM } } as const;
const ITEM_DEFINITION: VariableDefinitionNode = {
  kind: Kind.VARIABLE_DEFINITION,
  variable: ITEM_VARIABLE,
  type: {
    kind: Kind.NON_NULL_TYPE,
    type: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: ITEM_TYPE } },
  },
};

function itemField(field: FieldNode): FieldNode {
  return {
    ...field,
    alias: field.alias ?? field.name,
    name: { kind: Kind.NAME, value: `${field.name.value}Item` },
    arguments: [{ kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: 'item' }, value: ITEM_VARIABLE }],
  };
}

function usedVariables(document: DocumentNode): ReadonlySet<string> {
  const used = new Set<string>();
  visit(document, {
    VariableDefinition: () => false,
    Variable(node) {
      used.add(node.name.value);
    },
  });
  return used;
}

function variableNames(document: DocumentNode): readonly string[] {
  return document.definitions.flatMap((node) =>
    node.kind === Kind.OPERATION_DEFINITION
      ? (node.variableDefinitions ?? []).map(({ variable }) => variable.name.value)
      : [],
  );
}
