import { describe, expect, test } from 'vitest';
import type { DatasetName, DisclosureLevel, Purpose, SensitiveKind } from '../../vocabulary/enums.ts';
import { revealWays, type MyGrant } from './reveal-ways.ts';

const KINDS: readonly SensitiveKind[] = ['NAME', 'PHONE', 'ID_NUMBER', 'ADDRESS', 'NARRATIVE'];
const NOW = Date.parse('2026-12-01T12:00:00+08:00');
const LOOKING = {
  partner: 'court',
  purpose: 'DISPUTE_HANDLING',
  isPurposeOpen: true,
  disputeId: 'dispute-1',
  feeds: ['GRID' as const],
  nowMs: NOW,
};

function grant(
  dataset: DatasetName,
  level: DisclosureLevel,
  purposes: readonly Purpose[],
  more: Partial<MyGrant> = {},
): MyGrant {
  return {
    id: `${dataset}-${level}-${purposes.join('-')}`,
    partner: 'court',
    dataset,
    levels: KINDS.map((kind) => ({ kind, level })),
    rights: [],
    purposes,
    origin: 'POLICY',
    reason: null,
    rows: { disputeIds: null },
    validFrom: '2026-01-01T00:00:00+08:00',
    validTo: null,
    ...more,
  };
}

const MASKED = grant('GRID', 'MASKED', ['DISPUTE_HANDLING']);
const DISPUTES = grant('DISPUTES', 'CLEAR', ['DISPUTE_HANDLING', 'PRE_LITIGATION_MEDIATION', 'RISK_WARNING']);
const OPEN = grant('GRID', 'CLEAR', ['PRE_LITIGATION_MEDIATION']);

describe('ways to what is hidden', () => {
  test('are the purposes for which more is shown, of those that a request may state', () => {
    const same = grant('GRID', 'MASKED', ['RISK_WARNING']);
    expect(revealWays([MASKED, DISPUTES, OPEN, same], LOOKING).purposes).toEqual([
      'PRE_LITIGATION_MEDIATION',
    ]);
    expect(revealWays([MASKED, DISPUTES, OPEN, same], { ...LOOKING, isPurposeOpen: false }).purposes).toEqual(
      [],
    );
  });

  test('lead nowhere where the disputes themselves are hidden as much, or a grant is over or not yet in force', () => {
    const hidden = grant('DISPUTES', 'MASKED', ['DISPUTE_HANDLING', 'PRE_LITIGATION_MEDIATION']);
    expect(revealWays([MASKED, hidden, OPEN], LOOKING).purposes).toEqual([]);
    const over = { ...OPEN, validTo: '2026-12-01T11:00:00+08:00' };
    const later = { ...OPEN, validFrom: '2026-12-02T00:00:00+08:00' };
    expect(revealWays([MASKED, DISPUTES, over, later], LOOKING).purposes).toEqual([]);
  });

  test('are an emergency for whom it is granted for this purpose, where something is hidden', () => {
    const right = { ...DISPUTES, rights: ['BREAK_GLASS' as const] };
    expect(revealWays([MASKED, right], LOOKING).hasBreakGlass).toBe(true);
    expect(revealWays([MASKED, DISPUTES], LOOKING).hasBreakGlass).toBe(false);
    expect(revealWays([{ ...MASKED, levels: OPEN.levels }, right], LOOKING).hasBreakGlass).toBe(false);
    expect(revealWays([MASKED, right], { ...LOOKING, purpose: 'STATISTICS' }).hasBreakGlass).toBe(false);
  });

  test('are not needed while an emergency is open, and others’ grants are no way', () => {
    const opened = grant('GRID', 'CLEAR', ['DISPUTE_HANDLING'], {
      origin: 'BREAK_GLASS',
      reason: '118: at once',
      rows: { disputeIds: ['dispute-1'] },
      validTo: '2026-12-01T12:15:00+08:00',
    });
    const right = { ...DISPUTES, rights: ['BREAK_GLASS' as const] };
    expect(revealWays([MASKED, right, OPEN, opened], LOOKING)).toEqual({
      purposes: [],
      hasBreakGlass: false,
      emergency: { until: '2026-12-01T12:15:00+08:00', reason: '118: at once' },
    });
    expect(revealWays([MASKED, right, opened], { ...LOOKING, disputeId: 'dispute-2' }).emergency).toBeNull();
    const theirs = { ...OPEN, partner: 'police' };
    expect(revealWays([MASKED, DISPUTES, theirs], LOOKING).purposes).toEqual([]);
  });
});
