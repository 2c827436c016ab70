import { describe, expect, test } from 'vitest';
import { highestSensitivity, sensitivityOfStored } from '../../../schema/canonical/sensitivity.ts';
import { testRecord } from '../../testing/test-record.ts';
import { sensitivityOf, type SensitivityInput } from './sensitivity.ts';

const BLANK: SensitivityInput = {
  title: '报警',
  narrative: null,
  sourceCategory: [],
  parties: [],
  events: [],
  details: {},
  reportedAt: '2026-11-24T09:30:00+08:00',
};

const told = (narrative: string): string => {
  const { sensitivity, sensitivityRule } = sensitivityOf({ ...BLANK, narrative });
  return sensitivityRule === null ? sensitivity : `${sensitivity} ${sensitivityRule.replace(/^.*:/, '')}`;
};

describe('by words', () => {
  test.each([
    ['报警人称被丈夫家暴', 'RESTRICTED domestic-violence'],
    ['報警人稱遭受家庭暴力，請求保護', 'RESTRICTED domestic-violence'],
    ['老公酒后又殴打我', 'RESTRICTED domestic-violence'],
    ['被前夫在小区门口打伤', 'RESTRICTED domestic-violence'],
    ['申请人身安全保护令', 'RESTRICTED domestic-violence'],
    ['男方否认家暴', 'RESTRICTED domestic-violence'],
    ['有没有家暴需核实', 'RESTRICTED domestic-violence'],
    ['这难道不是家暴吗', 'RESTRICTED domestic-violence'],
    ['无法忍受家暴', 'RESTRICTED domestic-violence'],
    ['先说没有家暴，后承认家暴', 'RESTRICTED domestic-violence'],
    ['在公司被主管性骚扰', 'SEALED sexual-offence'],
    ['女子稱遭強姦', 'SEALED sexual-offence'],
    ['caller reports a sexual assault', 'SEALED sexual-offence'],
    ['未成年学生被同学打', 'RESTRICTED minor-by-words'],
    ['有小學生在路口被撞', 'RESTRICTED minor-by-words'],
    ['其子年仅8岁', 'RESTRICTED minor-by-age'],
    ['十七岁男子闹事', 'RESTRICTED minor-by-age'],
    ['當事人１６歲', 'RESTRICTED minor-by-age'],
    ['出生日期：2012年3月5日', 'RESTRICTED minor-by-birth-date'],
    ['未满18周岁的服务员', 'RESTRICTED minor-by-words'],
    ['继父家暴10岁女孩', 'SEALED minor-harmed'],
    ['学校里发生校园霸凌', 'SEALED minor-harmed'],
    ['有人散布前女友裸照', 'RESTRICTED intimate-matter'],
  ])('%s is %s', (narrative, found) => {
    expect(told(narrative)).toBe(found);
  });

  test.each([
    '经核实无家暴，夫妻口角',
    '双方没有家暴',
    '未发生性骚扰，系误会',
    '老人67岁，因噪音争吵',
    '今年18岁，工资被拖欠',
    '一百零八岁老人',
    '60岁以上老人乘车优惠',
    '大学生兼职被拖欠工资',
    '儿童医院门口停车纠纷',
    '学生公寓漏水',
    '婴儿车被偷',
    '邻居虐待动物',
    '打电话不接，打车被拒载',
    '（2026）苏0612诉前调17号',
    '丈夫打电话报警',
  ])('%s raises nothing', (narrative) => {
    expect(told(narrative)).toBe('NORMAL');
  });
});

describe('by who is in it', () => {
  const party = (idNumber: string): SensitivityInput['parties'][number] => ({
    role: 'REPORTER',
    kind: 'PERSON',
    name: '张三',
    phone: null,
    idType: '111',
    idNumber,
    address: null,
  });
  const by = (idNumber: string): string | null =>
    sensitivityOf({ ...BLANK, parties: [party(idNumber)] }).sensitivityRule;

  test('a party under 18 on the day of the report, also with a wrong check digit or full-width digits', () => {
    expect(by('320612200811250011')).toBe('sensitivity.v1:minor-by-id-number');
    expect(by('３２０６１２２００８１１２５００１１')).toBe('sensitivity.v1:minor-by-id-number');
  });
  test('is none from the eighteenth birthday on', () => {
    expect(by('320612200811240011')).toBeNull();
    expect(by('11010519491231002X')).toBeNull();
    expect(by('320612491231002')).toBeNull();
  });
  test('a number without a real birth date says nothing', () => {
    expect(by('320612201513450011')).toBeNull();
    expect(by('E12345678')).toBeNull();
  });
  test('a birth date among the details, and words of classes and handling notes', () => {
    expect(sensitivityOf({ ...BLANK, details: { birthDate: '2015-03-01' } }).sensitivity).toBe('RESTRICTED');
    expect(sensitivityOf({ ...BLANK, sourceCategory: ['婚姻家庭', '家庭暴力'] }).sensitivity).toBe(
      'RESTRICTED',
    );
    const note = { at: BLANK.reportedAt, kind: 'CLOSED', label: '处警反馈', note: '系性侵案件' };
    expect(sensitivityOf({ ...BLANK, events: [note] }).sensitivity).toBe('SEALED');
  });
});

test('normalise stores the level with the rule and its version', () => {
  expect(testRecord({ id: 'A1', text: '丈夫家暴' })).toMatchObject({
    sensitivity: 'RESTRICTED',
    sensitivityRule: 'sensitivity.v1:domestic-violence',
  });
  expect(testRecord({ id: 'A2', text: '噪音扰民' })).toMatchObject({
    sensitivity: 'NORMAL',
    sensitivityRule: null,
  });
});

test('of several levels the highest counts, and what was never judged counts as restricted', () => {
  expect(highestSensitivity([])).toBe('NORMAL');
  expect(highestSensitivity(['NORMAL', 'SEALED', 'RESTRICTED'])).toBe('SEALED');
  expect(highestSensitivity(['NORMAL', undefined])).toBe('RESTRICTED');
  expect(sensitivityOfStored({})).toEqual({ sensitivity: 'RESTRICTED', sensitivityRule: 'not-judged' });
});

test('a long text full of beginnings of what the rules look for is judged within the time of a test', () => {
  const narrative = '老公又再次经常长期被丈夫没有没有出生学不满'.repeat(5_000);
  expect(told(narrative)).toBe('NORMAL');
});
