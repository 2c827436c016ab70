import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { REFERENCE_TERMS } from '../canonical/reference-terms.ts';
import { FEED_NAMES, FEED_TERMS, type FeedName } from '../vocabulary/feeds.ts';
import { accessSdl } from './access-sdl.ts';
import { inputsOfLists } from './inputs-of-lists.ts';
import { vocabularySdl } from './vocabulary-sdl.ts';
import { workflowSdl } from './workflow-sdl.ts';

const FOLDER = new URL('./', import.meta.url);
const EXTENSION = '.graphql';

function read(path: string): string {
  return readFileSync(new URL(path, FOLDER), 'utf8');
}

/** Names of all subgraphs: one `<name>.graphql` beside this file each, in alphabetical order. */
export function subgraphNames(): readonly string[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith(EXTENSION))
    .map((file) => file.slice(0, -EXTENSION.length))
    .sort();
}

/** Feeds that have a subgraph of their own, in the order of `FEED_NAMES`. */
export function servedFeeds(): readonly FeedName[] {
  return FEED_NAMES.filter((feed) => existsSync(new URL(`${feed}${EXTENSION}`, FOLDER)));
}

/**
 * What the disputes subgraph knows of the feeds' record types: their identifier and the dispute they belong to. Written from the list
 * of feeds, so that a new feed's subgraph changes nothing here.
 */
function recordStubs(): string {
  const stubs = servedFeeds().map((feed) => {
    const { typename, titleEn, titleZh } = FEED_TERMS[feed];
    return `"One record of: ${titleEn} (${titleZh})."
type ${typename} implements Node & Record @key(fields: "id") {
  "Record identifier (记录标识)."
  id: ID!
  "The dispute that the record belongs to (所属纠纷), null when it belongs to none."
  dispute: Dispute
}
`;
  });
  return `"What one agency says (记录), in the hub's common shape."
interface Record implements Node {
  "Record identifier (记录标识)."
  id: ID!
  "The dispute that the record belongs to (所属纠纷), null when it belongs to none."
  dispute: Dispute
}

${stubs.join('\n')}`;
}

/** What the events subgraph knows of records: their identifier. */
function recordReferences(): string {
  const stubs = servedFeeds().map((feed) => {
    const { typename, titleEn, titleZh } = FEED_TERMS[feed];
    return `"One record of: ${titleEn} (${titleZh})."
type ${typename} implements Node & Record @key(fields: "id", resolvable: false) {
  "Record identifier (记录标识)."
  id: ID!
}
`;
  });
  return `"What one agency says (记录), in the hub's common shape."
interface Record implements Node {
  "Record identifier (记录标识)."
  id: ID!
}

${stubs.join('\n')}`;
}

/** What the disputes subgraph knows of the entries of agencies' lists: their identifier, by which `node` hands over to their own subgraph. */
function referenceStubs(): string {
  const stubs = Object.values(REFERENCE_TERMS).map(
    ({ typename, titleEn, titleZh }) => `"An entry of an agency's lists: ${titleEn} (${titleZh})."
type ${typename} implements Node @key(fields: "id", resolvable: false) {
  "Identifier of the entry (条目标识)."
  id: ID!
}
`,
  );
  return stubs.join('\n');
}

/** What the disputes subgraph knows of hot spots: their identifier, by which `node` hands over to the alerts subgraph. */
const HOT_SPOT_STUB = `"An area in which a category of disputes is reported far more often than usual (热点)."
type HotSpot implements Node @key(fields: "id", resolvable: false) {
  "Identifier of the hot spot (热点标识)."
  id: ID!
}
`;

/** Parts of a large subgraph in files of their own: `<name>/*.graphql`. */
function partsOf(name: string): readonly string[] {
  if (!existsSync(new URL(`${name}/`, FOLDER))) return [];
  return readdirSync(new URL(`${name}/`, FOLDER))
    .filter((file) => file.endsWith(EXTENSION))
    .sort()
    .map((file) => read(`${name}/${file}`));
}

/** Serve no records, so they have no use for what describes them. */
const WITHOUT_RECORDS = ['exports', 'feeds', 'indicators'];
/** Serve nothing that has a code of an agency's or a place. */
const WITHOUT_TERMS = ['exports', 'feeds'];
/** Lists of which others take the inputs. */
const LISTING = ['disputes', 'audit', 'access', 'alerts', 'events', 'grid', 'indicators'];

/**
 * Factors of a risk: of disputes as they are scored now, of events as they were then. Each subgraph has types of its own made from one text:
 * the planner finds no way through an interface (`RiskEvidence.record`) in a type that two subgraphs share.
 */
function riskSdl(name: string): readonly string[] {
  const sdl = read('shared/risk.graphql');
  switch (name) {
    case 'disputes':
      return [sdl];
    case 'events':
      return [sdl.replaceAll(/\bRisk(?=(?:Factor|Evidence)\b)/g, 'RiskEvent')];
    default:
      return [];
  }
}

/** The whole SDL of one subgraph: its own file or files, what all subgraphs share, and the code tables' enums. */
export function subgraphSdl(name: string): string {
  const isFeed = FEED_NAMES.some((feed) => feed === name);
  const parts = [
    read(`${name}${EXTENSION}`),
    ...partsOf(name),
    read('shared/access.graphql'),
    read('shared/basics.graphql'),
    ...(WITHOUT_TERMS.includes(name) ? [] : [read('shared/terms.graphql')]),
    ...(WITHOUT_RECORDS.includes(name) ? [] : [read('shared/common.graphql')]),
    ...(isFeed ? [read('shared/record.graphql')] : []),
    ...(name === 'disputes' ? [recordStubs(), referenceStubs(), HOT_SPOT_STUB, workflowSdl()] : []),
    ...(name === 'events' ? [recordReferences(), HOT_SPOT_STUB] : []),
    ...(name === 'access' ? [accessSdl()] : []),
    ...riskSdl(name),
    vocabularySdl(),
  ];
  const sdl = parts.join('\n');
  return name === 'exports' ? `${sdl}\n${inputsOfLists(sdl, LISTING.map(subgraphSdl))}` : sdl;
}
