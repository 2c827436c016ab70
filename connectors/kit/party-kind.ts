import type { PartyDraft } from '../../schema/canonical/party.ts';

const ORGANISATION =
  /(公司|集团|企业|工厂|厂|商店|店|超市|商场|市场|医院|诊所|卫生院|学校|大学|中学|小学|幼儿园|银行|酒店|宾馆|饭店|餐厅|物业|中心|委员会|村委会|居委会|合作社|项目部|工地|事务所|培训机构|机构|协会|局|所|站|队|馆|院|部|社|公寓|平台|分公司)$/u;
const PERSON = /^[\p{Script=Han}·]{2,4}$|^\p{Script=Han}{1,2}(某某?|先生|女士|小姐)$/u;

/** Whether a Chinese name reads as an organisation's or a person's; UNKNOWN when neither is plain. */
export function partyKindOf(name: string): PartyDraft['kind'] {
  if (ORGANISATION.test(name)) return 'ORGANISATION';
  return PERSON.test(name) ? 'PERSON' : 'UNKNOWN';
}
