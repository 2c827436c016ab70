import { expect, test } from 'vitest';
import { organisationCore, sameOrganisation } from './organisation.ts';

test.each([
  ['南通阳光物业服务有限公司', '阳光物业'],
  ['江苏省南通市通州区锦绣建筑工程有限公司', '锦绣建筑工程'],
  ['阳光物业', '阳光物业'],
  ['和平物业有限公司', '和平物业'],
  ['物业公司', null],
  ['开发商', null],
  ['人民医院', null],
  ['某公司', null],
])('the core of %s is %s', (name, core) => {
  expect(organisationCore(name)).toBe(core);
});

test.each([
  ['南通阳光物业服务有限公司', '阳光物业', true],
  ['南通市阳光物业公司', '阳光物业服务有限公司', true],
  ['阳光物业', '金辉物业', false],
  ['物业公司', '物业公司', false],
])('%s and %s are one: %s', (a, b, same) => {
  expect(sameOrganisation(a, b)).toBe(same);
});
