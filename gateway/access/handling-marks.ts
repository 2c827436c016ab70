type Condition = Readonly<Record<string, unknown>>;

const facts = (name: string, value: unknown): Condition => ({ [`workflow.facts.${name}`]: value });
const over = (now: string): Condition => ({ $gt: '', $lt: now });

/** Disputes behind each number of the indicators, as `indicatorSums` counts them. */
const MARKS = {
  ANSWERED_IN_TIME: () => facts('answers.inTime', { $gt: 0 }),
  ANSWERED_LATE: (now: string) => ({
    $or: [
      facts('answers.late', { $gt: 0 }),
      { 'workflow.state': 'REFERRED', ...facts('answerDueAt', over(now)) },
    ],
  }),
  SETTLED: () => facts('outcome', 'SETTLED'),
  NOT_SETTLED: () => facts('outcome', { $in: ['FAILED', 'LITIGATED'] }),
  SATISFIED: () => ({
    'workflow.satisfaction': { $in: ['FAIRLY_SATISFIED', 'SATISFIED', 'VERY_SATISFIED'] },
  }),
  DISSATISFIED: () => ({ 'workflow.satisfaction': 'DISSATISFIED' }),
  CLOSED_IN_TIME: () => facts('closings.inTime', { $gt: 0 }),
  CLOSED_LATE: (now: string) => ({
    $or: [facts('closings.late', { $gt: 0 }), { 'workflow.dueAt': over(now) }],
  }),
  RUNNING: () => ({ 'workflow.dueAt': { $gt: '' } }),
  OVERDUE: (now: string) => ({ 'workflow.dueAt': over(now) }),
  RETURNED: () => facts('returns', { $gt: 0 }),
  REDONE: () => facts('redos', { $gt: 0 }),
  CONFIRMED: () => ({ ...facts('outcome', 'SETTLED'), 'workflow.confirmation.status': 'CONFIRMED' }),
  FIRST_RIGHT: () => facts('firstDispatch', 'RIGHT'),
  FIRST_WRONG: () => facts('firstDispatch', 'WRONG'),
} satisfies Record<string, (now: string) => Condition>;
export type HandlingMark = keyof typeof MARKS;

/** Disputes that stand behind a number of the indicators as of a moment. */
export function markFilter(mark: HandlingMark, asOf: Date): Condition {
  return MARKS[mark](asOf.toISOString());
}
