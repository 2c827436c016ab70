import type { RiskFactorName } from '../../../../schema/vocabulary/risk-terms.ts';
import type { Factor } from '../score-input.ts';
import { amount } from './amount.ts';
import { earlierPoliceCalls } from './earlier-police-calls.ts';
import { failedMediations } from './failed-mediations.ts';
import { groupSize } from './group-size.ts';
import { overdue } from './overdue.ts';
import { reopened } from './reopened.ts';
import { repeatContacts } from './repeat-contacts.ts';
import { severalFeeds } from './several-feeds.ts';
import { threatWords } from './threat-words.ts';
import { vulnerableParty } from './vulnerable-party.ts';

/** What each factor is found by. */
export const FACTORS: Readonly<Record<RiskFactorName, Factor>> = {
  REPEAT_CONTACTS: repeatContacts,
  SEVERAL_FEEDS: severalFeeds,
  FAILED_MEDIATIONS: failedMediations,
  THREAT_WORDS: threatWords,
  EARLIER_POLICE_CALLS: earlierPoliceCalls,
  GROUP_SIZE: groupSize,
  VULNERABLE_PARTY: vulnerableParty,
  OVERDUE: overdue,
  REOPENED: reopened,
  AMOUNT: amount,
};
