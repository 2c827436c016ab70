import { digest } from '../../schema/canonical/ids.ts';
import type { AccessCaseDoc } from '../../schema/store/access-case-docs.ts';
import {
  changeCase,
  disputeForEmergency,
  openCase,
  type GrantEffects,
} from '../../schema/store/access-cases.ts';
import { revokeGrants, type Told } from '../../schema/store/grants.ts';
import type { DisputeDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import type { Caller } from './caller.ts';
import type { DisputeName } from './writer.ts';

/** Why something is done, by which call. */
export interface Said {
  readonly reason: string;
  readonly clientMutationId: string;
  /** UTC. */
  readonly at: string;
}

/** What a case says beyond who opened it. */
type Opened<Doc extends AccessCaseDoc> = Doc extends AccessCaseDoc
  ? Omit<Doc, 'partner' | 'actor' | 'purpose' | 'reason' | 'rev' | 'createdAt' | 'changes' | 'changedAt'>
  : never;
export type CaseToOpen = Opened<AccessCaseDoc>;

/** As `Writer`, for who may see what: every change is the caller's, and says who, when and why. */
export class AccessWriter {
  readonly #store: () => Store;
  readonly #caller: Caller;

  constructor(store: () => Store, caller: Caller) {
    this.#store = store;
    this.#caller = caller;
  }

  /** Identifier of the case that a call of the caller's partner opens: the same call, the same case. */
  idOf(kind: AccessCaseDoc['kind'], clientMutationId: string): string {
    const { partner } = this.#caller;
    return `${kind.toLowerCase().replace('_', '-')}-${digest(kind, partner, clientMutationId).slice(0, 32)}`;
  }

  /** See `openCase`. */
  async open(asked: CaseToOpen, said: Said, effects: GrantEffects = {}): Promise<boolean> {
    const { partner, actor, purpose } = this.#caller;
    const told = this.#told(said);
    const document = {
      ...asked,
      partner,
      actor,
      purpose,
      reason: said.reason,
      rev: 1,
      createdAt: said.at,
      changes: [{ ...told, what: 'OPENED' }],
    };
    return openCase(this.#store(), document, told, effects);
  }

  /** See `changeCase`. @param what in one word, for the history */
  async change(
    read: Pick<AccessCaseDoc, '_id' | 'rev'>,
    fields: Readonly<Record<string, unknown>>,
    what: string,
    said: Said,
    effects: GrantEffects = {},
  ): Promise<boolean> {
    return changeCase(this.#store(), read, fields, { ...this.#told(said), what }, effects);
  }

  /** Whether the grant held until now. */
  async revoke(id: string, said: Said): Promise<boolean> {
    return (await revokeGrants(this.#store(), [id], this.#told(said))) > 0;
  }

  /** See `disputeForEmergency`. */
  async disputeForEmergency(named: DisputeName): Promise<Pick<DisputeDoc, '_id' | 'code'> | null> {
    return disputeForEmergency(this.#store(), named);
  }

  #told({ at, reason, clientMutationId }: Said): Told {
    const { partner, actor } = this.#caller;
    return { at, partner, actor, reason, clientMutationId };
  }
}
