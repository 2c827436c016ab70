import { describe, expect, test } from 'vitest';
import { DISPUTES } from '../disputes/texts.ts';
import { labelOf } from './criteria-labels.ts';
import { conditionsOf } from './criteria-model.ts';
import { EXPORT_FIELDS } from './export-fields.ts';

const leaves = Object.entries(EXPORT_FIELDS)
  .filter(([input]) => input !== 'CreateExportInput')
  .flatMap(([input, fields]) =>
    Object.entries(fields)
      .filter(([, type]) => EXPORT_FIELDS[type] === undefined || type === 'DateTimeRange')
      .map(([field]) => [input, field] as const),
  );

describe('conditions of an export in words', () => {
  test.each(leaves)('%s.%s has a name on the page', (input, field) => {
    const label = labelOf(input, field);
    expect(label).not.toBeNull();
    if (label?.from === 'DISPUTES') expect(DISPUTES.en[label.key]).not.toMatch(/\{/);
  });

  test('are read from the input of the list, nested ones too, moments by the clock of the place', () => {
    const criteria = {
      filter: {
        handling: { states: ['REFERRED'], supervised: true },
        openedBetween: { from: '2026-10-31T16:00:00Z', to: null },
        feeds: ['COURT', 'GRID'],
        regionCode: '3206',
        minScore: null,
      },
      orderBy: 'RISK_DESC',
    };
    const told = conditionsOf('DISPUTES', JSON.stringify(criteria)).map(({ field, type, values }) => [
      field,
      type,
      values.join('|'),
    ]);
    expect(told).toEqual([
      ['feeds', 'FeedName', 'COURT|GRID'],
      ['regionCode', 'String', '3206'],
      ['openedBetween', 'DateTimeRange', '2026-11-01 00:00|'],
      ['states', 'WorkflowState', 'REFERRED'],
      ['supervised', 'Boolean', 'true'],
      ['orderBy', 'DisputeOrder', 'RISK_DESC'],
    ]);
    expect(conditionsOf('CATALOGUE', '{}')).toEqual([]);
  });
});
