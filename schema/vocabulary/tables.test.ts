import { describe, expect, it } from 'vitest';
import { isResidentId, residentIdCheckDigit } from './resident-id.ts';
import { DISPUTE_CATEGORIES, feedCodes } from './tables.ts';

describe('code tables', () => {
  it('holds the 17 classes and 78 sub-classes of GB/T 31000 table 91', () => {
    const codes = [...DISPUTE_CATEGORIES.values()];
    expect(codes.filter((category) => category.parent === null)).toHaveLength(17);
    expect(codes.filter((category) => category.parent !== null)).toHaveLength(78);
  });

  it('names every class once and every sub-class below an existing class', () => {
    const codes = [...DISPUTE_CATEGORIES.values()];
    expect(new Set(codes.map((category) => category.enumName)).size).toBe(codes.length);
    for (const { parent } of codes) if (parent !== null) expect(DISPUTE_CATEGORIES.has(parent)).toBe(true);
  });

  it('finds a feed code table by its name and nothing under another', () => {
    expect(feedCodes('police.status').find((code) => code.code === '1000')?.label).toBe('已撤销');
    expect(feedCodes('police.nothing')).toEqual([]);
  });
});

describe('resident identity numbers', () => {
  it('computes the check digit of the standard’s own example', () => {
    expect(residentIdCheckDigit('11010519491231002')).toBe('X');
    expect(isResidentId('11010519491231002X')).toBe(true);
  });

  it('refuses a wrong check digit, a lower-case x and a short number', () => {
    expect(['110105194912310021', '11010519491231002x', '1101051949123100'].filter(isResidentId)).toEqual([]);
  });
});
