import { useMemo } from 'react';
import { useQuery } from 'urql';
import { FIND_RECORDS, type FindRecordsAnswer } from './search.ts';

const HITS = 60;

export type Hit = NonNullable<FindRecordsAnswer['search']>['nodes'][number];

export interface Hits {
  /** What matched, by the code of the dispute. */
  readonly byDispute: ReadonlyMap<string, readonly Hit[]>;
  /** Records that belong to no dispute. */
  readonly apart: readonly Hit[];
}

/** The records that a text matches, by which a result says why it is there. */
export function useHits(text: string | null): Hits {
  const [{ data }] = useQuery({
    query: FIND_RECORDS,
    variables: { query: text ?? '', first: HITS },
    pause: text === null,
  });
  const nodes = text === null ? undefined : data?.search?.nodes;
  return useMemo(() => {
    const byDispute = new Map<string, Hit[]>();
    const apart: Hit[] = [];
    for (const hit of nodes ?? []) {
      if (hit.dispute === null) apart.push(hit);
      else byDispute.set(hit.dispute.code, [...(byDispute.get(hit.dispute.code) ?? []), hit]);
    }
    return { byDispute, apart };
  }, [nodes]);
}
