import { HubError } from '../../schema/canonical/hub-error.ts';
import { mappedText, type LinkMap } from './map-file.ts';
import { badLine, readJsonLines, type OnBadLine } from './read-lines.ts';
import type { LinkRequest } from './link-request.ts';

const TELL_EVERY = 100_000;
const FAULTS_TOLD = 5;

type Line = Readonly<Record<string, unknown>>;

/**
 * Gives every record of the file to `take` with its id. A line that cannot be read, that `take` refuses or whose id was there before
 * stops with its number, or with --skip-bad is left out and told.
 */
export async function readRecords(
  { file, skipBad }: Pick<LinkRequest, 'file' | 'skipBad'>,
  map: LinkMap | null,
  progress: (text: string) => void,
  take: (line: Line, id: string) => void,
): Promise<void> {
  const firstLineOf = new Map<string, number>();
  let skipped = 0;
  const onBad: OnBadLine = skipBad
    ? (fault) => {
        skipped += 1;
        if (skipped <= FAULTS_TOLD) progress(`left out: ${fault.message}`);
      }
    : null;
  for await (const { number, value } of readJsonLines(file, onBad)) {
    try {
      const id = idOf(value, map);
      const before = firstLineOf.get(id);
      if (before !== undefined)
        throw new HubError('HUB_RECORD_INVALID', `id "${id}" is that of line ${before} too`);
      take(value, id);
      firstLineOf.set(id, number);
    } catch (error) {
      if (!(error instanceof HubError)) throw error;
      badLine(file, number, error.message, onBad);
    }
    if (number % TELL_EVERY === 0) progress(`${number} lines read`);
  }
  if (firstLineOf.size === 0) {
    throw new HubError('HUB_BAD_REQUEST', `${file} has no records: one JSON object a line is needed`, {
      field: 'file',
    });
  }
  progress(`${firstLineOf.size} records read${skipped === 0 ? '' : `, ${skipped} lines left out`}`);
}

function idOf(line: Line, map: LinkMap | null): string {
  const column = map?.id ?? 'id';
  const id = mappedText(line, column);
  if (id !== null) return id;
  const there = Object.keys(line).slice(0, 12).join(', ');
  throw new HubError('HUB_RECORD_INVALID', `there is no id in field "${column}" (fields here: ${there})`, {
    field: column,
  });
}
