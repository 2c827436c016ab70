/** Jaro's similarity with Winkler's bonus for a common beginning of up to four characters (Winkler 1990), 0 to 1. */
export function jaroWinkler(a: string, b: string): number {
  if (a === b) return 1;
  const jaro = jaroOf(a, b);
  let prefix = 0;
  while (prefix < 4 && prefix < a.length && a[prefix] === b[prefix]) prefix += 1;
  return jaro + prefix * 0.1 * (1 - jaro);
}

function jaroOf(a: string, b: string): number {
  if (a.length === 0 || b.length === 0) return 0;
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const taken = new Uint8Array(b.length);
  const fromA: number[] = [];
  for (let i = 0; i < a.length; i += 1) {
    const character = a.charCodeAt(i);
    const end = Math.min(b.length, i + reach + 1);
    for (let j = Math.max(0, i - reach); j < end; j += 1) {
      if (taken[j] === 0 && b.charCodeAt(j) === character) {
        taken[j] = 1;
        fromA.push(character);
        break;
      }
    }
  }
  if (fromA.length === 0) return 0;
  let moved = 0;
  let next = 0;
  for (let j = 0; j < b.length; j += 1) {
    if (taken[j] === 0) continue;
    if (b.charCodeAt(j) !== fromA[next]) moved += 1;
    next += 1;
  }
  const same = fromA.length;
  return (same / a.length + same / b.length + (same - moved / 2) / same) / 3;
}

/** At most one character replaced, added, left out, or two neighbours swapped. Equal texts are. */
export function withinOneEdit(a: string, b: string): boolean {
  if (a === b) return true;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.length - short.length > 1) return false;
  let front = 0;
  while (front < short.length && short[front] === long[front]) front += 1;
  let back = 0;
  while (back < short.length - front && short[short.length - 1 - back] === long[long.length - 1 - back]) {
    back += 1;
  }
  const left = long.length - front - back;
  if (left <= 1) return true;
  const swapped = short[front] === long[front + 1] && short[front + 1] === long[front];
  return left === 2 && short.length === long.length && swapped;
}

/** Which letters a text has, a bit each, for telling quickly that two texts are unlike. */
export function lettersOf(text: string): number {
  let letters = 0;
  for (let index = 0; index < text.length; index += 1) letters |= 1 << (text.charCodeAt(index) & 31);
  return letters;
}

/**
 * False when the letters alone show that Jaro's similarity is below `jaro`: letters of one text that the other lacks match nothing.
 * @param lettersA `lettersOf(a)`
 */
export function couldBeAlike(
  a: string,
  lettersA: number,
  b: string,
  lettersB: number,
  jaro: number,
): boolean {
  const most = Math.min(a.length - bitsOf(lettersA & ~lettersB), b.length - bitsOf(lettersB & ~lettersA));
  return most > 0 && most / a.length + most / b.length + 1 >= 3 * jaro;
}

function bitsOf(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
