import { maskText } from './mask-text.ts';

const QUOTED = /"([^"]*)"|“([^”]*)”|「([^」]*)」|`([^`]*)`/gu;
/** Not the apostrophe of a word (`the feed's`). */
const SINGLE_QUOTED = /(?<![\p{L}\p{N}])'([^'\n]*)'(?![\p{L}\p{N}])/gu;
/** V8 quotes some characters around the fault, quotes of theirs and all. */
const JSON_FAULT = /(?:\.\.\.)?"[^]*"(?:\.\.\.)? is not valid JSON/gu;
/** What MongoDB (`dup key: { name: … }`) and PostgreSQL (`Key (xm)=(…)`) say of a row that is there. */
const ROW_FAULT = /(dup key: )\{[^]*\}|(\)=)\([^]*?\)(?= already| is | conflicts|,|$)/gu;
/** Quotes within a quoted text, as in the issues that zod tells as JSON. */
const ESCAPED = /\\"((?:[^"\\])*)\\"/gu;
const MOST_SHOWN = 40;
const HAN = /\p{Script=Han}/u;

/**
 * Why something was refused or failed, without the values that it was refused for: by patterns, and what stands in quotes and has Chinese characters
 * in it or is long goes, as it may name somebody. Dates, numbers and codes in quotes stay: whoever has to mend it needs them. So does what parsers
 * and databases quote of their own accord. Masking what is masked already changes nothing.
 * `联系人: "张三 13812345678" is no date` → `联系人: "…" is no date`.
 */
export function maskReason(reason: string): string {
  const said = reason
    .replace(ESCAPED, (whole, text: string) => (hides(text) ? '\\"…\\"' : whole))
    .replace(JSON_FAULT, '"…" is not valid JSON')
    .replace(ROW_FAULT, (_, mongo?: string, postgres?: string) =>
      mongo === undefined ? `${postgres ?? ''}(…)` : `${mongo}{…}`,
    );
  return maskText(said)
    .replace(QUOTED, (whole, ...groups: (string | undefined)[]) => {
      const text = groups.slice(0, 4).find((one) => one !== undefined) ?? '';
      return hides(text) ? `${whole.charAt(0)}…${whole.at(-1) ?? ''}` : whole;
    })
    .replace(SINGLE_QUOTED, (whole, text: string) => (HAN.test(text) ? `'…'` : whole));
}

function hides(text: string): boolean {
  return HAN.test(text) || text.length > MOST_SHOWN;
}
