import { describe, expect, test } from 'vitest';
import { isResidentId } from '../../../schema/vocabulary/resident-id.ts';
import { NOISE_MODEL } from '../noise/model.ts';
import { expectShare, share } from '../testing/shares.ts';
import { ofAgency, quarrelsOf, storyOf } from '../testing/story.ts';
import { traditional } from '../writing/misspell.ts';
import { localTime } from '../writing/time.ts';
import type { CityVersion } from './city-of.ts';

/** Who and what stands in the agencies' rows: no help from the truth but where it is what is measured. */
const { versions, truths } = storyOf({
  seed: 'bodies',
  records: 20_000,
  days: 21,
  start: '2026-11-02T00:00:00+08:00',
});
const police = ofAgency(versions, 'police110');
const hotline = ofAgency(versions, 'hotline12345');
const court = ofAgency(versions, 'court');
const grid = ofAgency(versions, 'grid');
const isNew = ({ change }: CityVersion): boolean => change === 'new';

function textOf(version: CityVersion): string {
  switch (version.agency) {
    case 'police110':
      return version.body.bjnr;
    case 'hotline12345':
      return version.body.content;
    case 'court':
      return version.body.summary;
    case 'grid':
      return version.body.description;
    case 'open311':
      return version.body.Descriptor ?? '';
  }
}

function phoneOf(version: CityVersion): string {
  switch (version.agency) {
    case 'police110':
      return version.body.bjdh;
    case 'hotline12345':
      return version.body.caller.phone;
    case 'court':
      return version.body.parties[0]?.phone ?? '';
    case 'grid':
      return version.body.reporter_phone ?? '';
    case 'open311':
      return '';
  }
}

function nameOf(version: CityVersion): string {
  if (version.agency === 'police110') return version.body.bjdhyhxm;
  if (version.agency === 'hotline12345') return version.body.caller.name;
  return version.agency === 'court' ? (version.body.parties[0]?.name ?? '') : '';
}

describe('how people are written', () => {
  test('phones lie in segments that nobody has opened, some with +86, some with spaces, some at full width', () => {
    const all = versions
      .filter(isNew)
      .map(phoneOf)
      .filter((phone) => phone !== '');
    for (const phone of all) {
      const digits = phone.normalize('NFKC').replaceAll(' ', '').replace('+86', '');
      expect(digits, phone).toMatch(/^1(?:42|43|54|60|61|63|68|69|94)\d{8}$/);
    }
    const { writing } = NOISE_MODEL;
    const plain = all.map((phone) => phone.normalize('NFKC'));
    expectShare(
      share(plain, (phone) => phone.startsWith('+86')),
      writing.phonePlus86,
      all.length,
    );
    expectShare(
      share(plain, (phone) => phone.includes(' ')),
      writing.phoneSpaced,
      all.length,
    );
    expectShare(
      share(all, (phone) => /[０-９]/.test(phone)),
      writing.fullWidth / 3,
      all.length,
    );
  });

  test('identity numbers are valid, of a region that does not exist, and of the caller’s gender', () => {
    const given = [
      ...police.map(({ body }) => /身份证号([\dX]{18})/.exec(body.bjnr)?.[1]),
      ...grid.map(({ body }) => /身份证号([\dX]{18})/.exec(body.description)?.[1]),
      ...court.map(({ body }) => body.parties[0]?.idNumber ?? undefined),
    ].filter((id) => id !== undefined);
    expect(given.length).toBeGreaterThan(1_500);
    for (const id of given) expect(isResidentId(id) && id.startsWith('3299'), id).toBe(true);
    for (const { body } of hotline) {
      const { idNumber, gender } = body.caller;
      if (idNumber === '' || gender === '') continue;
      expect(Number(idNumber.charAt(16)) % 2 === 1 ? '男' : '女').toBe(gender);
    }
  });

  test('先生 and 女士 go with the gender', () => {
    for (const { body } of hotline) {
      if (body.caller.name.endsWith('先生')) expect(body.caller.gender).toBe('男');
      if (body.caller.name.endsWith('女士')) expect(body.caller.gender).toBe('女');
    }
  });

  test('both scripts are in it: traditional narratives and names by their share', () => {
    const texts = versions.filter((version) => isNew(version) && version.agency !== 'open311').map(textOf);
    const inTraditional = texts.filter(
      (text) => traditional(text) === text && /[報來電稱請員網車號]/.test(text),
    );
    expectShare(inTraditional.length / texts.length, NOISE_MODEL.writing.traditionalNarrative, texts.length);
    const names = versions
      .filter(isNew)
      .map(nameOf)
      .filter((name) => name !== '');
    expect(names.filter((name) => /[劉張陳楊趙黃吳孫馬鄭]/.test(name)).length).toBeGreaterThan(50);
  });

  test('a namesake has the very name, another number and another phone', () => {
    const claimants = new Map<string, string>();
    for (const version of versions) {
      const { truth } = version;
      const spoilt = truth.noise.some((mark) => /Name$|^nameTitle|^corrected/.test(mark));
      if (!isNew(version) || truth.quarrelId === null || truth.contact !== 0 || spoilt) continue;
      const name = nameOf(version);
      if (name !== '') claimants.set(truth.quarrelId, name);
    }
    let checked = 0;
    for (const [, [first]] of quarrelsOf(truths)) {
      if (first?.resembles?.by !== 'namesake' || first.quarrelId === null) continue;
      const [name, other] = [claimants.get(first.quarrelId), claimants.get(first.resembles.quarrelId)];
      if (name === undefined || other === undefined) continue;
      checked += 1;
      expect(name).toBe(other);
    }
    expect(checked).toBeGreaterThan(20);
  });
});

describe('what the texts say', () => {
  const texts = versions.filter((version) => version.agency !== 'open311').map(textOf);

  test('no template shows through', () => {
    for (const text of texts) expect(text).not.toMatch(/[{}[\]|]|undefined|NaN|的的|,,|。。|:,|,。/);
  });

  test('police write tersely, the hotline with who calls and what is wanted', () => {
    const mean = (list: readonly string[]): number =>
      list.reduce((sum, text) => sum + text.length, 0) / list.length;
    expect(mean(police.filter(isNew).map(textOf))).toBeLessThan(
      mean(hotline.filter(isNew).map(textOf)) * 1.1,
    );
    const quarrels = hotline.filter(({ truth }) => truth.nature && truth.noise.length === 0);
    expect(
      share(quarrels, ({ body }) =>
        /来电人|市民|诉求人|家长|消费者|家属|老人|业主|[请求]/.test(body.content),
      ),
    ).toBeGreaterThan(0.95);
  });

  test('some quarrels are told without any word for a quarrel, some everyday business with one', () => {
    const words = /纠纷|矛盾|争|吵|投诉|打架|冲突|调解/;
    const plain = versions.filter(
      (version) => isNew(version) && !version.truth.noise.some((mark) => mark.endsWith('Narrative')),
    );
    const calls = plain.filter(({ agency }) => agency === 'police110' || agency === 'hotline12345');
    const quarrels = calls.filter(({ truth }) => truth.nature);
    const everyday = calls.filter(({ truth }) => !truth.nature);
    expect(share(quarrels, (version) => !words.test(textOf(version)))).toBeGreaterThan(0.2);
    expect(share(everyday, (version) => words.test(textOf(version)))).toBeGreaterThan(0.04);
  });

  test('a quoted number was given out before the call that quotes it', () => {
    // Two days leave a quarrel so little time that an agency could quote what another has yet to give out.
    const hurried = storyOf({ seed: 'hurried', records: 8_000, days: 2, start: '2026-11-02T00:00:00+08:00' });
    let quotes = 0;
    let firstSeenMs = new Map<string, number>();
    for (const version of [...versions, ...hurried.versions]) {
      if (version === hurried.versions[0]) firstSeenMs = new Map();
      if (version.change !== 'new') continue;
      for (const quoted of version.truth.quotes) {
        quotes += 1;
        const seen = firstSeenMs.get(quoted) ?? Infinity;
        expect(seen, quoted).toBeLessThan(version.visibleMs);
        if (version.agency === 'police110') expect(localTime(seen) <= version.body.bjsj).toBe(true);
        if (version.agency === 'hotline12345')
          expect(seen).toBeLessThanOrEqual(Date.parse(version.body.createdAt));
      }
      firstSeenMs.set(version.sourceId, version.visibleMs);
    }
    expect(quotes).toBeGreaterThan(300);
  });

  test('nothing comes after a withdrawal', () => {
    const withdrawn = new Set<string>();
    for (const { sourceId, change } of versions) {
      if (change !== 'repeated') expect(withdrawn.has(sourceId), sourceId).toBe(false);
      if (change === 'withdrawn') withdrawn.add(sourceId);
    }
    expect(withdrawn.size).toBeGreaterThan(300);
  });
});
