/**
 * What a token lets its bearer do at all (OAuth `scope`, RFC 8693 §4.2 and RFC 9068 §2.2.3), whatever data it is about: which data a caller
 * sees is a matter of grants. Scopes that are not in this list mean nothing here.
 */
export const TOKEN_SCOPES = {
  graph: 'ask the graph: queries and subscriptions',
  'graph:write': 'mutations',
  introspection: '__schema and __type',
  admin: 'the metrics page from another host, and who looked at what',
} as const satisfies Record<string, string>;

export type TokenScope = keyof typeof TOKEN_SCOPES;

/** Scopes of everybody who works with the graph. */
export const WORKING_SCOPES: readonly TokenScope[] = ['graph', 'graph:write', 'introspection'];

/** The known scopes of a `scope` claim: names with spaces between. */
export function scopesOf(claim: string): readonly TokenScope[] {
  const given = new Set(claim.split(' '));
  return Object.freeze((Object.keys(TOKEN_SCOPES) as TokenScope[]).filter((scope) => given.has(scope)));
}
