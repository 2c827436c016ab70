import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { connectorsFileText, isUntouched } from './connectors-file.ts';

const settings = { host: '127.0.0.1', simulatorPort: 4_103 };
const namesIn = (text: string): string[] => (parse(text) as { name: string }[]).map(({ name }) => name);

test('with the city the hotline is polled where it answers', () => {
  const text = connectorsFileText(settings, true);
  expect(namesIn(text)).toEqual(['police110-push', 'hotline12345-rest', 'open311-drop']);
  expect(text).toContain('base.url: http://127.0.0.1:4103');
});

test('without the city there is no hotline to poll', () => {
  expect(namesIn(connectorsFileText(settings, false))).toEqual(['police110-push', 'open311-drop']);
});

test('a file that a person has changed is known by its digest', () => {
  const text = connectorsFileText(settings, true);
  expect(isUntouched(text)).toBe(true);
  expect(isUntouched(text.replace('nyc', 'nyc-2013'))).toBe(false);
  expect(isUntouched('[]\n')).toBe(false);
});
