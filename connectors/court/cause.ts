import { toUtcInstant } from '../../schema/canonical/date-time.ts';
import { readTable } from '../../schema/vocabulary/tables.ts';

/** A cause of action (案由) with the version of the rules that name it (民事案件案由规定). */
export interface Cause {
  readonly code: string | null;
  readonly name: string | null;
  /** `2020`, `2025` …; null when it cannot be told. */
  readonly rules: string | null;
}

/** Versions by the day from which courts file under them, newest first: 法〔2020〕347号 since 2021, its successor since 2026. */
const RULES = [
  { version: '2025', since: '2026-01-01T00:00:00+08:00' },
  { version: '2020', since: '2021-01-01T00:00:00+08:00' },
  { version: '2011', since: '2011-04-01T00:00:00+08:00' },
  { version: '2008', since: '2008-04-01T00:00:00+08:00' },
] as const;
const TABLE_VERSION = '2025';

/** One cause of the 2025 rules, with the class of GB/T 31000 table 91 that it is proposed for. */
interface KnownCause {
  readonly number: string;
  readonly name: string;
  readonly category: string | null;
}

/** The causes that the hub knows by their number in the rules of 2025. */
export const CAUSES_2025: readonly KnownCause[] = readTable('cause-of-action-2025').map((row) => ({
  number: row['number'] ?? '',
  name: row['cause_zh'] ?? '',
  // `03/0303` names class and sub-class, `-` none.
  category: /\d+$/.exec(row['gbt31000_category_proposed'] ?? '')?.[0] ?? null,
}));
const BY_NUMBER = new Map(CAUSES_2025.map((cause) => [cause.number, cause]));

interface WrittenCause {
  readonly code: string | null;
  readonly name: string | null;
  readonly rules: string | null;
  /** RFC 3339. */
  readonly filedAt: string;
}

/**
 * The cause as the court wrote it. Without a version it is the one in force when the case was filed; without a name it is the number's own.
 * Findings (`CAUSE_RULES_UNKNOWN`, `CAUSE_MISMATCH` when number and name are two causes) go to `flags`.
 */
export function readCause(written: WrittenCause, flags: Set<string>): Cause {
  const { code, name } = written;
  if (code === null && name === null) return { code, name, rules: null };
  const rules = versionOf(written, flags);
  const known = rules === TABLE_VERSION && code !== null ? BY_NUMBER.get(code) : undefined;
  if (known !== undefined && name !== null && known.name !== name) flags.add('CAUSE_MISMATCH');
  return { code, name: name ?? known?.name ?? null, rules };
}

function versionOf({ rules, filedAt }: WrittenCause, flags: Set<string>): string | null {
  if (rules !== null) {
    const year = /(?<!\d)20\d{2}(?!\d)/.exec(rules.normalize('NFKC'))?.[0];
    const known = RULES.find(({ version }) => version === year);
    if (known !== undefined) return known.version;
    flags.add('CAUSE_RULES_UNKNOWN');
  }
  const filed = toUtcInstant(filedAt);
  return RULES.find(({ since }) => filed >= toUtcInstant(since))?.version ?? null;
}
