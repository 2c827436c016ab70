import { expect, test } from 'vitest';
import { Random } from '../noise/random.ts';
import { write } from './template.ts';

test('slots are filled and one of the choices is taken, nested ones too', () => {
  const seen = new Set<string>();
  const random = new Random('t');
  for (let count = 0; count < 200; count += 1) {
    seen.add(write('{who}[说|问[:|,]]「好」[。|]', { who: '张伟' }, random));
  }
  expect([...seen].sort()).toEqual(
    [
      '张伟说「好」',
      '张伟说「好」。',
      '张伟问,「好」',
      '张伟问,「好」。',
      '张伟问:「好」',
      '张伟问:「好」。',
    ].sort(),
  );
});

test('a slot without a value and an open bracket are faults of the template', () => {
  const random = new Random('t');
  expect(() => write('{nobody}', {}, random)).toThrow('{nobody}');
  expect(() => write('[一|二', {}, random)).toThrow('unclosed [');
  expect(() => write('{open', {}, random)).toThrow('unclosed {');
});
