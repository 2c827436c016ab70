import { FEED_NAMES, FEED_TERMS } from '../vocabulary/feeds.ts';
import { COLOUR_LABELS, COLOURS } from '../vocabulary/risk-terms.ts';
import { DISPUTE_CATEGORIES } from '../vocabulary/tables.ts';

/** GraphQL's name of a feed in `enum FeedName`: its own, in capitals. */
export function feedEnumName(feed: string): string {
  return feed.toUpperCase();
}

/** GraphQL's name of a key field in `enum KeyField`: `reporterName` → `REPORTER_NAME`. */
export function keyFieldEnumName(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

/** `MARRIAGE_FAMILY__LOVE_MARRIAGE` → `Marriage family: love marriage`. */
export function inWords(enumName: string): string {
  const words = enumName.toLowerCase().replaceAll('__', ': ').replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * The enums that follow the code tables of `schema/vocabulary`, as SDL: `DisputeCategory` (GB/T 31000-2015 table 91), `FeedName` and `Colour`.
 * Part of every subgraph; made anew from the tables at each start, so that it cannot fall out of step with them.
 */
export function vocabularySdl(): string {
  const categories = [...DISPUTE_CATEGORIES.values()].map(
    ({ code, enumName, labelZh }) =>
      `  "${inWords(enumName)} (${labelZh}), GB/T 31000 table 91 code ${code}."\n  ${enumName}`,
  );
  const feeds = FEED_NAMES.map(
    (name) => `  "${FEED_TERMS[name].titleEn} (${FEED_TERMS[name].titleZh})."\n  ${feedEnumName(name)}`,
  );
  const colours = COLOURS.map((colour) => `  "${inWords(colour)} (${COLOUR_LABELS[colour]})."\n  ${colour}`);
  return [
    '"Category of a dispute (事件类别): the 17 classes and 78 sub-classes of GB/T 31000-2015 table 91."',
    `enum DisputeCategory {\n${categories.join('\n')}\n}\n`,
    '"A feed (来源): one agency\'s stream."',
    `enum FeedName {\n${feeds.join('\n')}\n}\n`,
    '"Colour of a risk (风险等级), calm to grave. Three are in use, GREEN, YELLOW and RED, unless the rules of the hub name BLUE too."',
    `enum Colour {\n${colours.join('\n')}\n}\n`,
  ].join('\n');
}
