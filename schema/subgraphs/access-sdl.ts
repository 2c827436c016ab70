import { datasetTitle } from '../canonical/dataset-terms.ts';
import { DATASETS, RIGHTS } from '../vocabulary/datasets.ts';
import { DISCLOSURE_LEVELS, type DisclosureLevel } from '../vocabulary/disclosure.ts';
import { PURPOSES } from '../vocabulary/purposes.ts';

/** GraphQL's name of a dataset in `enum DatasetName`: its own, in capitals. */
export function datasetEnumName(dataset: string): string {
  return dataset.toUpperCase();
}

const LEVELS: Readonly<Record<DisclosureLevel, string>> = {
  CLEAR: 'As it is (明文)',
  MASKED: 'With its middle masked (脱敏)',
  PSEUDONYM: 'As a name that is the same each time and leads to nobody (假名)',
  GENERALISED: 'As what it is one of (概化)',
  WITHHELD: 'Not at all (不予展示)',
};

/** The enums of access that follow the vocabulary, as SDL of the subgraph `access`. */
export function accessSdl(): string {
  const datasets = DATASETS.map((name) => {
    const { en, zh } = datasetTitle(name);
    return value(datasetEnumName(name), `${capital(en)} (${zh})`);
  });
  const told = (terms: Readonly<Record<string, { readonly zh: string; readonly en: string }>>): string =>
    Object.entries(terms)
      .map(([name, { en, zh }]) => value(name, `${capital(en)} (${zh})`))
      .join('\n');
  const levels = DISCLOSURE_LEVELS.map((level) => value(level, LEVELS[level]));
  return [
    `"What a grant can be about (数据资源): the records of a feed, or something that the hub makes."\nenum DatasetName {\n${datasets.join('\n')}\n}\n`,
    `"What a grant may allow beside reading (权限)."\nenum AccessRight {\n${told(RIGHTS)}\n}\n`,
    `"For what data are wanted (使用目的)."\nenum Purpose {\n${told(PURPOSES)}\n}\n`,
    `"How much of a value is shown (展示级别)."\nenum DisclosureLevel {\n${levels.join('\n')}\n}\n`,
  ].join('\n');
}

function value(name: string, says: string): string {
  return `  "${says}."\n  ${name}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
