import { digest, referenceIdOf, versionKeyOf } from '../../schema/canonical/ids.ts';
import { REFERENCE_KINDS, type ReferenceKind } from '../../schema/canonical/reference.ts';
import type { ReferenceDoc } from '../../schema/store/documents.ts';
import { momentOf, type Seeded } from './seeded.ts';

const numbered = (prefix: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${String(index + 1).padStart(2, '0')}`);

/** Codes of the platform's entries; the last of each kind is named by others and is not in its list. */
export const ENTRY_CODES: Readonly<Record<ReferenceKind, readonly string[]>> = {
  GRID: numbered('G', 9),
  COMMUNITY: numbered('C', 4),
  MEDIATION_COMMITTEE: numbered('TJ', 4),
  MEDIATOR: numbered('M', 9),
};

/** The last is the name of two committees. */
export const COMMITTEE_NAMES = ['金沙街道人民调解委员会', '新城街道人民调解委员会'] as const;

const DETAILS: Readonly<Record<ReferenceKind, (random: Seeded) => ReferenceDoc['details']>> = {
  GRID: (random) => ({
    communityName: '人民路社区',
    workerName: '陆小芳',
    workerPhone: '14200000007',
    households: random.int(100, 600),
  }),
  COMMUNITY: (random) => ({ population: random.int(900, 9_000) }),
  MEDIATION_COMMITTEE: () => ({
    committeeKind: '人民调解',
    level: '街道级',
    address: '综治中心2楼',
    phone: '0513-86512345',
    establishedOn: '1998-05-15',
  }),
  MEDIATOR: (random) => ({
    gender: '女',
    specialities: random.some(['邻里纠纷', '物业纠纷'], random.int(0, 2)),
    phone: '14200000008',
    fullTime: random.chance(0.5),
    certificateNumber: 'RT1',
  }),
};

/** Entries of the grid platform's lists, some of them out of use or without what is optional. */
export function fixtureEntries(random: Seeded): ReferenceDoc[] {
  return REFERENCE_KINDS.flatMap((kind) =>
    ENTRY_CODES[kind].slice(0, -1).map((code, index): ReferenceDoc => {
      const sourceTime = momentOf(random);
      const contentHash = digest(kind, code);
      const maybe = <Value>(value: Value): Value | null => (random.chance(0.8) ? value : null);
      const details = Object.entries(DETAILS[kind](random)).filter(() => random.chance(0.8));
      return {
        _id: referenceIdOf('grid', kind, code),
        feed: 'grid',
        kind,
        code,
        name: kind === 'MEDIATION_COMMITTEE' ? (COMMITTEE_NAMES[Math.min(index, 1)] ?? '') : `工资 ${code}`,
        regionCode: kind === 'MEDIATOR' ? null : (maybe('320612003') ?? '320611001'),
        state: random.chance(0.85) ? 'ACTIVE' : 'WITHDRAWN',
        versionKey: versionKeyOf(new Date(sourceTime).toISOString(), contentHash),
        sourceTime,
        receivedAt: momentOf(random),
        contentHash,
        communityCode: kind === 'GRID' ? maybe(random.pick(ENTRY_CODES.COMMUNITY)) : null,
        committeeCode:
          kind === 'GRID' || kind === 'MEDIATOR' ? maybe(random.pick(ENTRY_CODES.MEDIATION_COMMITTEE)) : null,
        details: Object.fromEntries(details),
      };
    }),
  );
}
