/** Bands of a MinHash: texts that share most of their bigrams share a band. With 3 rows a band and 4 bands, texts alike by half meet in 4 of 10 cases, by 0.8 in 9 of 10. */
const BANDS = 4;
const ROWS = 3;
/** Texts of fewer bigrams say too little. */
const FEWEST_GRAMS = 12;

/** A word a band, by which texts of nearly the same bigrams can be found. */
export function textSketch(grams: Uint32Array): string[] {
  if (grams.length < FEWEST_GRAMS) return [];
  const least = new Uint32Array(BANDS * ROWS).fill(0xffffffff);
  for (const gram of grams) {
    for (let row = 0; row < least.length; row += 1) {
      const hash = mixed(gram, row);
      if (hash < (least[row] ?? 0)) least[row] = hash;
    }
  }
  return Array.from({ length: BANDS }, (_, band) => {
    let joined = band;
    for (const value of least.subarray(band * ROWS, (band + 1) * ROWS)) joined = mixed(joined ^ value, 97);
    return `${band}${joined.toString(36)}`;
  });
}

/** A 32-bit hash of two numbers (the finaliser of MurmurHash3). */
function mixed(value: number, seed: number): number {
  let hash = (value ^ Math.imul(seed + 1, 0x9e3779b1)) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
