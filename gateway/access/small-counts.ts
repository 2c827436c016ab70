import type { Caller } from './caller.ts';

/** Partners whose work needs exact numbers however small; all others see no count from which single people could be told. */
const EXACT: readonly string[] = ['analyst', 'admin'];

/** Whether a caller may see counts under 5. */
export function maySeeSmallCounts({ partner }: Caller): boolean {
  return EXACT.includes(partner);
}
