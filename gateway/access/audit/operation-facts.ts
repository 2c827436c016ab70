import { createHash } from 'node:crypto';
import {
  getNamedType,
  Kind,
  print,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLSchema,
  type ValueNode,
} from 'graphql';
import type { AuditOperation } from '../../../schema/canonical/audit.ts';

/** What the audit says of an operation, whoever asks it and with whatever values. */
export interface OperationFacts {
  readonly operation: AuditOperation;
  /** Schema coordinates, sorted. */
  readonly fields: readonly string[];
  readonly rootFields: readonly string[];
}

const LONGEST_NAME = 100;
/** A telephone or identity number fits into a name too. */
const FIGURES = /\d{5,}/g;
const known = new WeakMap<DocumentNode, Map<string, OperationFacts>>();

/** Made once for each document in the gateway's cache. */
export function operationFacts(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | undefined,
): OperationFacts {
  const named = known.get(document) ?? new Map<string, OperationFacts>();
  known.set(document, named);
  const key = operationName ?? '';
  let facts = named.get(key);
  if (facts === undefined) named.set(key, (facts = factsOf(schema, document, operationName)));
  return facts;
}

function factsOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | undefined,
): OperationFacts {
  const fields = new Set<string>();
  const rootFields = new Set<string>();
  const roots = new Set([schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]);
  const types = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(types, {
      Field(node) {
        const parent = getNamedType(types.getParentType());
        if (parent == null || node.name.value.startsWith('__')) return;
        fields.add(`${parent.name}.${node.name.value}`);
        if (roots.has(parent as never)) rootFields.add(node.name.value);
      },
    }),
  );
  const name = operationName ?? nameOf(document);
  return {
    operation: {
      name: name === undefined ? null : name.slice(0, LONGEST_NAME).replace(FIGURES, '0'),
      sha256: createHash('sha256').update(withoutValues(document)).digest('hex'),
    },
    fields: [...fields].sort(),
    rootFields: [...rootFields].sort(),
  };
}

function nameOf({ definitions }: DocumentNode): string | undefined {
  for (const node of definitions) if (node.kind === Kind.OPERATION_DEFINITION) return node.name?.value;
  return undefined;
}

/** A hash of a telephone number is found by trying them all, so what could hold one is not hashed: literals, aliases, figures of names. */
function withoutValues(document: DocumentNode): string {
  const bare = visit(document, {
    Name: (node) => ({ ...node, value: node.value.replace(FIGURES, '0') }),
    Field: (node) => ({ ...node, alias: undefined }),
    StringValue: (): ValueNode => ({ kind: Kind.STRING, value: '' }),
    IntValue: (): ValueNode => ({ kind: Kind.INT, value: '0' }),
    FloatValue: (): ValueNode => ({ kind: Kind.FLOAT, value: '0' }),
    ListValue: (): ValueNode => ({ kind: Kind.LIST, values: [] }),
    ObjectValue: (): ValueNode => ({ kind: Kind.OBJECT, fields: [] }),
  });
  return print(bare);
}
