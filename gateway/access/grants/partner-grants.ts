import { isInForce, type Grant } from '../../../schema/canonical/grant.ts';
import { PURPOSE_NAMES, type Purpose } from '../../../schema/vocabulary/purposes.ts';
import type { Access } from './access.ts';
import { accessOf } from './compile-access.ts';

interface Compiled {
  readonly accesses: Map<Purpose, Access>;
  purposes: readonly Purpose[] | undefined;
  /** Until when it holds, ms since 1970: then a term begins or ends. */
  readonly untilMs: number;
}

/** Grants to some actor alone stand under its name, all others under this. */
const EVERYBODY = '';

/** The grants of one partner, compiled when they are first asked for and again when a term begins or ends. */
export class PartnerGrants {
  readonly #grants: readonly Grant[];
  readonly #actors: ReadonlySet<string>;
  readonly #compiled = new Map<string, Compiled>();
  /** Accesses so far by key, so that what allows the same stays the same object. */
  readonly #known: Map<string, Access>;

  /** @param before what these replace */
  constructor(grants: readonly Grant[], before?: PartnerGrants) {
    this.#grants = grants;
    this.#actors = new Set(grants.flatMap(({ actor }) => (actor === null ? [] : [actor])));
    this.#known = new Map(before?.all().map((access) => [access.key, access]));
  }

  accessOf(actor: string, purpose: Purpose, now: Date): Access {
    const compiled = this.#at(actor, now);
    const known = compiled.accesses.get(purpose);
    if (known !== undefined) return known;
    const made = accessOf(this.#grantsOf(actor), purpose, now);
    const access = this.#known.get(made.key) ?? made;
    this.#known.set(access.key, access);
    compiled.accesses.set(purpose, access);
    return access;
  }

  purposes(actor: string, now: Date): readonly Purpose[] {
    const compiled = this.#at(actor, now);
    if (compiled.purposes === undefined) {
      const open = new Set(
        this.#grantsOf(actor).flatMap((grant) => (isInForce(grant, now.getTime()) ? grant.purposes : [])),
      );
      compiled.purposes = PURPOSE_NAMES.filter((name) => open.has(name));
    }
    return compiled.purposes;
  }

  /** Every access that was asked for and holds. */
  all(): readonly Access[] {
    return [...this.#compiled.values()].flatMap(({ accesses }) => [...accesses.values()]);
  }

  #at(actor: string, now: Date): Compiled {
    const name = this.#actors.has(actor) ? actor : EVERYBODY;
    const nowMs = now.getTime();
    const before = this.#compiled.get(name);
    if (before !== undefined && nowMs < before.untilMs) return before;
    const turns = this.#grants
      .flatMap(({ validFrom, validTo }) => [validFrom, ...(validTo === null ? [] : [validTo])])
      .map((time) => Date.parse(time))
      .filter((ms) => ms > nowMs);
    const compiled = { accesses: new Map(), purposes: undefined, untilMs: Math.min(...turns, Infinity) };
    this.#compiled.set(name, compiled);
    return compiled;
  }

  #grantsOf(actor: string): readonly Grant[] {
    return this.#grants.filter((grant) => grant.actor === null || grant.actor === actor);
  }
}
