import type { ReferenceView } from '../../access/reference-reads.ts';
import { REFERENCE_TERMS } from '../../../schema/canonical/reference-terms.ts';

/** An entry of an agency's lists as subgraphs without its fields know it. */
export interface EntryReference {
  readonly __typename: string;
  readonly id: string;
}

export function entryReference({ _id, kind }: Pick<ReferenceView, '_id' | 'kind'>): EntryReference {
  return { __typename: REFERENCE_TERMS[kind].typename, id: _id };
}
