import type { WorkflowState } from '../vocabulary/workflow-terms.ts';
import { stateLabelOf, WORKFLOW_STATES } from '../vocabulary/workflow-terms.ts';
import { MOVES, type Move } from '../vocabulary/workflow-moves.ts';
import { MACHINE } from './machine.ts';

/** The machine as a Mermaid state diagram: moves that change the state. Moves that leave it are in the table. */
export function workflowDiagram(): string {
  const states = WORKFLOW_STATES.map((state) => `  ${state}: ${state} ${stateLabelOf(state)}`);
  const arrows = new Map<string, string[]>();
  for (const move of MOVES) {
    for (const [from, to] of arrowsOf(move)) {
      const key = `${from} --> ${to}`;
      arrows.set(key, [...(arrows.get(key) ?? []), MACHINE[move].label]);
    }
  }
  return [
    'stateDiagram-v2',
    ...states,
    ...[...arrows].map(([arrow, labels]) => `  ${arrow}: ${labels.join(' / ')}`),
    '  CLOSED --> [*]',
  ].join('\n');
}

function arrowsOf(move: Move): readonly (readonly [string, string])[] {
  const { from, to } = MACHINE[move];
  if (to === 'SAME') return [];
  // After a suspension each state that can be suspended comes back.
  if (to === 'BEFORE')
    return MACHINE.SUSPEND.from.flatMap((state) => (state === null ? [] : [['SUSPENDED', state]]));
  return from.flatMap((state) => (state === to ? [] : [[state ?? '[*]', to]]));
}

/** The machine as a Markdown table, one row a move. */
export function movesTable(): string {
  const rows = MOVES.map((move) => {
    const { label, from, to, by, when } = MACHINE[move];
    return [
      `\`${move}\` ${label}`,
      from.map((state) => nameOf(state)).join(', '),
      to === 'SAME' ? 'the same' : to === 'BEFORE' ? 'the one before' : nameOf(to),
      { PARTNER: 'any partner', REFERRED: 'the agency referred to, `admin`', HUB: "the hub's clock" }[by],
      when === undefined ? '' : CONDITIONS[when],
    ];
  });
  const head = ['move', 'from', 'to', 'who', 'if'];
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

const CONDITIONS: Readonly<Record<NonNullable<(typeof MACHINE)[Move]['when']>, string>> = {
  REFERRAL_OPEN: 'the referral is not answered yet',
  RESPONSIBLE_KNOWN: 'an agency has had it in hand',
  CONFIRMATION_OPEN: 'confirmation was requested',
  INSTALMENT_OPEN: 'an instalment is unpaid',
  NOTHING_OWED: 'nothing agreed is unpaid',
  CLOCK_RUNS: 'the clock runs',
};

function nameOf(state: WorkflowState | null): string {
  return state ?? 'not registered';
}
