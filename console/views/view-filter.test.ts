import { describe, expect, test } from 'vitest';
import { addressWithin, filterWithin } from './view-filter.ts';

describe('what a view keeps', () => {
  test('is what the address chooses, and leads back to it', () => {
    const address = new URLSearchParams('q=漏水&colour=RED&colour=YELLOW&region=3206');
    const filter = filterWithin(address);
    expect(JSON.parse(filter)).toEqual({ colour: ['RED', 'YELLOW'], q: ['漏水'], region: ['3206'] });
    expect(filterWithin(new URLSearchParams(addressWithin(filter)))).toBe(filter);
  });

  test('is the same whatever the order, and without what is no choice', () => {
    expect(filterWithin(new URLSearchParams('b=2&a=1&kiosk=1'))).toBe(
      filterWithin(new URLSearchParams('a=1&b=2')),
    );
  });

  test.each([null, '', 'no JSON', '[1]', '"text"', '{"q": 7, "colour": [1, null]}', '{"kiosk": ["1"]}'])(
    'chooses nothing where it is none of ours: %j',
    (filter) => {
      expect(addressWithin(filter)).toBe('');
    },
  );
});
