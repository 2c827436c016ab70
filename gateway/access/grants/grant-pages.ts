import { HubError } from '../../../schema/canonical/hub-error.ts';
import type { Grant } from '../../../schema/canonical/grant.ts';
import type { GrantDoc } from '../../../schema/store/grant-docs.ts';
import { isPurpose, PURPOSES, type Purpose } from '../../../schema/vocabulary/purposes.ts';
import { NO_ACCESS, type Access } from './access.ts';
import { covers } from './covers.ts';
import { PartnerGrants } from './partner-grants.ts';

/** Who asks, as far as grants ask for it. */
export interface Grantee {
  readonly partner: string;
  readonly actor: string;
}

/** For what and with what a request is let in. */
export interface Admitted {
  /** Null only of somebody to whom nothing is granted. */
  readonly purpose: Purpose | null;
  readonly access: Access;
}

/** Somebody who was let in. */
export interface LetIn extends Grantee {
  readonly purpose: string | null;
  readonly access: Access;
}

interface Listener {
  readonly caller: LetIn;
  readonly told: () => void;
}

/** The grants of all partners as they are known, and who waits to hear that they became less. */
export class Pages {
  readonly #now: () => Date;
  readonly #stored = new Map<string, GrantDoc>();
  readonly #partners = new Map<string, PartnerGrants>();
  readonly #listeners = new Set<Listener>();

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** What was read from the store; without anything, only the time went on. Answers what is new or changed since before. */
  take(found: readonly GrantDoc[], isWhole: boolean): readonly GrantDoc[] {
    const isFirst = this.#stored.size === 0;
    const touched = new Set<string>();
    const changed = found.filter(
      ({ _id, changedAt }) => this.#stored.get(_id)?.changedAt.getTime() !== changedAt.getTime(),
    );
    if (isWhole) {
      const there = new Set(found.map(({ _id }) => _id));
      for (const [id, { partner }] of this.#stored) {
        if (!there.has(id)) {
          this.#stored.delete(id);
          touched.add(partner);
        }
      }
    }
    for (const grant of changed) {
      this.#stored.set(grant._id, grant);
      touched.add(grant.partner);
    }
    if (touched.size > 0) this.#write(touched);
    this.#heed();
    return isFirst ? [] : changed;
  }

  put(grants: readonly Grant[]): void {
    for (const [partner, own] of Map.groupBy(grants, ({ partner }) => partner)) {
      this.#partners.set(partner, new PartnerGrants(own));
    }
  }

  admit(who: Grantee, purpose: Purpose | null): Admitted {
    const open = this.#open(who);
    if (open.length === 0) return { purpose, access: NO_ACCESS };
    const chosen = purpose ?? (open.length === 1 ? open[0] : undefined);
    if (chosen === undefined) {
      throw new HubError(
        'HUB_PURPOSE_REQUIRED',
        `say for what purpose: send the header Purpose-Of-Use with one of ${listed(open)}`,
        { details: { purposes: open } },
      );
    }
    if (!open.includes(chosen)) {
      throw new HubError(
        'HUB_PURPOSE_NOT_GRANTED',
        `nothing is granted to ${who.partner} for ${chosen}; state one of ${listed(open)}, or apply for a grant`,
        { details: { purposes: open } },
      );
    }
    return { purpose: chosen, access: this.#access(who, chosen) };
  }

  accessFor(who: Grantee, purpose: string | null): Access {
    if (purpose !== null) return isPurpose(purpose) ? this.#access(who, purpose) : NO_ACCESS;
    const [only, ...others] = this.#open(who);
    return only === undefined || others.length > 0 ? NO_ACCESS : this.#access(who, only);
  }

  onLess(caller: LetIn, told: () => void): () => void {
    const listener = { caller, told };
    this.#listeners.add(listener);
    // It may have been taken away since it was looked up.
    queueMicrotask(() => {
      this.#tell(listener);
    });
    return () => {
      this.#listeners.delete(listener);
    };
  }

  #write(partners: ReadonlySet<string>): void {
    const nowMs = this.#now().getTime();
    const held = [...this.#stored.values()].filter(
      ({ partner, state, validTo }) =>
        partners.has(partner) && state === 'ACTIVE' && (validTo === null || Date.parse(validTo) > nowMs),
    );
    const byPartner = Map.groupBy(held, ({ partner }) => partner);
    for (const partner of partners) {
      const own = (byPartner.get(partner) ?? []).map(({ _id: id, ...grant }) => ({ id, ...grant }));
      this.#partners.set(partner, new PartnerGrants(own, this.#partners.get(partner)));
    }
  }

  #heed(): void {
    for (const listener of [...this.#listeners]) this.#tell(listener);
  }

  /** Once, and not when the telling was ended before. */
  #tell(listener: Listener): void {
    const { caller, told } = listener;
    if (!this.#listeners.has(listener)) return;
    if (covers(this.accessFor(caller, caller.purpose), caller.access)) return;
    this.#listeners.delete(listener);
    told();
  }

  #access(who: Grantee, purpose: Purpose): Access {
    return this.#partners.get(who.partner)?.accessOf(who.actor, purpose, this.#now()) ?? NO_ACCESS;
  }

  /** Purposes for which something is granted now, in the order of the list. */
  #open(who: Grantee): readonly Purpose[] {
    return this.#partners.get(who.partner)?.purposes(who.actor, this.#now()) ?? [];
  }
}

function listed(purposes: readonly Purpose[]): string {
  return purposes.map((name) => `${name} (${PURPOSES[name].zh})`).join(', ');
}
