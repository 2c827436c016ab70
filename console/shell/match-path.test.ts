import { expect, test } from 'vitest';
import { matchPath } from './match-path.ts';

test('a path gives its parameters, decoded, or nothing where it is another', () => {
  expect(matchPath('/disputes/:code', '/disputes/T-1')).toEqual({ code: 'T-1' });
  expect(matchPath('/disputes/:code', '/disputes/%E7%A0%81/')).toEqual({ code: '码' });
  expect(matchPath('/disputes/:code', '/disputes')).toBeNull();
  expect(matchPath('/search', '/search/')).toEqual({});
  expect(matchPath('/search', '/board')).toBeNull();
});
