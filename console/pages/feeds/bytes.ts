const ROW_BYTES = 16;
const SHOWN_BYTES = 16_384;
const FIRST_PRINTABLE = 0x20;
const LAST_PRINTABLE = 0x7e;

/** Bytes of base64 as `hexdump -C` shows them: place, sixteen bytes, what is printable of them. The first 16 KiB; `isCut` says that there are more. */
export function hexDump(base64: string): { readonly text: string; readonly isCut: boolean } {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const shown = bytes.subarray(0, SHOWN_BYTES);
  const rows: string[] = [];
  for (let at = 0; at < shown.length; at += ROW_BYTES) {
    const row = [...shown.subarray(at, at + ROW_BYTES)];
    const hex = row.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const letters = row.map((byte) => (isPrintable(byte) ? String.fromCharCode(byte) : '.')).join('');
    rows.push(`${at.toString(16).padStart(6, '0')}  ${hex.padEnd(ROW_BYTES * 3 - 1)}  ${letters}`);
  }
  return { text: rows.join('\n'), isCut: bytes.length > SHOWN_BYTES };
}

function isPrintable(byte: number): boolean {
  return byte >= FIRST_PRINTABLE && byte <= LAST_PRINTABLE;
}

/** `1.4 s`, `3 min`, `2 h`, `4 d` in the reader's language. */
export function durationText(seconds: number, language: string): string {
  const [unit, size] = DURATIONS.find(([, length]) => seconds >= length) ?? (['second', 1] as const);
  const value = seconds / size;
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(value);
}

const DURATIONS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;
