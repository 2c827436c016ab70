import { catalogue } from '../language/catalogue.ts';
import { useKnownTexts } from '../language/use-known-texts.ts';

/** Kafka Connect's words, which the graph uses. */
const STATES = catalogue({
  en: {
    RUNNING: 'Running',
    PAUSED: 'Paused',
    FAILED: 'Failed',
    UNASSIGNED: 'Not assigned',
    STOPPED: 'Stopped',
    RESTARTING: 'Restarting',
  },
  'zh-CN': {
    RUNNING: '运行中',
    PAUSED: '已暂停',
    FAILED: '失败',
    UNASSIGNED: '未分配',
    STOPPED: '已停止',
    RESTARTING: '重启中',
  },
  'zh-TW': {
    RUNNING: '執行中',
    PAUSED: '已暫停',
    FAILED: '失敗',
    UNASSIGNED: '未分配',
    STOPPED: '已停止',
    RESTARTING: '重新啟動中',
  },
});

/** Names of connectors' states in the reader's language; one that a newer hub knows is shown as it is. */
export function useConnectorStates(): (state: string) => string {
  return useKnownTexts(STATES);
}
