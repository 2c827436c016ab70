import { parse } from 'graphql';
import { afterAll, expect, it } from 'vitest';
import { plannersApart } from '../../gateway/router/execute/planner/planner-apart.ts';
import { plain, type Answer } from '../federation/compare.ts';
import { testSize } from '../harness/size.ts';
import { differenceOf } from './compare.ts';
import { generateOperation, type Operation } from './generate-operation.ts';
import { serve, type Served } from './served.ts';
import { shrink } from './shrink.ts';

/** `EXECUTION_SEED=17` runs the federation of that seed alone. */
const only = process.env['EXECUTION_SEED'];
const [FEDERATIONS, OPERATIONS] = testSize() === 'full' ? [120, 100] : [48, 46];
const SEEDS = only === undefined ? Array.from({ length: FEDERATIONS }, (_, at) => at + 1) : [Number(only)];
/** Of the operations that no plan is found for, with steps of our own as well (docs/decisions/0043): 3 in 2,208 when this was written. */
const MOST_REFUSED = 0.01;

/** Every so many operations `@apollo/gateway` is asked as well: that the merged schema is right does not rest on our word alone. */
const WITNESSED_EVERY = 12;
/** It has faults of its own (docs/decisions/0036). */
const LEAST_WITNESSED = 0.9;

const planners = plannersApart();
afterAll(() => {
  planners.close();
});

const counts = { answered: 0, refused: 0, withErrors: 0 };
const witness = { asked: 0, agreed: 0 };

it(
  `over ${SEEDS.length} made-up federations every answer is that of one merged schema`,
  { timeout: testSize() === 'full' ? 3_600_000 : 600_000 },
  async () => {
    for (const seed of SEEDS) {
      const served = serve(seed, planners.open);
      try {
        await compareAll(seed, served);
      } finally {
        await served.close();
      }
    }
    if (only !== undefined) return;
    const { answered, refused, withErrors } = counts;
    expect(answered).toBeGreaterThanOrEqual(FEDERATIONS * OPERATIONS * (1 - MOST_REFUSED));
    expect(refused / (answered + refused)).toBeLessThan(MOST_REFUSED);
    expect(withErrors, 'answers with errors and nulls are among them').toBeGreaterThan(answered / 10);
    expect(witness.asked).toBeGreaterThan(FEDERATIONS);
    expect(witness.agreed / witness.asked, '@apollo/gateway says the same').toBeGreaterThan(LEAST_WITNESSED);
  },
);

async function compareAll(seed: number, served: Served): Promise<void> {
  for (let at = 0; at < OPERATIONS; at += 1) {
    const operation = generateOperation(served.oneSchema.schema, seed * 1_000 + at);
    if (operation === undefined) continue;
    if (at % WITNESSED_EVERY === 0) await askWitness(served, operation);
    const difference = await differing(served, operation, at);
    if (difference === undefined) continue;
    const small = await shrink(served.oneSchema.schema, operation, async (smaller) => {
      const { answered, refused, withErrors } = counts;
      const found = await differing(served, smaller, at);
      Object.assign(counts, { answered, refused, withErrors });
      return found !== undefined;
    });
    const shown = (await differing(served, small, at)) ?? difference;
    const explained = await served.explain(small);
    throw new Error(
      `seed ${seed} (EXECUTION_SEED=${seed}), operation ${at}:\n${small.query}\n${JSON.stringify(small.variables)}\n${shown}\n${explained}`,
    );
  }
}

async function askWitness(served: Served, operation: Operation): Promise<void> {
  const merged = plain(served.oneSchema.execute(parse(operation.query), operation.variables));
  const { data } = await served.apollo(operation);
  witness.asked += 1;
  if (JSON.stringify(data) === JSON.stringify(merged.data)) witness.agreed += 1;
}

/** Subgraphs answer at once, in the one order, or in the other. */
async function differing(served: Served, operation: Operation, at: number): Promise<string | undefined> {
  const orders = [undefined, (place: number) => place, (place: number) => 6 - place];
  const merged = plain(served.oneSchema.execute(parse(operation.query), operation.variables));
  let ours: Answer;
  try {
    ours = await served.ours(operation, orders[at % orders.length]);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    counts.refused += 1;
    return undefined;
  }
  counts.answered += 1;
  if (merged.errors !== undefined) counts.withErrors += 1;
  return differenceOf(ours, merged, served.oneSchema, operation);
}

function isRefusal(error: unknown): boolean {
  return error instanceof Error && error.message === 'the query planner found no plan for this operation';
}
