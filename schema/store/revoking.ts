import type { Store } from './models.ts';
import type { RevocationDoc } from './revocations.ts';
import { storing } from './store-fault.ts';

export type RevocationTarget =
  { readonly jti: string } | { readonly partner: string; readonly actor: string | null };

/** Longest life of a token, with a day to spare. */
const KEPT_MS = 2 * 86_400_000;

/** Revokes; what was revoked before stays so. Gateways see it within a second. @throws HubError HUB_STORE_UNAVAILABLE. */
export async function insertRevocation(
  store: Pick<Store, 'revocations'>,
  target: RevocationTarget,
  told: { readonly reason: string; readonly by: string; readonly now: Date },
): Promise<void> {
  const { jti, partner, actor } =
    'jti' in target ? { ...target, partner: null, actor: null } : { ...target, jti: null };
  const id =
    jti !== null ? `jti:${jti}` : actor === null ? `partner:${partner}` : `actor:${partner}:${actor}`;
  const issuedUntil = Math.floor(told.now.getTime() / 1_000);
  await storing(
    store.revocations.collection.updateOne(
      { _id: id } as never,
      [
        {
          $set: {
            jti: { $literal: jti },
            partner: { $literal: partner },
            actor: { $literal: actor },
            issuedUntil: { $max: ['$issuedUntil', issuedUntil] },
            reason: { $literal: told.reason },
            by: { $literal: told.by },
            changedAt: '$$NOW',
            expiresAt: { $add: ['$$NOW', KEPT_MS] },
          },
        },
      ],
      { upsert: true },
    ),
  );
}

/** Revocations that were written then or later; all of them for null. @throws HubError HUB_STORE_UNAVAILABLE. */
export async function readRevocations(
  store: Pick<Store, 'revocations'>,
  since: Date | null,
): Promise<RevocationDoc[]> {
  return storing(
    store.revocations
      .find(since === null ? {} : { changedAt: { $gte: since } })
      .maxTimeMS(2_000)
      .lean<RevocationDoc[]>()
      .exec(),
  );
}
