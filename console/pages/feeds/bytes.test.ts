import { expect, test } from 'vitest';
import { durationText, hexDump } from './bytes.ts';

test('bytes are shown as they came, whatever they are', () => {
  const bytes = Buffer.concat([Buffer.from('jjdbh=1\n'), Buffer.from([0xff, 0x00]), Buffer.from('纠纷')]);
  expect(hexDump(bytes.toString('base64')).text.split('\n')).toEqual([
    '000000  6a 6a 64 62 68 3d 31 0a ff 00 e7 ba a0 e7 ba b7  jjdbh=1.........',
  ]);
  expect(hexDump('').text).toBe('');
  const long = hexDump(Buffer.alloc(20_000).toString('base64'));
  expect(long.isCut).toBe(true);
  expect(long.text.split('\n')).toHaveLength(1_024);
});

test('times are told in the largest unit that gives at least one', () => {
  expect(durationText(0.4, 'en')).toBe('0.4 sec');
  expect(durationText(90, 'en')).toBe('1.5 min');
  expect(durationText(86_400 * 12, 'zh-CN')).toBe('12天');
});
