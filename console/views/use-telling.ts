import { App } from 'antd';
import type { CombinedError } from 'urql';
import { faultsOf } from '../graph/faults.ts';
import { useTexts } from '../language/language-context.ts';
import { VIEWS } from './texts.ts';

/** Says in the graph's words when something was refused; answers whether it was done. */
export function useTelling(): (change: Promise<CombinedError | undefined>) => Promise<boolean> {
  const t = useTexts(VIEWS);
  const { message } = App.useApp();
  return async (change) => {
    const error = await change;
    if (error === undefined) return true;
    void message.error(`${t('refused')}: ${faultsOf(error)[0]?.message ?? error.message}`);
    return false;
  };
}
