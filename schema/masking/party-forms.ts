import { foldPhone } from '../matching/fold.ts';
import { organisationCore } from '../matching/organisation.ts';
import { namePinyin } from '../matching/pinyin.ts';
import { divideAddress } from '../vocabulary/region-finder.ts';
import { maskAddress } from './addresses.ts';
import { compactOf } from './folded-text.ts';
import { compactDocument, foldDocument, olderDocument } from './identity-documents.ts';
import type { IdentifyingKind } from './levels.ts';
import { surnameOf } from './names.ts';
import { AREA_CODE } from './phones.ts';

/** Somebody whom a record or dispute names, with all that may stand in its texts. */
export interface ScrubParty {
  readonly kind: 'PERSON' | 'ORGANISATION' | 'UNKNOWN';
  readonly name: string | null;
  readonly phones: readonly string[];
  readonly idNumber: string | null;
  readonly addresses: readonly string[];
}

/** One way to write one value of a party. */
export interface PartyForm {
  /** As it stands in a compact text. */
  readonly text: string;
  readonly kind: IdentifyingKind;
  /** The party's own value, which all its forms stand for. */
  readonly value: string;
  /** ALONE: no letters (or, of a number, no digits) beside it. NICKNAME: only part of the name, which may begin another word. */
  readonly need: 'NOTHING' | 'ALONE' | 'NICKNAME';
}

const NOBODY =
  /^(?:匿名.*|不详|不明|未知|无|无名氏|没有|群众|市民|热心市民|路人|报警人|来电人|当事人|本人|先生|女士|某某|某人|unknown|anonymous|na|unspecified)$/u;
const TITLES =
  '某某|某某某|某|先生|女士|小姐|太太|师傅|老板|经理|主任|老师|医生|律师|阿姨|大爷|大妈|大叔|大哥|大姐|大娘|大伯|叔叔|哥|姐|叔|姨|总|工|同学|同志|老太|氏|姓男子|姓女子|家'.split(
    '|',
  );
const TITLED = new RegExp(
  `(?:${TITLES.filter((title) => title !== '工' && title !== '家').join('|')})$`,
  'u',
);
/** Surnames that make an everyday word behind 老 or 小: 小区, 小时, 老年. */
const EVERYDAY = '区时车路学人年师板米花巷河桥声于';

/** Every form of every value, longest first; forms of one text once. */
export function partyForms(parties: readonly ScrubParty[]): readonly PartyForm[] {
  const forms = new Map<string, PartyForm>();
  const add = (form: PartyForm): void => {
    if (form.text.length < 2) return;
    const other = forms.get(form.text);
    if (other === undefined || (other.need !== 'NOTHING' && form.need === 'NOTHING'))
      forms.set(form.text, form);
  };
  for (const party of parties) {
    if (party.name !== null) nameForms(party.name, party.kind).forEach(add);
    for (const phone of party.phones) phoneForms(phone).forEach(add);
    if (party.idNumber !== null) documentForms(party.idNumber).forEach(add);
    for (const address of party.addresses) addressForms(address).forEach(add);
  }
  return [...forms.values()].sort((a, b) => b.text.length - a.text.length);
}

function nameForms(value: string, kind: ScrubParty['kind']): PartyForm[] {
  const name = compactOf(value).replace(/[,，、"'“”‘’「」《》()]/gu, '');
  if (NOBODY.test(name) || !/\p{L}/u.test(name)) return [];
  const core = organisationCore(name);
  if (kind === 'ORGANISATION' || (kind === 'UNKNOWN' && core !== null && name.length > 4)) {
    return organisationForms(value, name, core);
  }
  const form = (text: string, need: PartyForm['need']): PartyForm => ({ text, kind: 'NAME', value, need });
  if (!/^\p{Script=Han}+$/u.test(name)) return foreignForms(value, name, form);
  const parts = value.split(/[·•・‧∙⋅.．]/u).map(compactOf);
  if (parts.length > 1) {
    return [
      form(name, 'NOTHING'),
      ...parts.filter((part) => part.length >= 2).map((part) => form(part, 'NOTHING')),
    ];
  }
  const bare = name.replace(TITLED, '') || name;
  const surname = surnameOf(bare);
  const given = bare.slice(surname.length);
  const forms = [form(name, 'NOTHING'), form(bare, 'NOTHING')];
  for (const title of TITLES) forms.push(form(surname + title, 'NICKNAME'));
  if (!EVERYDAY.includes(surname)) {
    for (const before of ['老', '小', '阿']) forms.push(form(before + surname, 'NICKNAME'));
  }
  if (given.length >= 2) forms.push(form(given, 'NICKNAME'));
  if (given !== '') forms.push(form(`阿${given.slice(-1)}`, 'NICKNAME'));
  const reading = bare.length > 1 ? namePinyin(bare) : '';
  if (reading !== '') {
    const family = namePinyin(`${surname}一`).replace(/yi$/, '');
    forms.push(form(reading, 'ALONE'));
    if (reading.startsWith(family)) forms.push(form(reading.slice(family.length) + family, 'ALONE'));
  }
  return forms;
}

function foreignForms(
  value: string,
  name: string,
  form: (text: string, need: PartyForm['need']) => PartyForm,
): PartyForm[] {
  const words = value
    .split(/[\s·•・‧∙⋅.,]+/u)
    .map(compactOf)
    .filter((word) => word.length >= 3 || (word.length === 2 && !/[a-z]/.test(word)));
  return [
    form(name, 'ALONE'),
    form(words.toReversed().join(''), 'ALONE'),
    ...words.map((word) => form(word, 'ALONE')),
  ];
}

const LEGAL_FORM = /(?:有限责任公司|股份有限公司|有限公司|分公司|公司)$/u;

function organisationForms(value: string, name: string, core: string | null): PartyForm[] {
  const form = (text: string): PartyForm => ({ text, kind: 'ORGANISATION', value, need: 'NOTHING' });
  const short = name.replace(LEGAL_FORM, '');
  const forms = [form(name)];
  if (short.length >= 4) forms.push(form(short));
  if (core !== null && core.length >= 2) {
    if (core.length >= 4) forms.push(form(core));
    for (const word of [
      '公司',
      '物业',
      '物业公司',
      '集团',
      '医院',
      '学校',
      '酒店',
      '饭店',
      '超市',
      '厂',
      '店',
    ]) {
      forms.push(form(core + word));
    }
  }
  return forms;
}

function phoneForms(value: string): PartyForm[] {
  return value.split(/[/、,，;；|]/u).flatMap((one) => {
    const form = (text: string, need: PartyForm['need']): PartyForm => ({
      text,
      kind: 'PHONE',
      value: one,
      need,
    });
    const folded = foldPhone(one.replace(/(?:转|轉|分机|分機|#|ext).*$/iu, ''));
    const digits = compactOf(one).replace(/\D/g, '');
    if (folded === null) return digits.length >= 7 ? [form(digits, 'ALONE')] : [];
    const local = folded.replace(AREA_CODE, '');
    return local === folded ? [form(folded, 'NOTHING')] : [form(folded, 'NOTHING'), form(local, 'ALONE')];
  });
}

function documentForms(value: string): PartyForm[] {
  const form = (text: string): PartyForm => ({
    text: text.toLowerCase(),
    kind: 'ID_NUMBER',
    value,
    need: 'NOTHING',
  });
  const compact = compactDocument(value);
  if (compact.length < 6) return [];
  const older = olderDocument(foldDocument(value));
  return [form(compact), form(foldDocument(value)), ...(older === null ? [] : [form(older)])];
}

function addressForms(value: string): PartyForm[] {
  const whole = compactOf(value);
  const { rest } = divideAddress(whole);
  // A division alone, or a road alone, is what a masked address shows anyway.
  if (rest.length < 4 || `${whole}***` === compactOf(maskAddress(whole))) return [];
  const form = (text: string): PartyForm => ({ text, kind: 'ADDRESS', value, need: 'NOTHING' });
  return [form(whole), ...(/\d/.test(rest) || rest.length >= 6 ? [form(rest)] : [])];
}
