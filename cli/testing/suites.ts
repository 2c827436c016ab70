/** What `tributary test` runs, in this order. */
export const SUITES = ['checks', 'unit', 'int', 'e2e'] as const;
export type Suite = (typeof SUITES)[number];
