import { describe, expect, test } from 'vitest';
import { DISPUTE_CATEGORIES, feedCodes, readTable } from '../../../schema/vocabulary/tables.ts';
import { NYC_COLUMNS } from '../agencies/open311/shape.ts';
import { SERVICE_TOPICS } from '../agencies/open311/topics.ts';
import { EVERYDAY_TOPICS } from '../everyday/topics.ts';
import { share } from '../testing/shares.ts';
import { ofAgency, storyOf } from '../testing/story.ts';

/** Whether every agency's rows are well formed: numbers, codes, places and times, as a connector would read them. */
const { versions, truths } = storyOf({
  seed: 'rows',
  records: 20_000,
  days: 21,
  start: '2026-11-02T00:00:00+08:00',
});
const police = ofAgency(versions, 'police110');
const hotline = ofAgency(versions, 'hotline12345');
const court = ofAgency(versions, 'court');
const grid = ofAgency(versions, 'grid');
const city311 = ofAgency(versions, 'open311');

describe('each agency’s rows', () => {
  test('police: every column of the code table, numbers by county and day, classes and codes of their tables', () => {
    const columns = new Set(
      readTable('police110-columns').flatMap((row) =>
        (row['column'] ?? '').split('/').map((name) => name.trim()),
      ),
    );
    const used = new Set(police.flatMap(({ body }) => Object.keys(body)));
    expect([...used].filter((column) => column !== 'gxsj' && !columns.has(column))).toEqual([]);
    for (const { body, truth } of police) {
      expect(body.jjdbh).toBe(truth.sourceId);
      expect(body.jjdbh).toMatch(/^J\d{6}20\d{6}\d{5}$/);
      expect(body.jjdbh.slice(1, 7)).toBe(truth.countyCode);
      expect(body.jjdbh.slice(7, 15)).toBe(body.bjsj.slice(0, 10).replaceAll('-', ''));
      expect(body.cjdbh).toBe(`C${body.jjdbh.slice(1)}`);
      expect(body.xqdm.slice(0, 6)).toBe(truth.countyCode);
      const times = [body.sfsj, body.bjsj, body.cjsj, body.dcsj, body.fksj, body.gxsj].filter(
        (time) => time !== '',
      );
      expect(times.toSorted(), body.jjdbh).toEqual(times);
    }
    const disposals = new Set(feedCodes('police.disposal_result').map(({ label }) => label));
    for (const { body } of police) if (body.cjjgmc !== '') expect(disposals.has(body.cjjgmc)).toBe(true);
  });

  test('hotline: numbers by city and day, the region of the county it was taken in, times in order', () => {
    const stages = new Set([...feedCodes('hotline.stage').map(({ label }) => label), '撤回']);
    for (const { body, truth } of hotline) {
      expect(body.ticketNo).toMatch(/^(?:NT|SZ)20\d{6}\d{6}$/);
      expect(body.ticketNo.startsWith(truth.countyCode.startsWith('3206') ? 'NT' : 'SZ')).toBe(true);
      expect(body.regionCode.slice(0, 6)).toBe(truth.countyCode);
      expect(stages.has(body.stage), body.stage).toBe(true);
      const times = [body.occurredAt, body.createdAt, body.repliedAt, body.updatedAt].filter(
        (time) => time !== null,
      );
      expect(times.toSorted(), body.ticketNo).toEqual(times);
    }
  });

  test('court: case number, court and region are one county; a person or a company is accused, the claim has its amount', () => {
    const causes = new Map(readTable('cause-of-action-2025').map((row) => [row['number'], row['cause_zh']]));
    expect(court.length).toBeGreaterThan(800);
    for (const { body, truth } of court) {
      expect(body.caseNumber).toMatch(/^（2026）苏0[56]\d\d(?:诉前调|民特)[1-9]\d*号$/);
      expect(body.courtCode).toBe(`苏${truth.countyCode.slice(2)}`);
      expect(body.caseNumber.slice(6, 11)).toBe(body.courtCode);
      expect(body.regionCode).toBe(truth.countyCode);
      const [applicant, respondent] = body.parties;
      expect(applicant?.name).not.toBeNull();
      if (truth.nature) {
        expect(causes.get(body.cause.number)).toBe(body.cause.name);
        if (respondent?.type === '自然人')
          expect(respondent.name ?? '').not.toMatch(/公司|医院|学校|小学|商城$/);
        expect(body.amountYuan ?? '1.00').toMatch(/^[1-9]\d*\.00$/);
      } else expect(respondent).toBeUndefined();
    }
  });

  test('grid: numbers by street and day, a grid of the street, a stage of its table', () => {
    for (const { body, truth } of grid) {
      expect(body.event_no).toMatch(/^WG\d{9}20\d{6}\d{4}$/);
      expect(body.region_code).toMatch(/^\d{9}$/);
      expect(body.region_code.slice(0, 6)).toBe(truth.countyCode);
      expect(body.grid_code).toMatch(new RegExp(`^${body.region_code}\\d{3}$`));
      expect(['上报', '处置', '结案', '作废']).toContain(body.stage);
      const times = [body.occurred_at, body.reported_at, body.updated_at].filter((time) => time !== null);
      expect(times.toSorted(), body.event_no).toEqual(times);
    }
  });

  test('the 311 export: only its 41 columns, a key of its own, every topic', () => {
    const columns = new Set<string>(NYC_COLUMNS);
    expect(columns.size).toBe(41);
    const used = new Set(city311.flatMap(({ body }) => Object.keys(body)));
    expect([...used].filter((column) => !columns.has(column))).toEqual([]);
    expect(city311.filter(({ body, sourceId }) => body['Unique Key'] !== sourceId)).toEqual([]);
    const kinds = new Set(city311.map(({ truth }) => truth.kind));
    expect(kinds).toEqual(new Set(SERVICE_TOPICS.map(({ name }) => name)));
  });

  test('courts and grid workers keep office hours', () => {
    const open = [...court, ...grid]
      .filter(({ change }) => change === 'new')
      .map(({ body }) => {
        const time = 'filedAt' in body ? body.filedAt.slice(11, 16) : body.reported_at.slice(11, 16);
        return time >= '08:30' && time <= '17:30';
      });
    expect(share(open, (one) => one)).toBeGreaterThan(0.99);
  });

  test('every topic of everyday business is there', () => {
    const seen = new Set(truths.map(({ kind }) => kind));
    for (const { name } of EVERYDAY_TOPICS) expect(seen.has(name), name).toBe(true);
  });

  test('every quarrel has a category of GB/T 31000, everyday business none', () => {
    for (const { nature, category, quarrelId } of truths) {
      expect(quarrelId !== null).toBe(nature);
      if (category === null) expect(nature).toBe(false);
      else expect(DISPUTE_CATEGORIES.has(category)).toBe(true);
    }
  });
});
