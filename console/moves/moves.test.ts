import { isInputObjectType, isNonNullType, parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { publicSchema } from '../tools/generate.ts';
import { ENUM_NAMES } from '../vocabulary/enums.ts';
import { inputOf } from './move-values.ts';
import { moveDocument, MOVES } from './moves.ts';

const schema = publicSchema();
/** The hub's own clock makes these. */
const BY_THE_CLOCK = ['FOLLOW_UP_DUE', 'INSTALMENT_DUE', 'OVERDUE', 'SOON_DUE'];

describe('the forms of moves', () => {
  test('there is one for each move that people make', () => {
    const moves = Object.keys(ENUM_NAMES.WorkflowMove).filter((move) => !BY_THE_CLOCK.includes(move));
    expect(Object.keys(MOVES).sort()).toEqual(moves.sort());
  });

  test.each(Object.entries(MOVES))('%s asks for what the graph takes', (_, form) => {
    expect(validate(schema, parse(moveDocument(form)))).toEqual([]);
    const type = schema.getType(form.input);
    if (!isInputObjectType(type)) throw new Error(form.input);
    const known = type.getFields();
    const asked = [...form.fields.map(({ name }) => name), ...Object.keys(form.fixed ?? {})];
    expect(asked.filter((name) => !(name in known))).toEqual([]);
    const needed = Object.values(known)
      .filter((field) => isNonNullType(field.type))
      .map(({ name }) => name);
    const given = [
      ...form.fields.filter(({ isRequired }) => isRequired === true).map(({ name }) => name),
      ...Object.keys(form.fixed ?? {}),
    ];
    expect(given).toEqual(expect.arrayContaining(needed));
  });
});

test('times get their offset, yuan become fen, and what is empty is left out', () => {
  const agree = MOVES.AGREE;
  const session = MOVES.RECORD_SESSION;
  if (agree === undefined || session === undefined) throw new Error('no form');
  expect(
    inputOf(agree, {
      form: 'WRITTEN',
      terms: ' 赔偿 ',
      amountFen: 3000.1,
      instalments: [{ day: '2026-12-31', yuan: 3000.1 }],
      note: '',
    }),
  ).toEqual({
    form: 'WRITTEN',
    terms: '赔偿',
    amountFen: 300_010,
    instalments: [{ dueAt: '2026-12-31T17:00:00+08:00', amountFen: 300_010 }],
  });
  expect(inputOf(session, { heldAt: '2026-11-28T09:30', mediators: [] })).toEqual({
    heldAt: '2026-11-28T09:30:00+08:00',
  });
});
