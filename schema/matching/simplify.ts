import * as opencc from 'opencc-js/t2cn';

/** opencc-js's own types import each other without file extensions, which Node's resolution refuses: the one function used is typed here. */
const { Converter } = opencc as unknown as {
  Converter: (options: { from: 't'; to: 'cn' }) => (text: string) => string;
};

/** Han characters, with the compatibility forms that OpenCC maps. Plain ASCII, as in most numbers and phones, needs no look-up. */
const MAY_NEED_IT = /[\u2e80-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/u;

let converter: ((text: string) => string) | undefined;

/**
 * Traditional to simplified script, for matching and search only: what is stored and shown stays as the source wrote it. The light build
 * (`t2cn`, 110 KB against 1.2 MB) carries only this direction; its dictionary is made ready on first use (10 ms).
 */
export function simplify(text: string): string {
  if (!MAY_NEED_IT.test(text)) return text;
  const convert = (converter ??= Converter({ from: 't', to: 'cn' }));
  return convert(text);
}
