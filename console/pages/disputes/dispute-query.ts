import { dayRange, isDay, type DayRange } from '../trends/day-range.ts';

/** Which disputes a list shows, as its address says it. */
export interface DisputeQuery {
  readonly text: string | null;
  readonly region: string | null;
  readonly feeds: readonly string[];
  readonly colours: readonly string[];
  readonly categories: readonly string[];
  /** As triaged, or else as records say: as indicators count. */
  readonly holding: readonly string[];
  readonly states: readonly string[];
  readonly handling: readonly string[];
  readonly opened: DayRange | null;
  readonly active: DayRange | null;
  readonly registered: DayRange | null;
  readonly due: DayRange | null;
  readonly minScore: number | null;
  readonly minRecords: number | null;
  readonly awaiting: boolean | null;
  readonly supervised: boolean | null;
  readonly agency: string | null;
  readonly countsAs: string | null;
  readonly order: string;
}

export const ORDERS = [
  'LAST_ACTIVITY_DESC',
  'LAST_ACTIVITY_ASC',
  'OPENED_DESC',
  'OPENED_ASC',
  'RISK_DESC',
  'DUE_ASC',
];
const [DEFAULT_ORDER = ''] = ORDERS;

export const EVERY_DISPUTE: DisputeQuery = {
  text: null,
  region: null,
  feeds: [],
  colours: [],
  categories: [],
  holding: [],
  states: [],
  handling: [],
  opened: null,
  active: null,
  registered: null,
  due: null,
  minScore: null,
  minRecords: null,
  awaiting: null,
  supervised: null,
  agency: null,
  countsAs: null,
  order: DEFAULT_ORDER,
};

/** Names in the address, so that links stay readable and old ones keep working. */
const LISTS = {
  feeds: 'feed',
  colours: 'colour',
  categories: 'category',
  holding: 'holding',
  states: 'state',
  handling: 'handling',
} as const;
const RANGES = { opened: 'opened', active: 'active', registered: 'registered', due: 'due' } as const;
const TEXTS = { text: 'q', region: 'region', agency: 'agency', countsAs: 'counts' } as const;
const NUMBERS = { minScore: 'score', minRecords: 'records' } as const;
const FLAGS = { awaiting: 'awaiting', supervised: 'supervised' } as const;
const ORDER = 'order';

/** What an address asks for; what it says wrongly is as if it were not said. */
export function readDisputeQuery(address: URLSearchParams): DisputeQuery {
  const text = (name: string): string | null => address.get(name)?.trim() || null;
  const order = text(ORDER);
  return {
    ...EVERY_DISPUTE,
    ...each(LISTS, (name) => address.getAll(name).filter((one) => /^\w+$/.test(one))),
    ...each(RANGES, (name) => rangeWithin(address, name)),
    ...each(TEXTS, text),
    ...each(NUMBERS, (name) => numberWithin(text(name))),
    ...each(FLAGS, (name) => (text(name) === null ? null : text(name) === 'true')),
    order: order !== null && ORDERS.includes(order) ? order : DEFAULT_ORDER,
  };
}

/** Parameters of the address that asks for it. */
export function addressOf(query: Partial<DisputeQuery>): Record<string, readonly string[] | null> {
  const asked = { ...EVERY_DISPUTE, ...query };
  const parameters: Record<string, readonly string[] | null> = {};
  const put = (name: string, values: readonly (string | number | boolean | null)[]): void => {
    const given = values.filter((value) => value !== null);
    parameters[name] = given.length === 0 ? null : given.map(String);
  };
  for (const [key, name] of entries(LISTS)) put(name, asked[key]);
  for (const [key, name] of entries(TEXTS)) put(name, [asked[key]]);
  for (const [key, name] of entries(NUMBERS)) put(name, [asked[key]]);
  for (const [key, name] of entries(FLAGS)) put(name, [asked[key]]);
  for (const [key, name] of entries(RANGES)) {
    put(`${name}From`, [asked[key]?.from ?? null]);
    put(`${name}To`, [asked[key]?.to ?? null]);
  }
  put(ORDER, [asked.order === DEFAULT_ORDER ? null : asked.order]);
  return parameters;
}

/** A link to the list of these disputes, within the console. */
export function disputesLink(query: Partial<DisputeQuery>): string {
  const parameters = new URLSearchParams();
  for (const [name, values] of Object.entries(addressOf(query)))
    for (const value of values ?? []) parameters.append(name, value);
  const text = parameters.toString();
  return text === '' ? '/disputes' : `/disputes?${text}`;
}

/** `DisputeFilter` of the graph. */
export function disputeFilterOf(query: DisputeQuery): Record<string, unknown> {
  const handling = {
    ...list('states', query.handling),
    ...range('registeredBetween', query.registered),
    ...range('dueBetween', query.due),
    ...given('supervised', query.supervised),
    ...given('agency', query.agency),
    ...given('countsAs', query.countsAs),
  };
  return {
    ...given('text', query.text),
    ...given('regionCode', query.region),
    ...list('feeds', query.feeds),
    ...list('colour', query.colours),
    ...list('category', query.categories),
    ...list('categoryThatHolds', query.holding),
    ...list('state', query.states),
    ...range('openedBetween', query.opened),
    ...range('activeBetween', query.active),
    ...given('minScore', query.minScore),
    ...given('minRecords', query.minRecords),
    ...given('awaitingConfirmation', query.awaiting),
    ...(Object.keys(handling).length === 0 ? {} : { handling }),
  };
}

function rangeWithin(address: URLSearchParams, name: string): DayRange | null {
  const from = address.get(`${name}From`);
  const to = address.get(`${name}To`);
  const days = {
    from: from !== null && isDay(from) ? from : null,
    to: to !== null && isDay(to) ? to : null,
  };
  return days.from === null && days.to === null ? null : days;
}

function numberWithin(text: string | null): number | null {
  const number = text === null ? Number.NaN : Number(text);
  return Number.isFinite(number) && number >= 0 ? number : null;
}

function list(name: string, values: readonly string[]): Record<string, unknown> {
  return values.length === 0 ? {} : { [name]: values };
}

function range(name: string, days: DayRange | null): Record<string, unknown> {
  return days === null ? {} : { [name]: dayRange(days) };
}

function given(name: string, value: unknown): Record<string, unknown> {
  return value === null ? {} : { [name]: value };
}

function entries<Key extends string>(
  names: Readonly<Record<Key, string>>,
): readonly (readonly [Key, string])[] {
  return Object.entries(names) as [Key, string][];
}

function each<Key extends string, Value>(
  names: Readonly<Record<Key, string>>,
  read: (name: string) => Value,
): Record<Key, Value> {
  return Object.fromEntries(entries(names).map(([key, name]) => [key, read(name)])) as Record<Key, Value>;
}
