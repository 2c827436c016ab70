import type { DisputeWorkflow, WorkflowEvent } from '../../../schema/canonical/workflow.ts';
import type { Shown } from './context.ts';
import { whenAsked } from './when-asked.ts';

/** How a dispute is handled, with what people wrote and who was there as it is shown. Agencies, courts, mediators act in public. */
export function showWorkflow(workflow: DisputeWorkflow, shown: Shown): DisputeWorkflow {
  const { sessions, agreement, instalments, events } = workflow;
  return whenAsked(workflow, {
    sessions: () =>
      sessions.map((session) => ({
        ...session,
        result: shown.text(session.result),
        present: shown.values('NAME', session.present),
      })),
    agreement: () =>
      agreement === null
        ? null
        : {
            ...agreement,
            terms: shown.text(agreement.terms),
            amountFen: shown.value('AMOUNT', agreement.amountFen),
          },
    // Null where amounts are withheld: the graph says so.
    instalments: () =>
      instalments.map((one) => ({ ...one, amountFen: shown.value('AMOUNT', one.amountFen) as number })),
    events: () => events.map((event) => showMove(event, shown)),
  });
}

function showMove(event: WorkflowEvent, shown: Shown): WorkflowEvent {
  const { note, data } = event;
  return whenAsked(event, { note: () => shown.text(note), data: () => showData(data, shown) });
}

function showData(data: WorkflowEvent['data'], shown: Shown): WorkflowEvent['data'] {
  return Object.fromEntries(
    Object.entries(data).flatMap(([name, value]): [string, WorkflowEvent['data'][string]][] => {
      if (PLAIN.has(name)) return [[name, value]];
      return typeof value === 'string' ? [[name, shown.text(value)]] : [];
    }),
  );
}

/** What a move is told that says nothing about the parties; of the rest texts are scrubbed, and what is no text goes. */
const PLAIN: ReadonlySet<string> = new Set([
  'urgency',
  'category',
  'agency',
  'agencies',
  'committeeCode',
  'name',
  'tier',
  'theirs',
  'theirsName',
  'heldAt',
  'methodCode',
  'mediators',
  'form',
  'outcome',
  'court',
  'caseNumber',
  'number',
  'decidedAt',
  'no',
  'paidAt',
  'satisfaction',
  'until',
  'kind',
  'due',
  'stage',
]);
