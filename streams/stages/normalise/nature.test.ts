import { describe, expect, test } from 'vitest';
import { foldText } from '../../../schema/matching/fold.ts';
import { classify, type Classification, type Crosswalk } from './nature.ts';

const feed: Crosswalk = {
  crosswalkVersion: 'test.v1',
  crosswalk: [
    { pattern: /^纠纷警情\/邻里/u, category: '0202', nature: 'DISPUTE' },
    { pattern: /^纠纷警情/u, category: null, nature: 'DISPUTE' },
    { pattern: /^骚扰/u, category: null, nature: 'OTHER' },
    { pattern: /^投诉\/物业/u, category: '0402', nature: 'POSSIBLE' },
    { pattern: /^投诉\/劳动/u, category: '07', nature: 'POSSIBLE' },
    { pattern: /./u, category: null, nature: 'POSSIBLE' },
  ],
};

const read = (narrative: string | null, ...category: string[]): Classification =>
  classify(category, { folded: foldText(narrative ?? ''), hasNarrative: narrative !== null }, feed);

describe('the agency’s own class', () => {
  test('decides where it says dispute or everyday business, and the rule is named', () => {
    expect(read('咨询社保办理流程', '纠纷警情', '邻里')).toMatchObject({
      nature: 'DISPUTE',
      natureRule: 'test.v1:^纠纷警情\\/邻里',
      category: '0202',
    });
    expect(read('被人殴打', '骚扰警情').nature).toBe('OTHER');
  });

  test('without a sub-class of its own takes the narrative’s', () => {
    expect(read('工人称老板拖欠工资三个月', '纠纷警情', '其他纠纷')).toMatchObject({
      nature: 'DISPUTE',
      category: '0701',
      categoryRule: 'narrative.v1:wage-arrears',
    });
    expect(read('单位未缴纳社保', '投诉', '劳动').category).toBe('0702');
  });

  test('leaves it open when there is no narrative', () => {
    expect(read(null, '投诉', '其他')).toMatchObject({ nature: 'POSSIBLE', natureRule: 'test.v1:.' });
  });
});

describe('a narrative', () => {
  test.each([
    ['与邻居因漏水问题发生争吵,对方拒绝赔偿', 'DISPUTE'],
    ['報警人稱被老闆拖欠工資，多次討要未果', 'DISPUTE'],
    ['健身房关门跑路,办的卡不退款', 'DISPUTE'],
    ['丈夫酒后殴打妻子', 'DISPUTE'],
    ['患者家属称医院误诊,要求赔偿', 'DISPUTE'],
    ['村民反映承包地被邻居侵占', 'DISPUTE'],
    ['开发商延期交房', 'DISPUTE'],
    ['来电咨询公积金提取需要哪些材料', 'OTHER'],
    ['咨询拖欠工资如何申请劳动仲裁', 'OTHER'],
    ['表扬派出所民警帮助老人', 'OTHER'],
    ['手机遗失在出租车上', 'OTHER'],
    ['捡到钱包一个', 'OTHER'],
    ['误拨,挂断', 'OTHER'],
    ['路灯不亮,请维修', 'OTHER'],
    ['车辆自己撞到护栏,无人受伤,无纠纷', 'OTHER'],
    ['老人走失,求助民警寻找', 'OTHER'],
    ['建议在路口增设红绿灯', 'OTHER'],
    ['今天天气很好', 'OTHER'],
  ])('"%s" is %s', (narrative, nature) => {
    expect(read(narrative, '其他').nature).toBe(nature);
  });

  test('together with a class of quarrels needs less to be one', () => {
    expect(read('物业不作为', '投诉', '物业').nature).toBe('DISPUTE');
    expect(read('小区绿化', '投诉', '物业').nature).toBe('POSSIBLE');
  });
});
