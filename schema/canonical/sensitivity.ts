/**
 * How guarded a record or dispute is, from low to high. NORMAL: what grants cover unless they say more. RESTRICTED: minors, domestic violence,
 * intimate matters. SEALED: sexual offences, and violence against minors.
 */
export const SENSITIVITIES = ['NORMAL', 'RESTRICTED', 'SEALED'] as const;
export type Sensitivity = (typeof SENSITIVITIES)[number];

/** What is read where nothing is stored: a record of before the rules may say anything, so it is kept back until it is judged. */
export const UNJUDGED = { sensitivity: 'RESTRICTED', sensitivityRule: 'not-judged' } as const;

/** The level and rule of something stored. */
export function sensitivityOfStored(stored: {
  readonly sensitivity?: Sensitivity;
  readonly sensitivityRule?: string | null;
}): { readonly sensitivity: Sensitivity; readonly sensitivityRule: string | null } {
  const { sensitivity, sensitivityRule = null } = stored;
  return sensitivity === undefined ? UNJUDGED : { sensitivity, sensitivityRule };
}

/** The highest of these, one that is missing counting as not judged; NORMAL of none. */
export function highestSensitivity(levels: Iterable<Sensitivity | null | undefined>): Sensitivity {
  let highest = 0;
  for (const level of levels) {
    highest = Math.max(highest, SENSITIVITIES.indexOf(level ?? UNJUDGED.sensitivity));
  }
  return SENSITIVITIES[highest] ?? 'SEALED';
}
