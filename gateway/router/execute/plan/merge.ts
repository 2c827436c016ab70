import { isGathered, type Gathered } from './run.ts';

/**
 * Puts what a fetch brought into what is there, in place: objects stay the same objects, because other fetches hold on to them.
 *
 * The outcome does not depend on who comes first, so an answer is the same whatever order subgraphs reply in: a value goes before null, an
 * object before anything else, lists are joined item by item, of two type names the one of an object type goes before that of an interface
 * object, and of two different leaves (a subgraph that lies about a shared field) the one that is smaller as text.
 */
export function merge(target: Gathered, source: Gathered, isObjectType: (name: string) => boolean): void {
  for (const key in source) {
    const incoming = source[key];
    const existing = Object.hasOwn(target, key) ? target[key] : undefined;
    if (existing === undefined || existing === null) {
      if (incoming !== undefined) target[key] = incoming;
    } else if (incoming !== existing && incoming !== null && incoming !== undefined) {
      target[key] =
        key === '__typename'
          ? moreExact(existing, incoming, isObjectType)
          : joined(existing, incoming, isObjectType);
    }
  }
}

function joined(existing: unknown, incoming: unknown, isObjectType: (name: string) => boolean): unknown {
  if (incoming === null || incoming === undefined) return existing;
  if (existing === null || existing === undefined) return incoming;
  if (isGathered(existing)) {
    if (isGathered(incoming)) merge(existing, incoming, isObjectType);
    return existing;
  }
  if (isGathered(incoming)) return incoming;
  if (Array.isArray(existing)) {
    if (Array.isArray(incoming)) joinLists(existing, incoming, isObjectType);
    return existing;
  }
  if (Array.isArray(incoming)) return incoming;
  return textOf(incoming) < textOf(existing) ? incoming : existing;
}

function joinLists(
  existing: unknown[],
  incoming: readonly unknown[],
  isObjectType: (name: string) => boolean,
): void {
  for (let index = 0; index < incoming.length; index += 1) {
    const merged = joined(existing[index], incoming[index], isObjectType);
    if (merged !== existing[index]) existing[index] = merged;
  }
}

function moreExact(existing: unknown, incoming: unknown, isObjectType: (name: string) => boolean): unknown {
  // Of a subgraph that lies it may be anything.
  const isExact = (name: unknown): boolean => typeof name === 'string' && isObjectType(name);
  const [one, other] = [isExact(existing), isExact(incoming)];
  if (one !== other) return one ? existing : incoming;
  return textOf(incoming) < textOf(existing) ? incoming : existing;
}

function textOf(leaf: unknown): string {
  return `${typeof leaf} ${JSON.stringify(leaf)}`;
}

/** One answer for several places: each gets objects of its own, since what is fetched later may differ between them. */
export function copied<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(copied) as Value;
  if (!isGathered(value)) return value;
  const copy: Gathered = {};
  for (const key in value) copy[key] = copied(value[key]);
  return copy as Value;
}
