interface Link {
  readonly chain: string | null;
  readonly seq: number | null;
  readonly previous: string | null;
  readonly hash: string | null;
}

/**
 * Whether an entry of the audit follows on the one before it in its chain, as far as that one is among `shown`.
 * `first`: it is not there (a filter or the page's end leaves it out).
 */
export function chainLink(entry: Link, shown: readonly Link[]): 'linked' | 'first' | 'broken' {
  const { chain, seq, previous } = entry;
  if (seq === null) return 'first';
  const before = shown.find((one) => one.chain === chain && one.seq === seq - 1);
  if (before === undefined) return 'first';
  return before.hash === previous ? 'linked' : 'broken';
}
