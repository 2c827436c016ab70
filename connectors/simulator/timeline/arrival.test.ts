import { describe, expect, test } from 'vitest';
import { isResidentId } from '../../../schema/vocabulary/resident-id.ts';
import { EVERYDAY_TOPICS } from '../everyday/topics.ts';
import { NOISE_MODEL } from '../noise/model.ts';
import { QUARREL_KINDS } from '../quarrels/kinds.ts';
import { expectShare, noisy, share } from '../testing/shares.ts';
import { quarrelsOf, storyOf } from '../testing/story.ts';

/** What the noise model promises of how records arrive and of what agencies say of each other, measured on one city. */
const { versions, truths } = storyOf({
  seed: 'arrival',
  records: 20_000,
  days: 21,
  start: '2026-11-01T00:00:00+08:00',
});
const own = truths.filter(({ feed }) => feed !== 'open311');
const single = [...quarrelsOf(own).values()].filter(([first]) => first?.group === false);

describe('how it arrives', () => {
  const { arrival } = NOISE_MODEL;
  const urgent = new Set(EVERYDAY_TOPICS.filter((topic) => topic.urgent === true).map(({ name }) => name));
  const eventful = new Set(
    QUARREL_KINDS.filter((kind) => kind.eventful !== undefined).map(({ name }) => name),
  );
  // A fire is reported while it burns; who comes again about an accident comes later by nature, not by noise.
  const canBeLate = own.filter(
    ({ kind, contact }) => !urgent.has(kind) && !(eventful.has(kind) && contact > 0),
  );

  test.each([
    ['occurredDaysAgo', arrival.occurredDaysAgo, canBeLate],
    ['corrected', arrival.corrected, own],
    ['repeated', arrival.repeated, own],
    ['withdrawn', arrival.withdrawn, own],
    ['lateCommit', arrival.lateCommit, own.filter(({ feed }) => feed === 'hotline12345')],
  ] as const)('%s', (mark, promised, records) => {
    expectShare(share(records, noisy(mark)), promised, records.length);
  });

  test('late rows become visible after their own updatedAt, by 9 minutes at most', () => {
    const late = versions.filter(
      ({ agency, change, truth }) =>
        agency === 'hotline12345' && change === 'new' && noisy('lateCommit')(truth),
    );
    const delays = late.map(({ visibleMs, sourceTime }) => visibleMs - Date.parse(sourceTime));
    expect(Math.min(...delays)).toBeGreaterThan(1_000);
    expect(Math.max(...delays)).toBeLessThanOrEqual(arrival.lateCommitMostMs);
    expect(Math.max(...delays)).toBeGreaterThan(arrival.lateCommitMostMs * 0.9);
  });

  test('nothing is reported more than 12 days after it happened', () => {
    for (const version of versions) {
      if (version.agency !== 'hotline12345' || version.body.occurredAt === null) continue;
      const days = (Date.parse(version.body.createdAt) - Date.parse(version.body.occurredAt)) / 86_400_000;
      expect(days).toBeGreaterThanOrEqual(0);
      expect(days).toBeLessThanOrEqual(arrival.occurredDaysAgoMost + 0.01);
    }
  });

  test('a withdrawal is the agency’s own word for it, and its last', () => {
    for (const version of versions) {
      const withdrawn = version.change === 'withdrawn';
      if (version.change === 'repeated') continue;
      if (version.agency === 'police110') expect(version.body.status === '1000').toBe(withdrawn);
      if (version.agency === 'hotline12345') expect(version.body.stage === '撤回').toBe(withdrawn);
    }
  });

  test('a correction changes phone, name or address', () => {
    const before = new Map<string, string>();
    const said = (version: (typeof versions)[number]): string | undefined => {
      if (version.agency === 'police110') {
        const { bjdh, bjdhyhxm, bjdhyhdz, sfdz } = version.body;
        return JSON.stringify([bjdh, bjdhyhxm, bjdhyhdz, sfdz]);
      }
      if (version.agency !== 'hotline12345') return undefined;
      return JSON.stringify([version.body.caller, version.body.address]);
    };
    let corrections = 0;
    for (const version of versions) {
      const now = said(version);
      if (now === undefined || version.change === 'repeated') continue;
      const was = before.get(version.sourceId);
      if (was !== undefined) expect(was !== now, version.sourceId).toBe(version.change === 'corrected');
      if (version.change === 'corrected') corrections += 1;
      before.set(version.sourceId, now);
    }
    expect(corrections).toBeGreaterThan(300);
  });
});

describe('what agencies say of each other', () => {
  test('later contacts elsewhere quote a number by their share, and the number exists', () => {
    const earlierElsewhere = single.flatMap((records) =>
      records.filter((truth, index) => records.slice(0, index).some(({ feed }) => feed !== truth.feed)),
    );
    expectShare(
      share(earlierElsewhere, ({ quotes }) => quotes.length > 0),
      NOISE_MODEL.quoting.quotesNumber,
      earlierElsewhere.length,
    );
    const known = new Map(truths.map((truth) => [truth.sourceId, truth]));
    for (const truth of own) {
      for (const quoted of truth.quotes) {
        expect(known.get(quoted)?.quarrelId).toBe(truth.quarrelId);
        expect(known.get(quoted)?.feed).not.toBe(truth.feed);
      }
    }
  });

  test('the number stands in the text, and for some hotline tickets in the field as well', () => {
    let quoting = 0;
    let inField = 0;
    let halfWidth = 0;
    let courtNumbers = 0;
    for (const version of versions) {
      const [quoted] = version.truth.quotes;
      if (version.agency !== 'hotline12345' || version.change !== 'new' || quoted === undefined) continue;
      quoting += 1;
      const digits = version.body.content.normalize('NFKC').replaceAll(/[^0-9A-Z]/g, '');
      expect(digits).toContain(quoted.replaceAll(/[^0-9A-Z]/g, ''));
      if (version.body.relatedNumbers.includes(quoted)) inField += 1;
      if (quoted.includes('（')) {
        courtNumbers += 1;
        if (version.body.content.includes('(2')) halfWidth += 1;
      }
    }
    expectShare(inField / quoting, NOISE_MODEL.quoting.alsoInField, quoting);
    expectShare(halfWidth / courtNumbers, NOISE_MODEL.quoting.halfWidthBrackets, courtNumbers);
  });
});

describe('who is in it', () => {
  test('identity numbers are valid and of a region that does not exist', () => {
    const ids = versions.flatMap((version) =>
      version.agency === 'hotline12345' && version.body.caller.idNumber !== ''
        ? [version.body.caller.idNumber]
        : [],
    );
    expect(ids.length).toBeGreaterThan(1_000);
    for (const id of ids) expect(isResidentId(id) && id.startsWith('3299'), id).toBe(true);
  });

  test('compound surnames and names with a middle dot are among them', () => {
    const names = versions.flatMap(({ agency, body }) => (agency === 'police110' ? [body.bjdhyhxm] : []));
    expect(names.some((name) => /^(?:欧阳|司马|上官|诸葛|皇甫|慕容)/.test(name))).toBe(true);
    expect(names.some((name) => name.includes('·'))).toBe(true);
  });

  test('narratives hardly ever repeat word for word', () => {
    const texts = versions.flatMap((version) =>
      version.agency === 'hotline12345' && version.change === 'new' && version.truth.nature
        ? [version.body.content]
        : [],
    );
    expect(new Set(texts).size / texts.length).toBeGreaterThan(0.98);
  });
});
