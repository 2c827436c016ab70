/** Of the address, but no part of what is chosen. */
const PASSING: readonly string[] = ['kiosk', 'from'];

/** What a page's address chooses, as a view keeps it: JSON of its parameters with their values, in one order whatever the address's. */
export function filterWithin(address: URLSearchParams): string {
  const names = [...new Set(address.keys())].filter((name) => !PASSING.includes(name)).sort();
  return JSON.stringify(
    Object.fromEntries(names.map((name) => [name, address.getAll(name).toSorted()] as const)),
  );
}

/** The address's query that chooses what a view keeps. What is no list of texts in it is left out: pages read of an address what they know. */
export function addressWithin(filter: string | null): string {
  const query = new URLSearchParams();
  for (const [name, values] of Object.entries(parametersOf(filter))) {
    if (PASSING.includes(name) || !Array.isArray(values)) continue;
    for (const value of values) if (typeof value === 'string') query.append(name, value);
  }
  return query.toString();
}

function parametersOf(filter: string | null): object {
  try {
    const read: unknown = JSON.parse(filter ?? '{}');
    return typeof read === 'object' && read !== null ? read : {};
  } catch {
    return {};
  }
}
