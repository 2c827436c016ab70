import { RECORD_AROUND } from './surroundings.ts';

type Projection = Readonly<Record<string, 0 | 1 | object>>;

interface Needed {
  /** Heads of fields that hold values to be shown: without any of them nothing is to be done. */
  readonly values: readonly string[];
  /** What must be read beside them to know how. */
  readonly beside: readonly string[];
  /** Beside some of them: who may be named in texts. */
  readonly besideTexts?: { readonly values: readonly string[]; readonly beside: readonly string[] };
}

const NEEDED: Readonly<Record<string, Needed>> = {
  records: {
    values: ['title', 'narrative', 'place', 'parties', 'amountFen', 'events', 'occurredAt', 'details'],
    beside: ['feed', 'sensitivity', 'place.regionCode'],
    besideTexts: { values: ['title', 'narrative', 'events'], beside: Object.keys(RECORD_AROUND) },
  },
  rawRecords: { values: ['bytes', 'contentHash'], beside: ['recordId'] },
  disputes: {
    values: ['title', 'address', 'amountFen', 'parties', 'workflow', 'risk'],
    beside: ['feeds', 'reach', 'guard', 'regionCode', 'members', 'parties'],
  },
  links: { values: ['decidedBy'], beside: ['recordIds'] },
  linkDecisions: { values: ['note'], beside: ['recordIds'] },
  colourDecisions: { values: ['reason'], beside: ['disputeId'] },
  references: { values: ['details'], beside: ['feed', 'kind', 'regionCode'] },
  events: {
    values: ['title', 'factors'],
    beside: ['disputeId', 'feeds', 'reach', 'guard', 'regionCode', 'recordIds'],
  },
  deadLetters: { values: ['value', 'key', 'reason'], beside: ['feed'] },
  feedStatuses: { values: ['connectors'], beside: [] },
};

const known = new Map<string, WeakMap<Projection, Projection | null>>();

/** A projection, with what showing needs; null when nothing of it is to be shown otherwise than it is. Found once for each object: most are constants. */
export function projectionToShow(collection: string, projection: Projection): Projection | null {
  const ofCollection = known.get(collection) ?? new WeakMap<Projection, Projection | null>();
  known.set(collection, ofCollection);
  const found = ofCollection.get(projection);
  if (found !== undefined) return found;
  const made = withNeeded(collection, projection);
  ofCollection.set(projection, made);
  return made;
}

function withNeeded(collection: string, projection: Projection): Projection | null {
  const needed = NEEDED[collection];
  if (needed === undefined) return null;
  const names = Object.keys(projection);
  if (names.length === 0) return projection;
  if (names.every((name) => projection[name] === 0)) {
    const kept = Object.entries(projection).filter(([name]) => !needed.beside.includes(name));
    return Object.fromEntries(kept);
  }
  const heads = new Set(names.map((name) => name.split('.')[0]));
  if (!needed.values.some((value) => heads.has(value))) return null;
  const { beside, besideTexts } = needed;
  const hasTexts = besideTexts?.values.some((value) => heads.has(value)) === true;
  const missing = [...beside, ...(hasTexts ? besideTexts.beside : [])].filter(
    (name) => !names.some((asked) => asked === name || name.startsWith(`${asked}.`)),
  );
  return { ...projection, ...Object.fromEntries(missing.map((name) => [name, 1])) };
}
