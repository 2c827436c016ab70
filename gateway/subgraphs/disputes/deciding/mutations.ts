import type { DisputesContext } from '../loaders.ts';
import { decide, type CallInput, type DecisionPayload } from './decide.ts';
import {
  mergeDraft,
  pairDraft,
  splitDraft,
  undoDraft,
  type Draft,
  type MergeInput,
  type PairInput,
  type SplitInput,
  type UndoInput,
} from './drafts.ts';

type Mutation<Input> = (
  parent: unknown,
  args: { readonly input: Input & CallInput },
  context: DisputesContext,
) => Promise<DecisionPayload>;

function deciding<Input>(
  name: string,
  draftOf: (input: Input, context: DisputesContext) => Promise<Draft>,
): Mutation<Input> {
  return (_, { input }, context) => decide(name, input, () => draftOf(input, context), context);
}

/** What people decide about links. */
export const LINK_MUTATIONS = {
  confirmLink: deciding('confirmLink', (input: PairInput, context) =>
    pairDraft('LINK_CONFIRMED', input, context),
  ),
  rejectLink: deciding('rejectLink', (input: PairInput, context) =>
    pairDraft('LINK_REJECTED', input, context),
  ),
  mergeDisputes: deciding<MergeInput>('mergeDisputes', mergeDraft),
  splitDispute: deciding<SplitInput>('splitDispute', splitDraft),
  undoLinkDecision: deciding<UndoInput>('undoLinkDecision', undoDraft),
};
