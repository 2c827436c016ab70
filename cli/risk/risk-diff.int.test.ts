import { expect, test } from 'vitest';
import { createLog } from '../../runtime/log.ts';
import { DisputeLinker } from '../../streams/pipeline/dispute-linker.ts';
import { readRiskRules } from '../../streams/stages/score/rules.ts';
import { RULES, RULES_TEXT } from '../../streams/testing/scored-dispute.ts';
import { putRecords } from '../../streams/testing/stored-links.ts';
import { freshStore } from '../../test/harness/servers.ts';
import { riskDiff, riskDiffText } from './risk-diff.ts';

const NOW = '2026-11-24T12:00:00.000Z';

test('says which disputes of the store would change colour, and writes nothing', async () => {
  const store = await freshStore();
  const ids = await putRecords(
    store,
    { id: 'knife', category: ['纠纷'], phone: '13812340001', text: '对方持刀' },
    { id: 'noise', category: ['纠纷'], phone: '13812340002', text: '噪音扰民' },
  );
  await new DisputeLinker({ store, log: createLog('test', 'silent'), now: () => new Date(NOW) }).link(ids);
  const before = await store.disputes.find().sort({ _id: 1 }).lean().exec();
  expect(before).toHaveLength(2);

  expect(await riskDiff(store, RULES, RULES, NOW)).toEqual({
    rules: 'risk-1',
    disputes: 2,
    totals: {},
    changes: [],
  });
  const graver = readRiskRules(
    RULES_TEXT.replace('version: risk-1', 'version: mine').replace(
      'WEAPON: { plain: 25',
      'WEAPON: { plain: 40',
    ),
  );
  const diff = await riskDiff(store, graver, RULES, NOW);
  expect(diff).toMatchObject({
    totals: { 'GREEN→YELLOW': 1 },
    changes: [{ from: 'GREEN', to: 'YELLOW', scoreBefore: 25, scoreAfter: 40 }],
  });
  expect(riskDiffText(diff)).toContain('1 of 2 disputes would change colour under mine; nothing was written');
  expect(await store.disputes.find().sort({ _id: 1 }).lean().exec()).toEqual(before);
});
