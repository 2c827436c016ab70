import { expect, it } from 'vitest';
import { pageStatement, polledView, quotedName, undatedStatement } from './sql-statements.ts';

const NAMES = { view: 'share.grid_events', updatedColumn: 'updated_at', idColumn: 'id' };
const COLUMNS = [
  { name: 'id', type: 'bigint' },
  { name: 'updated_at', type: 'timestamp without time zone' },
];
const VIEW = polledView(NAMES, COLUMNS);
const oneLine = (text: string): string => text.replace(/\s+/g, ' ');

it('asks for a page from a time on, or behind a row, in the order of both columns, and for one row more', () => {
  const first = pageStatement(VIEW, { since: null, after: null }, 500);
  expect(oneLine(first.text)).toBe(
    'SELECT s."updated_at"::text AS at, s."id"::text AS id, left(row_to_json(s.*)::text, 1048577) AS row FROM "share"."grid_events" AS s ' +
      'WHERE s."updated_at" IS NOT NULL ORDER BY s."updated_at", s."id" LIMIT $1',
  );
  expect(first.values).toEqual([501]);
  const since = pageStatement(VIEW, { since: '2026-11-24T08:00:00', after: null }, 500);
  expect(since.text).toContain('AND s."updated_at" >= $2::timestamp without time zone ');
  expect(since.values).toEqual([501, '2026-11-24T08:00:00']);
  const after = pageStatement(
    VIEW,
    { since: 'x', after: { at: '2026-11-24 08:00:00.123456', id: '7' } },
    500,
  );
  expect(after.text).toContain(
    'AND (s."updated_at", s."id") > ($2::timestamp without time zone, $3::bigint) ',
  );
  expect(after.values).toEqual([501, '2026-11-24 08:00:00.123456', '7']);
});

it('asks for rows without a time', () => {
  expect(undatedStatement(VIEW, 10)).toEqual({
    text: 'SELECT left(row_to_json(s.*)::text, 1048577) AS row FROM "share"."grid_events" AS s WHERE s."updated_at" IS NULL LIMIT $1',
    values: [10],
  });
});

it('quotes names, so that nothing in them is more than a name', () => {
  expect(quotedName('share.a"; DROP TABLE x; --')).toBe('"share"."a""; DROP TABLE x; --"');
  const odd = polledView({ ...NAMES, updatedColumn: 'u"p' }, [
    ...COLUMNS,
    { name: 'u"p', type: 'timestamp with time zone' },
  ]);
  expect(pageStatement(odd, { since: null, after: null }, 1).text).toContain('s."u""p" IS NOT NULL');
});
