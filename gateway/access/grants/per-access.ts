import type { Access } from './access.ts';

/** As far as what is made for somebody depends on who it is. */
export interface WithAccess {
  readonly access: Access;
  readonly partner: string;
}

/** Makes something once for each access and partner: accesses stay the same object while nothing changes, and with them goes what was made. */
export function perAccess<Whose extends WithAccess, Made extends object>(
  make: (whose: Whose) => Made,
): (whose: Whose) => Made {
  const made = new WeakMap<Access, Map<string, Made>>();
  return (whose) => {
    const byPartner = made.get(whose.access) ?? new Map<string, Made>();
    made.set(whose.access, byPartner);
    const one = byPartner.get(whose.partner) ?? make(whose);
    byPartner.set(whose.partner, one);
    return one;
  };
}
