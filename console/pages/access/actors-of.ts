interface Looked {
  readonly actor: string | null;
  readonly streams: readonly { readonly actor: string | null }[] | null;
}

const MOST_NAMED = 3;

/** Who looked: one person, or those whose streams one entry tells of, the first of them by name. Empty when nobody is known. */
export function actorsOf({ actor, streams }: Looked): string {
  if (actor !== null) return actor;
  const actors = [...new Set((streams ?? []).flatMap((stream) => stream.actor ?? []))];
  const more = actors.length - MOST_NAMED;
  return [...actors.slice(0, MOST_NAMED), ...(more > 0 ? [`+${more}`] : [])].join(', ');
}
