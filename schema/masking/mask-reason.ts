import { maskText } from './mask-text.ts';

const QUOTED = /"([^"]*)"|“([^”]*)”|「([^」]*)」/gu;
const MOST_SHOWN = 40;

/**
 * Why something was refused, without the values that it was refused for: by patterns, and what stands in quotes and has Chinese characters in it
 * or is long goes, as it may name somebody. Dates, numbers and codes in quotes stay: whoever has to mend it needs them.
 * `联系人: "张三 13812345678" is no date` → `联系人: "…" is no date`.
 */
export function maskReason(reason: string): string {
  return maskText(reason).replace(QUOTED, (whole, ...groups: (string | undefined)[]) => {
    const text = groups.slice(0, 3).find((one) => one !== undefined) ?? '';
    const opening = whole.charAt(0);
    return /\p{Script=Han}/u.test(text) || text.length > MOST_SHOWN
      ? `${opening}…${whole.at(-1) ?? ''}`
      : whole;
  });
}
