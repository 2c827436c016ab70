import type { Person } from '../city/people.ts';
import { titleOf } from '../city/names.ts';
import { NOISE_MODEL } from '../noise/model.ts';
import type { Random } from '../noise/random.ts';
import type { QuarrelAgency } from '../quarrels/kind.ts';
import { fullWidth, misspellName, traditional } from '../writing/misspell.ts';
import type { Caller } from './report.ts';

/** Takes down who called, with what the noise model leaves out or distorts. `noise` collects the names of what was applied. */
export function takeDownCaller(
  person: Person,
  agency: QuarrelAgency,
  address: string,
  random: Random,
  noise: string[],
): Caller {
  const { missing } = NOISE_MODEL;
  const marked = (name: string, applied: boolean): boolean => {
    if (applied) noise.push(name);
    return applied;
  };
  const nameMissing = marked('missingName', random.chance(missing.name[agency]));
  const phoneMissing = marked('missingPhone', random.chance(missing.phone[agency]));
  const idMissing = marked('missingIdNumber', random.chance(missing.idNumber[agency]));
  return {
    name: nameMissing ? '' : writeName(person, agency, random, marked),
    phone: phoneMissing ? '' : writePhone(person, random, marked),
    idNumber: idMissing ? '' : person.idNumber,
    gender: person.name.gender,
    address,
  };
}

type Mark = (name: string, applied: boolean) => boolean;

function writeName(person: Person, agency: QuarrelAgency, random: Random, marked: Mark): string {
  const { missing, writing } = NOISE_MODEL;
  // A court does not file a case for 张先生.
  if (random.chance(missing.nameTitleOnly) && agency !== 'court') {
    marked('nameTitleOnly', true);
    return titleOf(person.name);
  }
  let name = person.name.full;
  if (marked('typoName', random.chance(writing.typoName))) name = misspellName(name, random);
  if (random.chance(writing.traditionalName)) {
    const other = traditional(name);
    marked('traditionalName', other !== name);
    name = other;
  }
  return name;
}

function writePhone(person: Person, random: Random, marked: Mark): string {
  const { writing } = NOISE_MODEL;
  const other = marked('otherPhone', random.chance(writing.otherPhone));
  let phone = other ? person.otherPhone : person.phone;
  const draw = random.next();
  if (draw < writing.phoneSpaced) {
    marked('phoneSpaced', true);
    phone = `${phone.slice(0, 3)} ${phone.slice(3, 7)} ${phone.slice(7)}`;
  } else if (draw < writing.phoneSpaced + writing.phonePlus86) {
    marked('phonePlus86', true);
    phone = `+86${phone}`;
  }
  // A third of the full-width records have it in the phone; the rest of the share is drawn for narrative and address.
  if (marked('fullWidthPhone', random.chance(writing.fullWidth / 3))) phone = fullWidth(phone);
  return phone;
}

/** The caller as he was first taken down, wrong in name or phone: what a correction then puts right. */
export function takenDownWrong(right: Caller, field: 'phone' | 'name', random: Random): Caller {
  if (field === 'name') return { ...right, name: misspellName(right.name, random) };
  const digits = Array.from(right.phone);
  const at = digits.length - random.int(1, 4);
  const old = digits[at] ?? '0';
  const isFullWidth = old > '９' ? false : old >= '０';
  const value = (isFullWidth ? old.charCodeAt(0) - 0xff10 : Number(old)) || 0;
  const wrong = (value + random.int(1, 9)) % 10;
  digits[at] = isFullWidth ? String.fromCharCode(0xff10 + wrong) : String(wrong);
  return { ...right, phone: digits.join('') };
}
