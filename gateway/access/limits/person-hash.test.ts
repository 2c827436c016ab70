import { expect, test } from 'vitest';
import { personHashOf } from './person-hash.ts';

test('a person of a record and of its dispute is one, also where only the telephone tells', () => {
  const ofDispute = personHashOf({ kind: 'PERSON', name: '张伟', phones: ['13812345678'], idNumber: null });
  expect(personHashOf({ kind: 'PERSON', name: '张先生', phone: '13812345678', idNumber: null })).toBe(
    ofDispute,
  );
  expect(personHashOf({ kind: 'PERSON', name: '张伟', phone: null, idNumber: null })).not.toBe(ofDispute);
});
