import { QueryPlanner } from '@graphql-hive/router-query-planner';
import type { PlannerReply, PlannerRequest } from './planner-messages.ts';

/** The process of planner-apart.ts: plans one operation after the other, until its parent goes. */
const planners = new Map<number, QueryPlanner>();

process.on('message', (request: PlannerRequest) => {
  switch (request.kind) {
    case 'open':
      planners.set(request.supergraph, new QueryPlanner(request.sdl));
      return;
    case 'close':
      planners.delete(request.supergraph);
      return;
    case 'plan':
      process.send?.(replyTo(request));
  }
});
// Whoever asked is gone.
process.on('disconnect', () => process.exit(0));
// A terminal tells the whole group to end; this process ends with its parent, which may still have requests to answer.
process.on('SIGINT', () => undefined);

function replyTo(request: Extract<PlannerRequest, { kind: 'plan' }>): PlannerReply {
  const { id, supergraph, text, operationName, rolloutShare } = request;
  try {
    const planner = planners.get(supergraph);
    if (planner === undefined) throw new Error(`no supergraph ${supergraph} is open`);
    return { id, plan: planner.plan(text, operationName, new Set(), rolloutShare) };
  } catch (error) {
    return { id, failed: error instanceof Error ? error.message : String(error) };
  }
}
