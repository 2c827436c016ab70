import { describe, expect, it } from 'vitest';
import type { HubError } from '../../schema/canonical/hub-error.ts';
import type { RecordDraft } from '../../schema/canonical/record.ts';
import { EXPORT_COLUMNS as WRITTEN_COLUMNS } from '../simulator/agencies/hotline12345/export.ts';
import type { HotlineTicket } from '../simulator/agencies/hotline12345/shape.ts';
import { ofAgency, storyOf } from '../simulator/testing/story.ts';
import { wireExportRow } from '../simulator/wire/wire-message.ts';
import { RESTATEMENT_CONTENT_TYPE, restatementBytes } from '../kit/restatement.ts';
import { EXPORT_COLUMNS } from './export-row.ts';
import { hotlineDraft } from './mapping.ts';

const { versions } = storyOf({
  seed: 'mapping',
  records: 2_000,
  days: 3,
  start: '2026-11-02T00:00:00+08:00',
});
const tickets: readonly HotlineTicket[] = ofAgency(versions, 'hotline12345').map(({ body }) => body);
const ticket = tickets[0] as HotlineTicket;

const fromRest = (given: object): RecordDraft =>
  hotlineDraft(Buffer.from(JSON.stringify(given)), { contentType: 'application/json', profile: null });
const fromExport = (given: HotlineTicket, encoding: 'utf-8' | 'gb18030' = 'utf-8'): RecordDraft => {
  const { bytes, contentType } = wireExportRow(given, encoding);
  return hotlineDraft(bytes, { contentType, profile: null });
};
/** Without the columns, which every form has of its own. */
const said = (draft: RecordDraft): RecordDraft => ({ ...draft, columns: {} });
const faultOf = (work: () => unknown): HubError => {
  try {
    work();
  } catch (error) {
    return error as HubError;
  }
  throw new Error('was not refused');
};

describe('a row of the daily export', () => {
  it.each(['utf-8', 'gb18030'] as const)(
    'is the same draft as the ticket of the interface, in %s',
    (encoding) => {
      expect(tickets.length).toBeGreaterThan(500);
      for (const one of tickets) {
        const draft = fromExport(one, encoding);
        expect(said(draft)).toEqual(said(fromRest(one)));
        expect(Object.keys(draft.columns)).toEqual(WRITTEN_COLUMNS);
      }
    },
  );

  it('knows every column that the hotline writes', () => {
    expect(EXPORT_COLUMNS).toEqual(WRITTEN_COLUMNS);
  });

  it('is refused by the name of its column', () => {
    const late = faultOf(() => fromExport({ ...ticket, ticketNo: '' }));
    expect(late).toMatchObject({ code: 'HUB_RECORD_INVALID', field: '工单编号' });
    const long = faultOf(() =>
      fromExport({ ...ticket, caller: { ...ticket.caller, phone: '1'.repeat(2_001) } }),
    );
    expect(long).toMatchObject({ code: 'HUB_RECORD_INVALID', field: '联系电话' });
    expect(long.message).toContain('联系电话');
  });

  it('is refused when it has another number of columns than its header', () => {
    const { bytes, contentType } = wireExportRow(ticket, 'utf-8');
    const ragged = Buffer.from(
      Buffer.from(bytes)
        .toString()
        .replace(/,[^,\r\n]*\r\n$/, '\r\n'),
    );
    expect(faultOf(() => hotlineDraft(ragged, { contentType, profile: null })).message).toContain(
      '26 columns, the header 27',
    );
  });
});

describe('a restatement', () => {
  const asOf = '2026-11-05T02:00:00+08:00';
  const again = (state: 'ACTIVE' | 'WITHDRAWN', reason: string, form: 'rest' | 'export'): RecordDraft => {
    const row = wireExportRow(ticket, 'gb18030');
    const original =
      form === 'export'
        ? { bytes: row.bytes, contentType: row.contentType, profile: null }
        : { bytes: Buffer.from(JSON.stringify(ticket)), contentType: 'application/json', profile: null };
    const bytes = restatementBytes({ asOf, state, reason, original });
    return hotlineDraft(bytes, { contentType: RESTATEMENT_CONTENT_TYPE, profile: null });
  };

  it.each(['rest', 'export'] as const)(
    'of a ticket by %s is it again, at its time, in its state, flagged',
    (form) => {
      const original = said(fromRest(ticket));
      expect(said(again('WITHDRAWN', 'GONE_FROM_EXPORT', form))).toEqual({
        ...original,
        sourceTime: asOf,
        state: 'WITHDRAWN',
        flags: [...original.flags, 'GONE_FROM_EXPORT'],
      });
    },
  );

  it('that is none is refused', () => {
    const bytes = Buffer.from(JSON.stringify({ asOf, state: 'GONE' }));
    expect(
      faultOf(() => hotlineDraft(bytes, { contentType: RESTATEMENT_CONTENT_TYPE, profile: null })),
    ).toMatchObject({ code: 'HUB_RECORD_INVALID', field: 'restatement' });
  });
});
