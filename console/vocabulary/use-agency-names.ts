import { catalogue } from '../language/catalogue.ts';
import { useKnownTexts } from '../language/use-known-texts.ts';

const AGENCIES = catalogue({
  en: {
    police: 'Police',
    hotline: '12345 hotline',
    court: 'Court',
    grid: 'Grid',
    analyst: 'Analysts',
    admin: 'Administration',
    hub: 'Tributary',
  },
  'zh-CN': {
    police: '公安',
    hotline: '12345热线',
    court: '法院',
    grid: '网格',
    analyst: '研判',
    admin: '管理员',
    hub: '汇流',
  },
  'zh-TW': {
    police: '公安',
    hotline: '12345熱線',
    court: '法院',
    grid: '網格',
    analyst: '研判',
    admin: '管理員',
    hub: '匯流',
  },
});

/** Agencies that a dispute can be referred to, beside committees and what a city adds. */
export const REFERRED_TO = ['police', 'hotline', 'court', 'grid'] as const;

/** Names of partners in the reader's language, as far as the hub comes with them; a city's own partners, and committees, are shown as they are called. */
export function useAgencyNames(): (name: string) => string {
  return useKnownTexts(AGENCIES);
}
