import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkCharacterOf, disputeCodeOf, endsAmbiguously, readDisputeCode } from './dispute-code.ts';
import { HubError } from './hub-error.ts';

const CROCKFORD = '0 1 2 3 4 5 6 7 8 9 A B C D E F G H J K M N P Q R S T V W X Y Z';
const codes = fc
  .tuple(
    fc.stringMatching(/^\d{6}$/),
    fc.stringMatching(/^\d{6}$/),
    fc.string({ unit: fc.constantFrom(...CROCKFORD.split(' ')), minLength: 5, maxLength: 5 }),
  )
  .map(([county, day, characters]) => disputeCodeOf(county, day, characters))
  .filter((code) => !endsAmbiguously(code));

test('the check character is that of ISO 7064 MOD 37-36', () => {
  // Published example: GRid A1-2425G-ABC1234002-M.
  expect(checkCharacterOf('A12425GABC1234002')).toBe('M');
});

test('a code is read as people type it: lower case, full width, spaces, characters that look alike', () => {
  fc.assert(
    fc.property(codes, (code) => {
      expect(readDisputeCode(code)).toBe(code);
      expect(readDisputeCode(` ${code.toLowerCase().replaceAll('-', ' ')} `)).toBe(code);
      expect(readDisputeCode(code.replaceAll('-', '－'))).toBe(code);
      expect(readDisputeCode(code.replaceAll('0', 'o').replaceAll('1', 'l').replaceAll('V', 'u'))).toBe(code);
    }),
  );
});

test('a wrong digit or two neighbours that changed places are refused as a typing error', () => {
  fc.assert(
    fc.property(codes, fc.integer({ min: 0, max: 11 }), fc.integer({ min: 1, max: 9 }), (code, at, add) => {
      const digits = code.replaceAll('-', '');
      const place = 1 + at;
      const wrong = String((Number(digits[place]) + add) % 10);
      const changed = digits.slice(0, place) + wrong + digits.slice(place + 1);
      expect(() => readDisputeCode(changed)).toThrow(/typing error/);
    }),
  );
  expect(readDisputeCode('T-320612-261124-K7QF27')).toBe('T-320612-261124-K7QF27');
  expect(() => readDisputeCode('T-320612-261142-K7QF27')).toThrow(/typing error/);
});

test('what has another shape is told the shape', () => {
  for (const text of [
    '',
    'hello',
    '320612-261124-K7QF27',
    'T-320612-261124-K7QF277',
    `T${'1'.repeat(10_000)}`,
  ]) {
    expect(() => readDisputeCode(text)).toThrow(HubError);
    expect(() => readDisputeCode(text)).toThrow(/no dispute code/);
  }
});
