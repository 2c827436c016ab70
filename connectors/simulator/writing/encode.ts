import iconv from 'iconv-lite';

/** The encodings that the city's agencies write their files in. */
export type FileEncoding = 'gb18030' | 'utf-8' | 'utf-8-bom';

const BOM = Buffer.from([0xef, 0xbb, 0xbf]);

export function encode(text: string, encoding: FileEncoding): Buffer {
  if (encoding === 'gb18030') return iconv.encode(text, 'gb18030');
  return encoding === 'utf-8' ? Buffer.from(text) : Buffer.concat([BOM, Buffer.from(text)]);
}
