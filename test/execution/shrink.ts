import { parse, print, validate, visit, type DocumentNode, type GraphQLSchema } from 'graphql';
import type { Operation } from './generate-operation.ts';

const MOST_ROUNDS = 400;

/** The smallest operation found by leaving out selections, aliases and directives, one at a time, for which `fails` still holds. */
export async function shrink(
  schema: GraphQLSchema,
  operation: Operation,
  fails: (smaller: Operation) => Promise<boolean>,
): Promise<Operation> {
  let best = operation;
  let at = 0;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const smaller = without(parse(best.query, { noLocation: true }), at);
    if (smaller === undefined) return best;
    const candidate = withUsedVariables({ ...best, query: print(smaller) });
    if (isValid(schema, candidate) && (await fails(candidate))) best = candidate;
    else at += 1;
  }
  return best;
}

/** A set that lost all its fields is no longer a document. */
function isValid(schema: GraphQLSchema, { query }: Operation): boolean {
  try {
    return validate(schema, parse(query)).length === 0;
  } catch {
    return false;
  }
}

/** The document without its n-th part; undefined when it has fewer. */
function without(document: DocumentNode, nth: number): DocumentNode | undefined {
  let seen = -1;
  const drop = (): null | undefined => {
    seen += 1;
    if (seen !== nth) return undefined;
    return null;
  };
  const smaller = visit(document, {
    FragmentDefinition: { enter: drop },
    Field: { enter: drop },
    InlineFragment: { enter: drop },
    FragmentSpread: { enter: drop },
    Directive: { enter: drop },
    Argument: { enter: drop },
    VariableDefinition: { enter: drop },
  });
  return seen >= nth ? smaller : undefined;
}

function withUsedVariables(operation: Operation): Operation {
  const variables = Object.entries(operation.variables).filter(([name]) =>
    operation.query.includes(`$${name}`),
  );
  return { ...operation, variables: Object.fromEntries(variables) };
}
