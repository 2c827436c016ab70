import { expect, test } from 'vitest';
import { linkDecision } from '../../testing/fixtures.ts';
import { contradictionOf, inForce } from './decisions-in-force.ts';

const AB = linkDecision(1, { together: [['a', 'b']] });
const BC = linkDecision(2, { together: [['b', 'c']] });
const CD = linkDecision(3, { apart: [['c', 'd']] });

test('what is together through a third record cannot be parted, and the latest decision on the way is named', () => {
  expect(contradictionOf({ together: [], apart: [['a', 'c']] }, [AB, BC])).toBe(BC);
  expect(contradictionOf({ together: [], apart: [['a', 'c']] }, [AB])).toBeNull();
});

test('what is apart cannot be brought together, also through third records', () => {
  expect(contradictionOf({ together: [['a', 'd']], apart: [] }, [AB, BC, CD])).toBe(CD);
  expect(contradictionOf({ together: [['a', 'd']], apart: [] }, [AB, CD])).toBeNull();
});

test('an undone decision does not hold, and holds again once its undoing is undone', () => {
  const undoing = linkDecision(4, { recordIds: ['a', 'b'], undoes: AB._id });
  const again = linkDecision(5, { recordIds: ['a', 'b'], undoes: undoing._id });
  expect(inForce([AB, BC, undoing])).toEqual([BC, undoing]);
  expect(inForce([AB, BC, undoing, again])).toEqual([AB, BC, again]);
});
