import { App } from 'antd';
import { useState } from 'react';
import { useMutation, type OperationResult } from 'urql';
import { troubles } from '../graph/faults.ts';
import { useTexts } from '../language/language-context.ts';
import { CONFIRM_LINK, REJECT_LINK, UNDO_LINK_DECISION, type ConfirmLinkAnswer } from './deciding.ts';
import { LINKS } from './texts.ts';

export interface LinkDecisions {
  readonly isBusy: boolean;
  /** The decision that was made last here, which `undo` takes back; null when there is none. */
  readonly last: { readonly id: string; readonly linkId: string } | null;
  /** Answers whether it was decided. */
  readonly decide: (link: LinkToDecide, isSame: boolean) => Promise<boolean>;
  readonly undo: (decisionId: string) => Promise<boolean>;
}

type Told = Pick<OperationResult<ConfirmLinkAnswer>, 'data' | 'error'>;

export interface LinkToDecide {
  readonly id: string;
  readonly recordIds: readonly string[] | null;
}

/** People's decisions about links, told in a message with what came of them. */
export function useLinkDecisions(onDecided: () => void): LinkDecisions {
  const t = useTexts(LINKS);
  const { message } = App.useApp();
  const [, confirm] = useMutation(CONFIRM_LINK);
  const [, reject] = useMutation(REJECT_LINK);
  const [, undo] = useMutation(UNDO_LINK_DECISION);
  const [isBusy, setIsBusy] = useState(false);
  const [last, setLast] = useState<LinkDecisions['last']>(null);

  const tell = (result: Told, done: string): string | null => {
    const decided = result.data?.decided;
    if (decided == null) {
      void message.error(`${t('refused')}: ${troubles(result.error)[0]?.message ?? ''}`);
      return null;
    }
    void message.success(decided.applied === false ? `${done}. ${t('waiting')}` : done);
    onDecided();
    return decided.decision?.id ?? '';
  };
  const during = async (work: () => Promise<boolean>): Promise<boolean> => {
    if (isBusy) return false;
    setIsBusy(true);
    try {
      return await work();
    } finally {
      setIsBusy(false);
    }
  };
  return {
    isBusy,
    last,
    decide: ({ id, recordIds }, isSame) =>
      during(async () => {
        const input = { clientMutationId: crypto.randomUUID(), recordIds: recordIds ?? [] };
        const result = await (isSame ? confirm : reject)({ input });
        const decisionId = tell(result, t(isSame ? 'confirmed' : 'rejected'));
        if (decisionId !== null) setLast({ id: decisionId, linkId: id });
        return decisionId !== null;
      }),
    undo: (decisionId) =>
      during(async () => {
        const result = await undo({ input: { clientMutationId: crypto.randomUUID(), decisionId } });
        if (tell(result, t('undone')) === null) return false;
        setLast(null);
        return true;
      }),
  };
}
