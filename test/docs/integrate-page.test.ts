import { parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { publicSchema } from '../../console/tools/generate.ts';
import { DEFAULT_PARTNER_LIMITS } from '../../gateway/router/partner-load.ts';
import { DEFAULT_QUERY_LIMITS } from '../../gateway/router/prepare/query-limits.ts';
import { HUB_ERRORS, type HubErrorCode } from '../../schema/canonical/hub-error.ts';
import { codeBlocks, pageText } from './page-code.ts';

const PAGE = pageText('docs/integrate.md');
const schema = publicSchema();
const faultsOf = (query: string): readonly string[] =>
  validate(schema, parse(query)).map(({ message }) => message);
const rowsBehind = (heading: string): readonly (readonly string[])[] =>
  (PAGE.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '')
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(2)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

describe('what the page asks', () => {
  const shell = codeBlocks(PAGE, 'sh').join('\n');
  const inShell = [...shell.matchAll(/"query": ("(?:[^"\\]|\\.)*")/g)].map(
    ([, text = '']) => JSON.parse(text) as string,
  );
  const inPrograms = codeBlocks(PAGE, 'ts').flatMap((code) =>
    [...code.matchAll(/`(\s*query [^`]*)`/g)].map(([, text = '']) => text),
  );

  test.each([...codeBlocks(PAGE, 'graphql'), ...inShell, ...inPrograms])(
    'is taken by the graph: %s',
    (query) => {
      expect(faultsOf(query)).toEqual([]);
    },
  );

  test('is found in every form', () => {
    expect(inShell).toHaveLength(3);
    expect(inPrograms).toHaveLength(2);
  });
});

describe('the table of codes', () => {
  const rows = rowsBehind('Codes').flatMap(([codes = '', statuses = '']) => {
    const status = statuses.split(',').map(Number);
    return [...codes.matchAll(/`(HUB_\w+)`/g)].map(
      ([, code = ''], at) => [code, status[at] ?? status[0]] as const,
    );
  });
  /** Of records that are sent in (push.md), of the hub's own files, and what no partner meets. */
  const ELSEWHERE: readonly HubErrorCode[] = [
    'HUB_SOURCE_UNAVAILABLE',
    'HUB_EVENT_INVALID',
    'HUB_SIGNATURE_INVALID',
  ];
  const expected = Object.entries(HUB_ERRORS).filter(
    ([code, { fault }]) =>
      fault !== 'feed' && fault !== 'operator' && !ELSEWHERE.includes(code as HubErrorCode),
  );

  test('has every code that a partner can meet, once', () => {
    expect(rows.map(([code]) => code).sort()).toEqual(expected.map(([code]) => code).sort());
  });

  /** A question that cannot be executed, and a field that cannot be shown, are told by the rules of GraphQL over HTTP. */
  const TOLD_OTHERWISE: Readonly<Record<string, number>> = {
    HUB_FIELD_NOT_GRANTED: 200,
    HUB_ARGUMENT_NOT_GRANTED: 400,
  };
  test.each(rows)('says with which status %s comes', (code, status) => {
    expect(status).toBe(TOLD_OTHERWISE[code] ?? HUB_ERRORS[code as HubErrorCode].status);
  });
});

test('the limits are those that hold', () => {
  const { maxTokens, maxDepth, maxSelections, maxAliases, maxRootFields, maxDirectives, ...more } =
    DEFAULT_QUERY_LIMITS;
  const told = rowsBehind('Limits').map(([, value = '']) => Number(value.replaceAll(',', '')));
  expect(told.slice(1)).toEqual([
    maxTokens,
    maxDepth,
    maxSelections,
    maxAliases,
    maxRootFields,
    maxDirectives,
    more.maxListSize,
    more.maxCost,
  ]);
  const { maxRequests, maxStreams } = DEFAULT_PARTNER_LIMITS;
  expect(PAGE).toContain(
    `${maxRequests} requests under way and ${maxStreams.toLocaleString('en')} subscriptions`,
  );
});
