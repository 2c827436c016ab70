import type { RecordDraft } from '../../../schema/canonical/record.ts';
import type { Sensitivity } from '../../../schema/canonical/sensitivity.ts';
import { foldText } from '../../../schema/matching/fold.ts';
import { birthDateOfId } from '../../../schema/vocabulary/resident-id.ts';
import { readChineseNumber } from './chinese-number.ts';
import {
  MAY_BE_SENSITIVE,
  SENSITIVITY_RULES,
  SENSITIVITY_VERSION,
  type SensitiveMatter,
} from './sensitivity-rules.ts';

/** What the rule looks at. */
export type SensitivityInput = Pick<
  RecordDraft,
  'title' | 'narrative' | 'sourceCategory' | 'parties' | 'events' | 'details' | 'reportedAt'
>;

export interface SensitivityFinding {
  readonly sensitivity: Sensitivity;
  /** `sensitivity.v1:<rule>`, null for NORMAL. */
  readonly sensitivityRule: string | null;
}

const ADULT_YEARS = 18;
const NORMAL: SensitivityFinding = { sensitivity: 'NORMAL', sensitivityRule: null };

/**
 * How guarded a record must be: by its parties' identity numbers and birth dates (under 18 on the day of the report) and by the words of
 * its title, narrative, classes, handling notes and details, in simplified and traditional script. Of several rules the highest level
 * counts. It errs to the higher level. Pure: no clock. `foldedNarrative` spares folding it twice.
 */
export function sensitivityOf(
  record: SensitivityInput,
  foldedNarrative = foldText(record.narrative ?? ''),
): SensitivityFinding {
  const text = wordsOf(record, foldedNarrative);
  const reported = record.reportedAt.slice(0, 10);
  const maySay = MAY_BE_SENSITIVE.test(text);
  const said = maySay ? SENSITIVITY_RULES.filter(({ pattern }) => pattern.test(text)) : [];
  const minor = minorRule(record, text, maySay, reported);
  const matters = new Set<SensitiveMatter>(said.map(({ matter }) => matter));
  if (minor !== null) matters.add('MINOR');
  if (matters.has('MINOR') && (matters.has('VIOLENCE') || matters.has('INTIMATE'))) {
    return raised('SEALED', 'minor-harmed');
  }
  const sealed = said.find(({ level }) => level === 'SEALED');
  if (sealed !== undefined) return raised('SEALED', sealed.id);
  if (minor !== null) return raised('RESTRICTED', minor);
  const [first] = said;
  return first === undefined ? NORMAL : raised(first.level, first.id);
}

function raised(sensitivity: Sensitivity, rule: string): SensitivityFinding {
  return { sensitivity, sensitivityRule: `${SENSITIVITY_VERSION}:${rule}` };
}

function wordsOf(record: SensitivityInput, foldedNarrative: string): string {
  const others = [record.title, ...record.sourceCategory];
  for (const { note } of record.events) if (note !== null) others.push(note);
  for (const value of Object.values(record.details)) {
    if (typeof value === 'string') others.push(value);
    else if (Array.isArray(value)) others.push(...value);
  }
  // Each on its own line: a word must not arise where two texts meet.
  return `${foldedNarrative}\n${others.map(foldText).join('\n')}`;
}

function minorRule(record: SensitivityInput, text: string, maySay: boolean, reported: string): string | null {
  const isMinor = (birthDate: string | null): boolean =>
    birthDate !== null && ageOn(birthDate, reported) < ADULT_YEARS && birthDate <= reported;
  const byId = record.parties.some(({ idNumber }) => idNumber !== null && isMinor(birthDateOfId(idNumber)));
  if (byId) return 'minor-by-id-number';
  const birthDates = Object.entries(record.details).flatMap(([name, value]) =>
    typeof value === 'string' && BIRTH_FIELD.test(name) ? dateIn(value) : [],
  );
  if (birthDates.some(isMinor)) return 'minor-by-birth-date';
  if (!maySay) return null;
  const written = [...text.matchAll(BORN)].flatMap(([whole]) => dateIn(whole));
  if (written.some(isMinor)) return 'minor-by-birth-date';
  return [...text.matchAll(AGE)].some(([, number = '']) => isMinorAge(number)) ? 'minor-by-age' : null;
}

const BIRTH_FIELD = /birth|出生|生日/iu;
const DATE = /(\d{4})(?:年|-|\/|\.)(\d{1,2})(?:月|-|\/|\.)(\d{1,2})/u;
const BORN =
  /\d{4}[年\-/.]\d{1,2}[月\-/.]\d{1,2}日?(?:出?生|出生)|(?:出生(?:日期|年月日|于)?|生于|生日)[:是为]?\s?\d{4}[年\-/.]\d{1,2}[月\-/.]\d{1,2}/gu;
/** The whole number before 岁: not the 7 of 67岁, nor the 8 of 3.8岁. */
const AGE =
  /(?<![\d.零〇一二两三四五六七八九十百几])(\d{1,3}|[一二两三四五六七八九十百]{1,4})(?:周|多)?岁(?!以上|数)/gu;

function dateIn(text: string): string[] {
  const [, year = '', month = '', day = ''] = DATE.exec(text) ?? [];
  return year === '' ? [] : [`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`];
}

function isMinorAge(text: string): boolean {
  const age = readChineseNumber(text);
  return age !== null && age < ADULT_YEARS;
}

/** Full years on a day; both `YYYY-MM-DD`. */
function ageOn(birthDate: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years;
}
