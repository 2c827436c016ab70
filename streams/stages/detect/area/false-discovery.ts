/**
 * Benjamini and Hochberg's step-up (1995): which of these findings stand if at most a share `rate` of them may be false. It holds for
 * independent cells and for cells that rise together (Benjamini and Yekutieli 2001), such as a street and its county.
 * @param rates of each cell; 1 where there is nothing to find: such a cell still counts
 * @returns the largest rate that stands; below 0 when none does
 */
export function discoveryLimit(rates: readonly number[], rate: number): number {
  const cells = rates.length;
  // Nothing above `rate` can stand: on most days that leaves few to sort.
  const small = rates.filter((one) => one <= rate).sort((a, b) => a - b);
  for (let at = small.length - 1; at >= 0; at -= 1) {
    const one = small[at] ?? 1;
    if (one * cells <= rate * (at + 1)) return one;
  }
  return -1;
}
