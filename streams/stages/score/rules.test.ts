import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import type { HubError } from '../../../schema/canonical/hub-error.ts';
import { RULES, RULES_TEXT } from '../../testing/scored-dispute.ts';
import { colourOf } from './colour.ts';
import { readRiskRules } from './rules.ts';

test.each([
  ['an unknown field', 'margin: 5', 'margin: 5\nmargins: 5', /margins/],
  ['a wrong points', 'most: 45', 'most: many', /factors\.THREAT_WORDS\.most/],
  [
    'steps that go down',
    'from: 72, points',
    'from: 0, points',
    /factors\.OVERDUE\.steps\.1\.from: steps must go up/,
  ],
  ['thresholds that go down', 'YELLOW: 30', 'YELLOW: 70', /colours: thresholds must go up/],
  ['a missing factor', 'REOPENED:', 'REOPENDE:', /factors\.REOPENED/],
  ['no YAML', 'margin: 5', 'margin: [', /no YAML/],
])('%s is refused by name', (_, from, to, message) => {
  const text = RULES_TEXT.replace(from, to);
  expect(text).not.toBe(RULES_TEXT);
  expect(() => readRiskRules(text)).toThrow(message);
  expect(() => readRiskRules(text)).toThrow(
    expect.objectContaining({ code: 'HUB_CONFIG_INVALID' }) as HubError,
  );
});

test('three colours by default: up at the threshold, down only below the margin', () => {
  expect([29, 30, 59, 60].map((score) => colourOf(score, null, RULES))).toEqual([
    'GREEN',
    'YELLOW',
    'YELLOW',
    'RED',
  ]);
  expect([60, 55, 54, 25, 24].map((score) => colourOf(score, 'RED', RULES))).toEqual([
    'RED',
    'RED',
    'YELLOW',
    'YELLOW',
    'GREEN',
  ]);
  expect([25, 59, 60].map((score) => colourOf(score, 'GREEN', RULES))).toEqual(['GREEN', 'YELLOW', 'RED']);
});

test('BLUE by configuration, and rules without it take a blue dispute for a green one', () => {
  const four = readRiskRules(RULES_TEXT.replace('GREEN: 0', 'GREEN: 0\n  BLUE: 15'));
  expect([14, 15, 30].map((score) => colourOf(score, null, four))).toEqual(['GREEN', 'BLUE', 'YELLOW']);
  expect(colourOf(10, 'BLUE', four)).toBe('BLUE');
  expect(colourOf(28, 'BLUE', RULES)).toBe('GREEN');
});

test('the example of docs/risk.md laid over the shipped rules is right', () => {
  const docs = readFileSync(new URL('../../../docs/risk.md', import.meta.url), 'utf8');
  const example = /```yaml\n([\s\S]*?)```/.exec(docs)?.[1] ?? '';
  const rules = readRiskRules(stringify(laidOver(parse(RULES_TEXT), parse(example))));
  expect(rules).toMatchObject({ version: 'city-2', colours: { BLUE: 15 } });
  expect(rules.factors.THREAT_WORDS.categories.WEAPON.plain).toBe(40);
});

function laidOver(below: unknown, above: unknown): unknown {
  if (typeof below !== 'object' || below === null || typeof above !== 'object' || above === null)
    return above;
  const whole: Record<string, unknown> = { ...below };
  for (const [name, value] of Object.entries(above)) whole[name] = laidOver(whole[name], value);
  return whole;
}
