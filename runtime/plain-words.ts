import { z } from 'zod';

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object with keys',
  record: 'an object with keys',
};
const UNITS: Readonly<Record<string, string>> = { string: ' characters', array: ' entries', set: ' entries' };

/**
 * Has zod say in this process what is wrong so that whoever wrote a file, a variable or an argument can mend it: what is missing is called
 * missing, choices are listed. Values are never quoted, since they may be anybody's. Schemas that have words of their own keep them.
 */
export function speakPlainly(): void {
  z.config({ customError: plainWords });
}

/** @returns undefined where zod's own words do. */
export function plainWords(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'unrecognized_keys') {
    const keys = issue.keys.map((key) => `"${key}"`).join(', ');
    return `${keys} ${issue.keys.length === 1 ? 'is no key that is' : 'are no keys that are'} read here; correct or remove ${issue.keys.length === 1 ? 'it' : 'them'}`;
  }
  if (issue.input === undefined) return 'is missing';
  if (issue.code === 'invalid_type') return `must be ${TYPES[issue.expected] ?? issue.expected}`;
  if (issue.code === 'invalid_value') {
    return `must be ${issue.values.length === 1 ? '' : 'one of '}${issue.values.map(String).join(', ')}`;
  }
  if (issue.code === 'too_small') {
    return `must ${sized(issue.origin)} ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}${UNITS[issue.origin] ?? ''}`;
  }
  if (issue.code === 'too_big') {
    return `must ${sized(issue.origin)} ${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}${UNITS[issue.origin] ?? ''}`;
  }
  return undefined;
}

function sized(origin: string): string {
  return origin in UNITS ? 'have' : 'be';
}
