import { formalShortNameOf, shortNameOf, titleOf } from '../city/names.ts';
import type { Person } from '../city/people.ts';
import type { Organisation } from '../city/organisations.ts';
import { NOISE_MODEL } from '../noise/model.ts';
import type { Random } from '../noise/random.ts';
import type { QuarrelAgency } from '../quarrels/kind.ts';
import { writeAddress, type AddressStyle } from '../writing/address.ts';
import { fullWidth } from '../writing/misspell.ts';
import { distort, styleOf } from '../writing/narrative.ts';
import { write, type Slots } from '../writing/template.ts';
import { dateInWords, whenInWords } from '../writing/time.ts';
import { takeDownCaller, takenDownWrong } from './caller.ts';
import { fileUnderClass } from './classes.ts';
import { occurrenceFor } from './occurrence.ts';
import { QUARREL_OUTCOMES } from './outcomes.ts';
import type { EverydayMatter, QuarrelMatter, RecordPlan } from './plan.ts';
import { quoteOf } from './quoting.ts';
import type { Correctable, Report } from './report.ts';
import { isPerson } from './scene.ts';

/** How a text speaks of somebody whose name it does not have. */
const NAMELESS: Readonly<Record<QuarrelAgency, string>> = {
  police110: '报警人',
  hotline12345: '市民',
  grid: '某某',
  court: '申请人',
};

export interface Told {
  readonly report: Report;
  readonly noise: readonly string[];
  readonly quotes: readonly string[];
}

/** Has the clerk of the agency take the matter down: the same record gives the same report every time. */
export function tell(
  record: RecordPlan,
  matter: QuarrelMatter | EverydayMatter,
  numberOf: (record: RecordPlan) => string,
): Told {
  const { random: seed, county, reportedMs } = record;
  if (county === null) throw new Error('a 311 request has no clerk');
  const random = seed.fork('tell');
  const noise: string[] = [];
  const quotes: string[] = [];
  const { agency, reporter, place } = matter;
  const quarrel = matter.type === 'quarrel' ? matter.quarrel : null;

  const away = matter.type === 'quarrel' ? matter.awayAt : null;
  const style = addressStyleOf(random, noise);
  const address = writeAddress(place, style, random);
  const home = away ?? reporter.home;
  const callerAddress = home === place ? address : writeAddress(home, style, random);
  const caller = takeDownCaller(reporter, agency, callerAddress, random, noise);
  const { occurredMs, spokenMs, daysAgo } = occurrenceFor(record, matter, random);
  if (daysAgo) noise.push('occurredDaysAgo');

  const counterparty =
    matter.type === 'quarrel' ? nameCounterparty(counterpartyOf(matter), matter, random, noise) : null;
  const unit = write(unitOf(matter), { county: county.name, street: place.street.name }, random);
  const slots: Slots = {
    ...(matter.type === 'quarrel' ? matter.facts : (matter.topic.facts?.(random) ?? {})),
    me: caller.name === '' ? NAMELESS[agency] : caller.name,
    mr: caller.name === '' ? '本人' : titleOf(reporter.name),
    other: counterparty?.name ?? (matter.type === 'quarrel' ? unnamedOf(matter) : ''),
    place: address,
    spot: place.spot,
    community: place.community.name,
    street: place.street.name,
    county: place.street.county.name,
    when: agency === 'court' ? dateInWords(spokenMs) : whenInWords(spokenMs, reportedMs, random),
    unit,
  };
  const quote = matter.type === 'quarrel' ? quoteOf(matter, reportedMs, numberOf, random) : null;
  if (quote?.quoted) quotes.push(numberOf(quote.quoted));
  const idInText = caller.idNumber !== '' && (agency === 'police110' || agency === 'grid');
  const clean = [
    quote?.prefix ?? '',
    // 姓李的 + 的狗
    write(random.pick(textsOf(matter)), slots, random).replaceAll('的的', '的'),
    quote?.suffix ?? '',
    asideOf(matter, slots, seed),
    idInText
      ? `${agency === 'police110' ? '' : quarrel === null ? '反映人' : '当事人'}身份证号${caller.idNumber}。`
      : '',
  ].join('');

  const writing = styleOf(random);
  const wide = random.chance(NOISE_MODEL.writing.fullWidth / 3);
  if (wide) noise.push('fullWidthAddress');
  const spell = (text: string): string => (wide ? fullWidth(text) : text);
  const right: Correctable = {
    caller: { ...caller, address: spell(caller.address) },
    address: spell(address),
    narrative: distort(clean, writing, noise),
  };
  const first = record.willBeCorrected
    ? takenDownFirst(right, clean, { place: address, spell, agency }, random, (text) =>
        distort(text, writing, []),
      )
    : right;
  const filed = fileUnderClass(matter, random);
  if (filed.misclassified) noise.push('misclassified');
  if (record.willBeCorrected) noise.push('corrected');
  if (record.late) noise.push('lateCommit');
  const dice = seed.fork('shape');
  const report: Report = {
    number: numberOf(record),
    county,
    street: place.street.county === county ? place.street : streetOf(away ?? reporter.home, county),
    reportedMs,
    occurredMs,
    first,
    right,
    title: write(random.pick(titlesOf(matter)), slots, random),
    counterparty,
    respondentIsPerson: matter.type === 'quarrel' && isPerson(counterpartyOf(matter)),
    classes: filed.classes,
    hotlineClass: filed.hotlineClass,
    relatedNumbers: quote?.quoted && quote.inField ? [numberOf(quote.quoted)] : [],
    claims:
      matter.type === 'quarrel' ? write(random.pick(matter.quarrel.kind.court.claims), slots, random) : '',
    amountFen: amountOf(matter),
    people: quarrel?.group === true ? random.int(20, 80) : null,
    unit,
    outcome: write(random.pick(outcomesOf(matter)), slots, random),
    dispute: quarrel !== null,
    dice: (label) => dice.fork(label).next(),
  };
  return { report, noise, quotes };
}

function addressStyleOf(random: Random, noise: string[]): AddressStyle {
  const { addressAbbreviated, addressVague } = NOISE_MODEL.writing;
  const draw = random.next();
  const style: AddressStyle =
    draw < addressVague ? 'vague' : draw < addressVague + addressAbbreviated ? 'abbreviated' : 'full';
  if (style === 'vague') noise.push('addressVague');
  if (style === 'abbreviated') noise.push('addressAbbreviated');
  return style;
}

function counterpartyOf(matter: QuarrelMatter): Person | Organisation {
  return matter.otherSide ? matter.quarrel.claimant : matter.quarrel.respondent;
}

/** What the counterparty is called without a name; told by the other side it is simply 对方. */
function unnamedOf(matter: QuarrelMatter): string {
  return matter.otherSide ? '对方' : matter.facts.unnamed;
}

function nameCounterparty(
  party: Person | Organisation,
  matter: QuarrelMatter,
  random: Random,
  noise: string[],
): Report['counterparty'] {
  const { missing } = NOISE_MODEL;
  const draw = random.next();
  if (draw < missing.counterparty) {
    noise.push('missingCounterparty');
    return null;
  }
  const person = isPerson(party);
  if (draw < missing.counterparty + missing.counterpartyShort) {
    noise.push('counterpartyShort');
    const name = person
      ? matter.agency === 'court'
        ? formalShortNameOf(party.name)
        : shortNameOf(party.name, matter.quarrel.group ? random : random.fork(party.name.full))
      : party.shortName;
    return { name, person };
  }
  return { name: person ? party.name.full : party.name, person };
}

/** What the clerk got wrong at first: phone, name or address. */
function takenDownFirst(
  right: Correctable,
  clean: string,
  how: { place: string; spell: (text: string) => string; agency: QuarrelAgency },
  random: Random,
  rewrite: (text: string) => string,
): Correctable {
  const { caller } = right;
  const fields = [
    ...(caller.phone === '' ? [] : (['phone'] as const)),
    ...(caller.name === '' ? [] : (['name'] as const)),
    'address' as const,
  ];
  const field = random.pick(fields);
  if (field === 'address') {
    const wrong = anotherDoor(how.place, random);
    return {
      caller: caller.address === right.address ? { ...caller, address: how.spell(wrong) } : caller,
      address: how.spell(wrong),
      narrative: rewrite(clean.replaceAll(how.place, wrong)),
    };
  }
  const wrong = takenDownWrong(caller, field, random);
  const narrative = field === 'name' ? rewrite(clean.replaceAll(caller.name, wrong.name)) : right.narrative;
  return { ...right, caller: wrong, narrative };
}

/** The same address with another number in it, or a landmark where it has none. */
function anotherDoor(address: string, random: Random): string {
  const numbers = [...address.matchAll(/\d+/g)];
  const last = numbers.at(-1);
  if (last === undefined) return `${address}西侧`;
  const value = Number(last[0]);
  const other = value + random.int(1, 3);
  return address.slice(0, last.index) + String(other) + address.slice(last.index + last[0].length);
}

function streetOf(place: Person['home'], county: NonNullable<RecordPlan['county']>): Report['street'] {
  if (place.street.county === county) return place.street;
  const street = county.streets[0];
  if (street === undefined) throw new Error(`county ${county.code} has no streets`);
  return street;
}

/** What is said of danger beside the matter, by dice of its own: it moves nothing else of the record. */
function asideOf(matter: QuarrelMatter | EverydayMatter, slots: Slots, seed: Random): string {
  if (matter.type === 'everyday' || matter.turn === null || matter.turn.signal === 'event') return '';
  const random = seed.fork('turn');
  return write(random.pick(matter.turn.texts), { ...slots, teller: NAMELESS[matter.agency] }, random);
}

function textsOf(matter: QuarrelMatter | EverydayMatter): readonly string[] {
  if (matter.type === 'everyday') return matter.topic.texts;
  if (matter.turn?.signal === 'event') return matter.turn.texts;
  const { kind } = matter.quarrel;
  switch (matter.agency) {
    case 'police110':
      return matter.otherSide ? (kind.police.otherSide ?? kind.police.texts) : kind.police.texts;
    case 'hotline12345':
      return kind.hotline.texts;
    case 'grid':
      return kind.grid.texts;
    case 'court':
      return kind.court.texts;
  }
}

function titlesOf(matter: QuarrelMatter | EverydayMatter): readonly string[] {
  if (matter.type === 'everyday') return matter.topic.titles ?? [''];
  return matter.quarrel.kind.hotline.titles;
}

function outcomesOf(matter: QuarrelMatter | EverydayMatter): readonly string[] {
  return matter.type === 'everyday' ? matter.topic.outcomes : QUARREL_OUTCOMES[matter.agency];
}

function unitOf(matter: QuarrelMatter | EverydayMatter): string {
  if (matter.type === 'everyday') return matter.topic.unit ?? '{county}{street}综治中心';
  return matter.quarrel.kind.hotline.unit;
}

function amountOf(matter: QuarrelMatter | EverydayMatter): number | null {
  if (matter.type === 'everyday') return null;
  const yuan = matter.quarrel.kind.amountYuan?.(matter.facts);
  return yuan === undefined ? null : yuan * 100;
}
