import * as opencc from 'opencc-js/t2cn';

/** opencc-js's own types import each other without file extensions, which Node's resolution refuses: the one function used is typed here. */
const { Converter } = opencc as unknown as {
  Converter: (options: { from: 't'; to: 'cn' }) => (text: string) => string;
};

let converter: ((text: string) => string) | undefined;
let changing: Uint8Array | undefined;

/**
 * Traditional to simplified script, for matching and search only: what is stored and shown stays as the source wrote it. The light build
 * (`t2cn`, 110 KB against 1.2 MB) carries only this direction; its dictionary is made ready on first use (40 ms). Nearly every text is in
 * simplified script already, which one pass over its characters tells, ten times faster than converting it.
 */
export function simplify(text: string): string {
  changing ??= charactersThatChange();
  for (let index = 0; index < text.length; index += 1) {
    if (changing[text.charCodeAt(index)] === 1) return convert(text);
  }
  return text;
}

function convert(text: string): string {
  converter ??= Converter({ from: 't', to: 'cn' });
  return converter(text);
}

const HAN_FROM = 0x2e80;
const HAN_TO = 0xfaff;

/** By UTF-16 unit: 1 when the dictionary changes the character; surrogates always count, there are few enough. */
function charactersThatChange(): Uint8Array {
  const marks = new Uint8Array(0x1_0000);
  for (let unit = HAN_FROM; unit <= HAN_TO; unit += 1) {
    const character = String.fromCharCode(unit);
    if (unit >= 0xd800 && unit <= 0xdfff) marks[unit] = 1;
    else if (convert(character) !== character) marks[unit] = 1;
  }
  return marks;
}
