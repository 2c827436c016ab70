/** The address of a type, or of one of its members; what was searched stays. */
export function schemaLink(type: string, member: string | null, find: string | null): string {
  const query = new URLSearchParams({ part: 'schema', type });
  if (member !== null) query.set('member', member);
  if (find !== null) query.set('find', find);
  return `/developers?${query.toString()}`;
}
